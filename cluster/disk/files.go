package disk

import (
	"fmt"
	"os"
	"path/filepath"

	"go.etcd.io/etcd/raft/v3"
	"go.etcd.io/etcd/raft/v3/raftpb"
	"go.etcd.io/etcd/server/v3/etcdserver/api/snap"
	"go.etcd.io/etcd/server/v3/wal"
	"go.etcd.io/etcd/server/v3/wal/walpb"

	"raftviz/cluster/view"
)

// segmentBytes is the size of a WAL segment: etcd's 64 MiB nine times over is
// more than a laptop should give to a lesson, and each segment costs buffers.
const segmentBytes = 1 << 20

func init() { SetSegmentBytes(segmentBytes) }

// SetSegmentBytes sets the size of WAL segments, 1 MiB if it is never called. etcd's
// wal has one size for all WALs, so it is set before the first Directory is opened.
// Small ones make starting and restarting a node cheaper; as a full one is fsynced,
// they can make more survive a power loss.
func SetSegmentBytes(n int64) { wal.SegmentSizeBytes = n }

// Files are the WAL and the snapshots of one node that is running. They are
// not safe for concurrent use.
type Files struct {
	walDir, snapDir string
	// metadata is what the WAL begins with: whose it is.
	metadata []byte

	wal         *wal.WAL
	snapshotter *snap.Snapshotter
	// state is the HardState that the WAL compares the next one with.
	state raftpb.HardState
	tail  tail
	holds view.Disk
	// failure is what the next write returns, nil for nothing.
	failure error
}

// Written is what one Save did.
type Written struct {
	// Bytes is the size of what was saved, without the WAL's framing.
	Bytes int
	// Synced is false when the bytes may still be in the WAL's buffer.
	Synced bool
}

// Create makes the files of a node that has none.
func (d *Directory) Create(id view.NodeID) (*Files, error) {
	f := d.files(id)
	if err := os.MkdirAll(f.snapDir, 0o700); err != nil {
		return nil, d.errorf("cannot be written: %v", reason(err))
	}
	w, err := wal.Create(nil, f.walDir, f.metadata)
	if err != nil {
		return nil, d.errorf("cannot be written: %v", reason(err))
	}
	if err := f.begin(w); err != nil {
		return nil, d.errorf("cannot be read: %v", reason(err))
	}
	return f, nil
}

func (d *Directory) files(id view.NodeID) *Files {
	return &Files{
		walDir: filepath.Join(d.node(id), "wal"), snapDir: filepath.Join(d.node(id), "snap"),
		metadata: []byte("raftviz " + id.String()),
	}
}

func (f *Files) begin(w *wal.WAL) (err error) {
	f.wal = w
	f.snapshotter = snap.New(nil, f.snapDir)
	// The lab models what a missing fsync loses; a real one only costs time.
	f.wal.SetUnsafeNoFsync()
	f.tail, err = newTail(f.walDir)
	return err
}

// Holds is what the files hold now.
func (f *Files) Holds() view.Disk { return f.holds }

// Save writes a Ready's HardState and Entries to the WAL, either of which may
// be empty. It fsyncs when raft.MustSync says so, or when a segment is full.
func (f *Files) Save(hs raftpb.HardState, entries []raftpb.Entry) (Written, error) {
	w := Written{Bytes: payloadBytes(hs, entries), Synced: raft.MustSync(hs, f.state, len(entries))}
	if err := f.fail(); err != nil {
		return Written{}, fmt.Errorf("WAL: %w", err)
	}
	if err := f.tail.beforeSave(); err != nil {
		return Written{}, err
	}
	if err := f.wal.Save(hs, entries); err != nil {
		return Written{}, fmt.Errorf("WAL: %w", reason(err))
	}
	cut, err := f.tail.saved(f.walDir, hs, entries, w.Synced)
	if err != nil {
		return Written{}, err
	}
	w.Synced = w.Synced || cut
	f.remember(hs, entries)
	f.holds.BufferedBytes += w.Bytes
	if w.Synced {
		f.holds.BufferedBytes = 0
	}
	return w, nil
}

func (f *Files) remember(hs raftpb.HardState, entries []raftpb.Entry) {
	if !raft.IsEmptyHardState(hs) {
		f.state = hs
		f.holds.Term, f.holds.Vote, f.holds.Commit = hs.Term, view.NodeID(hs.Vote), hs.Commit
	}
	if n := len(entries); n > 0 {
		f.holds.Last = entries[n-1].Index
	}
}

func payloadBytes(hs raftpb.HardState, entries []raftpb.Entry) int {
	n := 0
	if !raft.IsEmptyHardState(hs) {
		n += hs.Size()
	}
	for i := range entries {
		n += entries[i].Size()
	}
	return n
}

// SaveSnapshot writes the snapshot's file first and the WAL's record of it
// second: a crash between the two leaves a file that nobody vouches for, and
// never a record without its file.
func (f *Files) SaveSnapshot(s raftpb.Snapshot) error {
	if err := f.fail(); err != nil {
		return fmt.Errorf("snapshot file: %w", err)
	}
	if err := f.snapshotter.SaveSnap(s); err != nil {
		return fmt.Errorf("snapshot file: %w", reason(err))
	}
	m := s.Metadata
	record := walpb.Snapshot{Index: m.Index, Term: m.Term, ConfState: &m.ConfState}
	if err := f.wal.SaveSnapshot(record); err != nil {
		return fmt.Errorf("WAL: %w", err)
	}
	f.tail.buffered += framed(record.Size())
	f.tail.synced()
	f.holds.BufferedBytes = 0
	f.holds.Snapshot = m.Index
	f.holds.Last = max(f.holds.Last, m.Index)
	if err := f.wal.ReleaseLockTo(m.Index); err != nil {
		return fmt.Errorf("WAL: %w", err)
	}
	return nil
}

// FailNext makes the next Save or SaveSnapshot return err and write nothing, as
// a disk that is full does.
func (f *Files) FailNext(err error) { f.failure = err }

func (f *Files) fail() error {
	err := f.failure
	f.failure = nil
	return err
}

// Sync makes all that was saved durable.
func (f *Files) Sync() error {
	if err := f.wal.Sync(); err != nil {
		return fmt.Errorf("WAL: %w", err)
	}
	f.tail.synced()
	f.holds.BufferedBytes = 0
	return nil
}

// Close ends an orderly use of the files: nothing is lost.
func (f *Files) Close() error { return f.wal.Close() }

// Crash ends the use of the files as a killed process would: what the WAL held
// in its buffer is gone. With power, what was not fsynced is gone too.
func (f *Files) Crash(power bool) error {
	path := f.tail.segment
	left, err := f.tail.left(power)
	if err != nil {
		return err
	}
	// Close flushes the buffer; cutting the segment off takes that away again.
	if err := f.wal.Close(); err != nil {
		return err
	}
	if err := os.Truncate(path, int64(left)); err != nil {
		return err
	}
	// A segment is preallocated, and zero behind its records.
	return os.Truncate(path, wal.SegmentSizeBytes)
}
