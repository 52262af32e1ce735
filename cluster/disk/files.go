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
	// buffered are the HardStates saved since the last flush. Entries are always
	// flushed (raft.MustSync).
	buffered []raftpb.HardState
	// failure is what the next Save returns, fileFailure what the next snapshot
	// file does; nil for nothing.
	failure, fileFailure error

	// noFsync is set while what should be fsynced is only handed to the operating
	// system; unsynced is what is there.
	noFsync  bool
	unsynced *unsynced
	// fsync is set where the WAL really fsyncs.
	fsync bool
}

// Written is what one Save did.
type Written struct {
	// Bytes is the size of what was saved, without the WAL's framing.
	Bytes int
	// Synced is false when the bytes may still be in the WAL's buffer, or with
	// the operating system.
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
		unsynced: &d.unsynced[id-1],
		fsync:    d.fsync,
	}
}

func (f *Files) begin(w *wal.WAL) (err error) {
	f.wal = w
	f.snapshotter = snap.New(nil, f.snapDir)
	if !f.fsync {
		f.wal.SetUnsafeNoFsync()
	}
	f.tail, err = newTail(f.walDir, f.unsynced)
	return err
}

// Holds is what the files hold now.
func (f *Files) Holds() view.Disk { return f.holds }

// Save writes a Ready's HardState and Entries to the WAL, either of which may
// be empty; where both are it does nothing. It fsyncs when raft.MustSync says so,
// or when a segment is full.
func (f *Files) Save(hs raftpb.HardState, entries []raftpb.Entry) (Written, error) {
	if raft.IsEmptyHardState(hs) && len(entries) == 0 {
		return Written{}, nil
	}
	if err := take(&f.failure); err != nil {
		return Written{}, fmt.Errorf("WAL: %w", err)
	}
	w := Written{Bytes: payloadBytes(hs, entries)}
	flush := raft.MustSync(hs, f.state, len(entries))
	if err := f.tail.beforeSave(flush && f.noFsync); err != nil {
		return Written{}, err
	}
	if err := f.wal.Save(hs, entries); err != nil {
		return Written{}, fmt.Errorf("WAL: %w", reason(err))
	}
	cut, err := f.tail.saved(f.walDir, hs, entries)
	if err != nil {
		return Written{}, err
	}
	f.remember(hs, entries)
	f.holds.BufferedBytes += w.Bytes
	switch {
	case cut:
		// The WAL fsyncs a full segment by itself, whatever it is asked.
		w.Synced = f.synced()
	case flush:
		w.Synced = f.flushed()
	default:
		f.buffered = append(f.buffered, hs)
	}
	return w, nil
}

// flushed follows what the WAL handed to the operating system in order to fsync
// it, and reports whether it was.
func (f *Files) flushed() (synced bool) {
	if !f.noFsync {
		return f.synced()
	}
	f.tail.handedOver()
	f.buffered = f.buffered[:0]
	f.unsynced.bytes += f.holds.BufferedBytes
	f.holds.BufferedBytes, f.holds.UnsyncedBytes = 0, f.unsynced.bytes
	return false
}

// synced follows an fsync: it makes all that was written durable, the snapshot
// files too, as one journal for all of them would.
func (f *Files) synced() bool {
	f.tail.synced()
	f.buffered = f.buffered[:0]
	f.holds.BufferedBytes, f.holds.UnsyncedBytes = 0, 0
	return true
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
	if err := f.SaveSnapshotFile(s); err != nil {
		return err
	}
	return f.SaveSnapshotRecord(s)
}

// SaveSnapshotFile writes the snapshot's file alone.
func (f *Files) SaveSnapshotFile(s raftpb.Snapshot) error {
	if err := take(&f.fileFailure); err != nil {
		return fmt.Errorf("snapshot file: %w", err)
	}
	if err := f.snapshotter.SaveSnap(s); err != nil {
		return fmt.Errorf("snapshot file: %w", reason(err))
	}
	f.holds.Snapshot = s.Metadata.Index
	if f.noFsync {
		f.unsynced.add(f.snapshotPath(s.Metadata.Term, s.Metadata.Index), len(s.Data))
		f.holds.UnsyncedBytes = f.unsynced.bytes
	}
	return nil
}

// SaveSnapshotRecord writes the WAL's record of a snapshot alone, and fsyncs it.
func (f *Files) SaveSnapshotRecord(s raftpb.Snapshot) error {
	if err := f.tail.beforeSave(f.noFsync); err != nil {
		return err
	}
	m := s.Metadata
	record := walpb.Snapshot{Index: m.Index, Term: m.Term, ConfState: &m.ConfState}
	if err := f.wal.SaveSnapshot(record); err != nil {
		return fmt.Errorf("WAL: %w", err)
	}
	f.tail.buffered += framed(record.Size())
	f.holds.BufferedBytes += record.Size()
	f.flushed()
	f.holds.Last = max(f.holds.Last, m.Index)
	if err := f.wal.ReleaseLockTo(m.Index); err != nil {
		return fmt.Errorf("WAL: %w", err)
	}
	return nil
}

func (f *Files) snapshotPath(term, index uint64) string {
	return filepath.Join(f.snapDir, fmt.Sprintf("%016x-%016x.snap", term, index))
}

// FailNext makes the next Save return err and write nothing, as a disk that is
// full does.
func (f *Files) FailNext(err error) { f.failure = err }

// FailNextSnapshot makes the next snapshot file fail alike. The WAL's record of
// a snapshot does not: its segment was allocated before the disk was full.
func (f *Files) FailNextSnapshot(err error) { f.fileFailure = err }

// take returns an armed failure once.
func take(armed *error) error {
	err := *armed
	*armed = nil
	return err
}

// SkipFsync says whether what should be fsynced is from now on only handed to the
// operating system. The first fsync after it was told not to makes all durable.
func (f *Files) SkipFsync(skip bool) { f.noFsync = skip }

// Sync makes all that was saved durable, and reports whether it is: see SkipFsync.
func (f *Files) Sync() (synced bool, err error) {
	if err := f.tail.beforeSave(f.noFsync); err != nil {
		return false, err
	}
	if err := f.wal.Sync(); err != nil {
		return false, fmt.Errorf("WAL: %w", err)
	}
	return f.flushed(), nil
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
	// A segment is preallocated, and zero behind its records. It is longer until the
	// save behind the one that made it so.
	if err := os.Truncate(path, max(int64(left), wal.SegmentSizeBytes)); err != nil || !power {
		return err
	}
	return f.unsynced.lose()
}
