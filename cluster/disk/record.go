package disk

import (
	"fmt"

	"go.etcd.io/etcd/raft/v3/raftpb"
	"go.etcd.io/etcd/server/v3/wal/walpb"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// Record is one record of the WAL (etcd's walpb.Record).
type Record struct {
	// Kind is "metadata", "entry", "HardState", "CRC" or "snapshot".
	Kind string
	// Term and Index are an entry's or a snapshot's, 0 for others.
	Term, Index uint64
	// Hard is a HardState's, empty for others.
	Hard raftpb.HardState
	// Text is what the record says.
	Text string
	// Bytes is the size of its data, without the WAL's framing.
	Bytes int
	// Data is the data itself, nil where there is more of it than MaxData.
	Data  []byte
	Where Where
	// Used is set when a process that was killed now would get back what it says:
	// nothing behind it says otherwise, and no snapshot makes it needless.
	Used bool
}

// MaxData is how many bytes of a record's data are kept at most.
const MaxData = 256

// Where says how far a record has come: what a crash takes depends on it.
type Where uint8

const (
	// Synced is what outlives a loss of power.
	Synced Where = iota
	// HandedOver is with the operating system: it outlives the process.
	HandedOver
	// Buffered is in the WAL's own buffer.
	Buffered
)

var whereNames = [...]string{lang.Mark("fsynced"), lang.Mark("not fsynced"), lang.Mark("in the WAL's buffer")}

func (w Where) String() string { return lang.T(whereNames[w]) }

// The types of the WAL's records, as etcd's wal/wal.go has them.
const (
	metadataType = iota + 1
	entryType
	stateType
	crcType // begins a segment: the checksum so far
	snapshotType
)

// describeRecord reads a record. One whose data cannot be read is named by its
// type alone: recovery will say what is wrong with it.
func describeRecord(r *walpb.Record) Record {
	out := Record{Kind: fmt.Sprintf("type %d", r.Type), Bytes: len(r.Data)}
	if len(r.Data) <= MaxData {
		out.Data = r.Data
	}
	switch r.Type {
	case metadataType:
		out.Kind, out.Text = lang.Mark("metadata"), string(r.Data)
	case crcType:
		out.Kind, out.Text = "CRC", fmt.Sprintf("%08x", r.Crc)
	case entryType:
		var e raftpb.Entry
		if e.Unmarshal(r.Data) == nil {
			out.Kind, out.Term, out.Index, out.Text = lang.Mark("entry"), e.Term, e.Index, view.SayEntry(&e)
		}
	case stateType:
		var hs raftpb.HardState
		if hs.Unmarshal(r.Data) == nil {
			out.Kind, out.Hard, out.Text = "HardState", hs, describeHardState(&hs)
		}
	case snapshotType:
		var s walpb.Snapshot
		if s.Unmarshal(r.Data) == nil {
			out.Kind, out.Term, out.Index, out.Text = lang.Mark("snapshot"), s.Term, s.Index, fmt.Sprintf("%d/%d", s.Term, s.Index)
		}
	}
	return out
}

func describeHardState(hs *raftpb.HardState) string {
	vote := "-"
	if hs.Vote != 0 {
		vote = view.NodeID(hs.Vote).String()
	}
	return lang.F("term %d, vote %s, commit %d", hs.Term, vote, hs.Commit)
}
