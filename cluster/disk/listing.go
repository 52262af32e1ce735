package disk

import (
	"errors"
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

// Take is List for one that is to be read later: see Files.Take.
func (d *Directory) Take(id view.NodeID) (*Taken, error) { return d.files(id).Take() }

// List reads the files as they are now. It changes nothing.
func (f *Files) List() (*Listing, error) {
	t, err := f.Take()
	if err != nil {
		return nil, err
	}
	l, err := t.read()
	if err != nil {
		return nil, err
	}
	l.Recovered, l.Err = f.recover()
	l.judge()
	return l, nil
}

// Taken is what a node's files were at one moment. What may change was read then; the
// rest is read by List, which takes its time where the WAL is long, and may be called
// while the node goes on.
type Taken struct {
	// segments are the WAL's, and last is what was in the last of them, of which
	// so many bytes were fsynced.
	segments []string
	last     []byte
	durable  int
	buffered []raftpb.HardState
	// snapshots are the snapshot files, and unsynced those that were not fsynced.
	snapshots, unsynced []string
}

// Take reads of the files what the node may change when it goes on.
func (f *Files) Take() (t *Taken, err error) {
	t = &Taken{buffered: slices.Clone(f.buffered), unsynced: slices.Clone(f.unsynced.files)}
	if t.segments, err = filepath.Glob(filepath.Join(f.walDir, "*.wal")); err != nil {
		return nil, err
	}
	if t.snapshots, err = filepath.Glob(filepath.Join(f.snapDir, "*.snap")); err != nil {
		return nil, err
	}
	if n := len(t.segments); n > 0 {
		if t.last, err = os.ReadFile(t.segments[n-1]); err != nil {
			return nil, reason(err)
		}
		if t.durable = f.unsynced.durable; t.durable == 0 {
			t.durable = len(t.last)
		}
	}
	return t, nil
}

// List lists the files as they were. What a restart would begin with is worked out
// from the records, where Files.List tries it. Old files that were removed meanwhile
// are left out.
func (t *Taken) List() (*Listing, error) {
	l, err := t.read()
	if err != nil {
		return nil, err
	}
	k := &l.Killed
	l.Recovered.Snapshot.Metadata.Term, l.Recovered.Snapshot.Metadata.Index = k.Snapshot.Term, k.Snapshot.Index
	l.Recovered.Hard, l.Err = k.Hard, k.Err
	l.judge()
	return l, nil
}

// read reads the records and the snapshot files.
func (t *Taken) read() (*Listing, error) {
	l := &Listing{}
	for i, path := range t.segments {
		segment, durable := t.last, t.durable
		if i < len(t.segments)-1 {
			var err error
			if segment, err = os.ReadFile(path); errors.Is(err, os.ErrNotExist) {
				continue
			} else if err != nil {
				return nil, reason(err)
			}
			durable = len(segment)
		}
		l.addSegment(filepath.Base(path), segment, durable)
	}
	l.addBuffered(t.buffered)
	if err := l.addSnapshots(t); err != nil {
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
