package disk

import (
	"os"
	"path/filepath"
	"slices"

	"go.etcd.io/etcd/raft/v3/raftpb"
	"go.etcd.io/etcd/server/v3/wal/walpb"

	"raftviz/cluster/view"
)

// Listing is what is in the files of a node, and what recovery would make of it.
type Listing struct {
	// Records are the WAL's, in the order in which they were written.
	Records []Record
	// Segments are the WAL's files, in that order too.
	Segments []Segment
	// Snapshots are the snapshot files, by index.
	Snapshots []SnapshotFile
	// Recovered is what a process that was killed now would get back, Err why it
	// would get nothing.
	Recovered Recovered
	Err       error
	// Killed is what a restart would begin with if the process were killed now, and
	// PowerLost if the machine lost power.
	Killed, PowerLost Left
}

// Segment is one file of the WAL.
type Segment struct {
	Name string
	// Bytes is its size, most of which may be allocated and not yet written; Used is
	// the size of its records, with their framing.
	Bytes, Used int
	// First is the place of its first record in Listing.Records.
	First int
}

// List reads the files of a node that is down.
func (d *Directory) List(id view.NodeID) (*Listing, error) { return d.files(id).List() }

// List reads the files as they are now. It changes nothing.
func (f *Files) List() (*Listing, error) {
	l := &Listing{}
	segments, err := filepath.Glob(filepath.Join(f.walDir, "*.wal"))
	if err != nil {
		return nil, err
	}
	for i, path := range segments {
		segment, err := os.ReadFile(path)
		if err != nil {
			return nil, reason(err)
		}
		durable := len(segment)
		if i == len(segments)-1 && f.unsynced.durable > 0 {
			durable = f.unsynced.durable
		}
		l.addSegment(filepath.Base(path), segment, durable)
	}
	l.addBuffered(f.buffered)
	l.Recovered, l.Err = f.recover()
	if err := l.addSnapshots(f); err != nil {
		return nil, err
	}
	l.PowerLost, _ = l.leave(Synced)
	var used []int
	l.Killed, used = l.leave(HandedOver)
	for _, i := range used {
		l.Records[i].Used = true
	}
	return l, nil
}

// addSegment adds the records of a segment, of which so many bytes are fsynced.
func (l *Listing) addSegment(name string, segment []byte, durable int) {
	s := Segment{Name: name, Bytes: len(segment), First: len(l.Records)}
	s.Used = eachRecord(segment, func(r *walpb.Record, end int) {
		record := describeRecord(r)
		if end > durable {
			record.Where = HandedOver
		}
		l.Records = append(l.Records, record)
	})
	l.Segments = append(l.Segments, s)
}

// addBuffered adds the HardStates that were saved since the last flush, but for
// those that the WAL has written as its buffer ran over: no two are equal.
func (l *Listing) addBuffered(saved []raftpb.HardState) {
	last := slices.IndexFunc(saved, func(hs raftpb.HardState) bool {
		return l.lastHardState() == describeHardState(&hs)
	})
	for i := range saved[last+1:] {
		hs := &saved[last+1+i]
		l.Records = append(l.Records, Record{Kind: "HardState", Text: describeHardState(hs), Hard: *hs, Bytes: hs.Size(), Where: Buffered})
	}
}

// lastHardState is the text of the last HardState in the files, "" for none.
func (l *Listing) lastHardState() string {
	for i := len(l.Records) - 1; i >= 0; i-- {
		if l.Records[i].Kind == "HardState" && l.Records[i].Where != Buffered {
			return l.Records[i].Text
		}
	}
	return ""
}
