package disk

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"go.etcd.io/etcd/raft/v3"
	"go.etcd.io/etcd/raft/v3/raftpb"
	"go.etcd.io/etcd/server/v3/etcdserver/api/snap"
	"go.etcd.io/etcd/server/v3/wal"
	"go.etcd.io/etcd/server/v3/wal/walpb"
	"go.uber.org/zap"

	"raftviz/cluster/view"
)

// Recovered is what a node's files give back.
type Recovered struct {
	// Snapshot is the newest one that the WAL vouches for and whose file is
	// there; empty when there is none.
	Snapshot raftpb.Snapshot
	Hard     raftpb.HardState
	// Entries are those behind the snapshot.
	Entries []raftpb.Entry
	// UnsyncedBytes is how much of it was never fsynced.
	UnsyncedBytes int
}

// Empty reports whether nothing was ever saved.
func (r *Recovered) Empty() bool {
	return raft.IsEmptySnap(r.Snapshot) && raft.IsEmptyHardState(r.Hard) && len(r.Entries) == 0
}

// Damaged is the error of Reopen when a node cannot be recovered from its files.
type Damaged struct {
	// Cause is what is wrong, in words that name no directory.
	Cause error
	what  string
}

func (d *Damaged) Error() string { return d.what }

// Reopen opens the files of a node that ran before. Damaged files are a *Damaged
// error, and are left as they are.
func (d *Directory) Reopen(id view.NodeID) (*Files, Recovered, error) {
	f := d.files(id)
	// Opening for writing changes the last segment; what is damaged is found before.
	var err error
	if d.sound[id-1] == nil {
		_, err = d.Inspect(id)
	}
	var w *wal.WAL
	var r Recovered
	if err == nil {
		w, r, err = f.read(wal.Open, *d.sound[id-1])
	}
	d.sound[id-1] = nil
	if err != nil {
		if w != nil {
			w.Close()
		}
		return nil, Recovered{}, &Damaged{err, d.errorf("holds a damaged node %v: %v; restore its files or name another directory", id, err).Error()}
	}
	if err := f.begin(w); err != nil {
		return nil, Recovered{}, d.errorf("cannot be read: %v", reason(err))
	}
	// f.state stays empty: the WAL does not know the HardState that it read either.
	f.holds = *Describe(r)
	return f, r, nil
}

// Inspect reads what Reopen would recover, and opens nothing for writing.
func (d *Directory) Inspect(id view.NodeID) (Recovered, error) {
	r, err := d.files(id).recover()
	if err == nil {
		d.sound[id-1] = &r.Snapshot
	}
	return r, err
}

// recover reads the files without changing them.
func (f *Files) recover() (r Recovered, err error) {
	defer caught(&err)
	s, err := f.chooseSnapshot()
	if err != nil {
		return r, err
	}
	_, r, err = f.read(wal.OpenForRead, s)
	return r, err
}

// caught makes an error of a panic: the WAL panics on records whose checksum is
// right and whose content is not.
func caught(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("WAL: %v", p)
	}
}

type openWAL func(*zap.Logger, string, walpb.Snapshot) (*wal.WAL, error)

// read reads what is behind snapshot s in the WAL. It returns the WAL too when it
// was opened and then found damaged.
func (f *Files) read(open openWAL, s raftpb.Snapshot) (w *wal.WAL, r Recovered, err error) {
	defer caught(&err)
	at := walpb.Snapshot{Index: s.Metadata.Index, Term: s.Metadata.Term}
	if w, err = open(zap.NewNop(), f.walDir, at); err != nil {
		return nil, r, fmt.Errorf("WAL: %w", err)
	}
	metadata, hard, entries, err := w.ReadAll()
	if err != nil {
		return w, r, fmt.Errorf("WAL: %w", err)
	}
	if !bytes.Equal(metadata, f.metadata) {
		return w, r, fmt.Errorf("WAL: it begins with %q, not with %q", metadata, f.metadata)
	}
	r = Recovered{Snapshot: s, Hard: hard, Entries: behind(s, entries), UnsyncedBytes: f.unsynced.bytes}
	return w, r, nil
}

// behind are the entries that the log has behind a snapshot, of those that the WAL
// gives. Where raft had cut its log at or below the snapshot's index, the WAL gives
// back what it had cut off, if that was longer (etcd issue 22442): the node would
// take its log for another, and could vote for a leader that lacks what it has
// acknowledged. Terms never fall along a log, which tells such entries.
func behind(s raftpb.Snapshot, entries []raftpb.Entry) []raftpb.Entry {
	if len(entries) > 0 && entries[0].Term < s.Metadata.Term {
		return nil
	}
	return entries
}

// chooseSnapshot finds the newest snapshot that the WAL has a record of, at or
// below the commit index, and that has a file. Unlike snap.Snapshotter it takes
// a file that cannot be read for damage, and does not rename it.
func (f *Files) chooseSnapshot() (raftpb.Snapshot, error) {
	records, err := wal.ValidSnapshotEntries(zap.NewNop(), f.walDir)
	if err != nil {
		return raftpb.Snapshot{}, fmt.Errorf("WAL: %w", err)
	}
	slices.SortStableFunc(records, func(a, b walpb.Snapshot) int { return cmp.Compare(b.Index, a.Index) })
	for _, record := range records {
		if record.Index == 0 {
			continue
		}
		path := f.snapshotPath(record.Term, record.Index)
		s, err := snap.Read(nil, path)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return raftpb.Snapshot{}, fmt.Errorf("snapshot %s: %w", filepath.Base(path), err)
		}
		if !raft.IsEmptySnap(*s) {
			return *s, nil
		}
	}
	return raftpb.Snapshot{}, nil
}

// NewestSnapshot is the newest snapshot that has a file, whether the WAL vouches
// for it or not; empty when there is none.
func (f *Files) NewestSnapshot() (raftpb.Snapshot, error) {
	s, err := f.snapshotter.Load()
	if errors.Is(err, snap.ErrNoSnapshot) {
		return raftpb.Snapshot{}, nil
	}
	if err != nil {
		return raftpb.Snapshot{}, fmt.Errorf("snapshot file: %w", reason(err))
	}
	return *s, nil
}

// Describe is what the files that gave r back hold.
func Describe(r Recovered) *view.Disk {
	d := &view.Disk{
		Last: r.Snapshot.Metadata.Index, Snapshot: r.Snapshot.Metadata.Index,
		Term: r.Hard.Term, Vote: view.NodeID(r.Hard.Vote), Commit: r.Hard.Commit,
		UnsyncedBytes: r.UnsyncedBytes,
	}
	if n := len(r.Entries); n > 0 {
		d.Last = r.Entries[n-1].Index
	}
	return d
}
