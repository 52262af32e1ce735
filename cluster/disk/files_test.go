package disk

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.etcd.io/etcd/raft/v3/raftpb"
)

func newDirectory(t *testing.T) *Directory {
	t.Helper()
	d, err := Open("", Contents{Nodes: 3})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

func create(t *testing.T, d *Directory) *Files {
	t.Helper()
	f, err := d.Create(1)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func reopen(t *testing.T, d *Directory) (*Files, Recovered) {
	t.Helper()
	f, r, err := d.Reopen(1)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f, r
}

func save(t *testing.T, f *Files, hs raftpb.HardState, entries ...raftpb.Entry) Written {
	t.Helper()
	w, err := f.Save(hs, entries)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func crash(t *testing.T, f *Files, power bool) {
	t.Helper()
	if err := f.Crash(power); err != nil {
		t.Fatal(err)
	}
}

func entry(index uint64) raftpb.Entry {
	return raftpb.Entry{Term: 2, Index: index, Data: []byte(strings.Repeat("x", 100))}
}

func TestKilledProcessForgetsACommitOnlyHardState(t *testing.T) {
	d := newDirectory(t)
	f := create(t, d)
	if w := save(t, f, raftpb.HardState{Term: 2, Vote: 1, Commit: 1}, entry(1), entry(2)); !w.Synced || w.Bytes == 0 {
		t.Errorf("saving entries: %+v", w)
	}
	if w := save(t, f, raftpb.HardState{Term: 2, Vote: 1, Commit: 2}); w.Synced {
		t.Errorf("saving a commit index alone: %+v", w)
	}
	if n := f.Holds().BufferedBytes; n == 0 {
		t.Error("nothing is buffered")
	}
	crash(t, f, false)
	_, r := reopen(t, d)
	if r.Hard.Commit != 1 || len(r.Entries) != 2 {
		t.Errorf("recovered commit %d and %d entries, want 1 and 2", r.Hard.Commit, len(r.Entries))
	}
}

func TestOrderlyCloseForgetsNothing(t *testing.T) {
	d := newDirectory(t)
	f := create(t, d)
	save(t, f, raftpb.HardState{Term: 2, Vote: 1, Commit: 1}, entry(1), entry(2))
	save(t, f, raftpb.HardState{Term: 2, Vote: 1, Commit: 2})
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if _, r := reopen(t, d); r.Hard.Commit != 2 {
		t.Errorf("recovered commit %d", r.Hard.Commit)
	}
}

// The WAL's buffer flushes on its own when it is full, which is not an fsync:
// what it flushed survives a kill, and not a loss of power.
func TestPowerLossTakesWhatWasFlushedWithoutFsync(t *testing.T) {
	const commits = 10_000 // well over the buffer's 128 KiB
	for _, power := range []bool{false, true} {
		t.Run(fmt.Sprint("power=", power), func(t *testing.T) {
			d := newDirectory(t)
			f := create(t, d)
			save(t, f, raftpb.HardState{Term: 2, Vote: 1, Commit: 1}, entry(1))
			for i := range uint64(commits) {
				if w := save(t, f, raftpb.HardState{Term: 2, Vote: 1, Commit: 2 + i}); w.Synced {
					t.Fatalf("commit %d was fsynced", i)
				}
			}
			crash(t, f, power)
			_, r := reopen(t, d)
			if survived := r.Hard.Commit > 1; survived == power || r.Hard.Commit > commits {
				t.Errorf("recovered commit %d", r.Hard.Commit)
			}
		})
	}
}

func TestSegmentsAreCutAndAllAreRecovered(t *testing.T) {
	const entries = 30_000
	d := newDirectory(t)
	f := create(t, d)
	for i := range uint64(entries) {
		save(t, f, raftpb.HardState{Term: 2, Vote: 1, Commit: i}, entry(i+1))
	}
	segments, err := filepath.Glob(filepath.Join(f.walDir, "*.wal"))
	if err != nil || len(segments) < 4 {
		t.Errorf("%d segments, %v", len(segments), err)
	}
	crash(t, f, true)
	if _, r := reopen(t, d); len(r.Entries) != entries {
		t.Errorf("recovered %d entries", len(r.Entries))
	}
}

// A cut fsyncs even what MustSync leaves in the buffer, and is the one Save that
// the WAL does not tell us of: Written must say so all the same.
func TestCutIsReportedAsFsync(t *testing.T) {
	d := newDirectory(t)
	f := create(t, d)
	before := ""
	for i := range uint64(20_000) {
		save(t, f, raftpb.HardState{}, entry(i+1))
		w := save(t, f, raftpb.HardState{Term: 2, Vote: 1, Commit: i})
		last, err := lastSegment(f.walDir)
		if err != nil {
			t.Fatal(err)
		}
		cut := before != "" && last != before
		if i > 0 && w.Synced && !cut {
			t.Fatalf("save %d: said to be fsynced, and no segment was cut", i)
		}
		if w.Synced != (f.Holds().BufferedBytes == 0) {
			t.Fatalf("save %d: %+v, %+v", i, w, f.Holds())
		}
		before = last
	}
}

func snapshot(index uint64) raftpb.Snapshot {
	return raftpb.Snapshot{
		Data:     []byte(`{"x":"1"}`),
		Metadata: raftpb.SnapshotMetadata{Index: index, Term: 2, ConfState: raftpb.ConfState{Voters: []uint64{1}}},
	}
}

// withSnapshots makes files with snapshots at 2 and 4 of a log of six entries.
func withSnapshots(t *testing.T, d *Directory) *Files {
	f := create(t, d)
	save(t, f, raftpb.HardState{Term: 2, Vote: 1, Commit: 6},
		entry(1), entry(2), entry(3), entry(4), entry(5), entry(6))
	for _, index := range []uint64{2, 4} {
		if err := f.SaveSnapshot(snapshot(index)); err != nil {
			t.Fatal(err)
		}
	}
	return f
}

func TestRecoveryBeginsAtTheNewestSnapshot(t *testing.T) {
	d := newDirectory(t)
	crash(t, withSnapshots(t, d), true)
	f, r := reopen(t, d)
	if r.Snapshot.Metadata.Index != 4 || len(r.Entries) != 2 || f.Holds().Snapshot != 4 {
		t.Errorf("recovered snapshot %d and %d entries, holds %+v", r.Snapshot.Metadata.Index, len(r.Entries), f.Holds())
	}
}

func TestSnapshotThatTheWALDoesNotVouchForIsNotChosen(t *testing.T) {
	d := newDirectory(t)
	f := withSnapshots(t, d)
	// A crash between the file and the WAL's record of it.
	if err := f.snapshotter.SaveSnap(snapshot(6)); err != nil {
		t.Fatal(err)
	}
	crash(t, f, false)
	if _, r := reopen(t, d); r.Snapshot.Metadata.Index != 4 {
		t.Errorf("recovered snapshot %d", r.Snapshot.Metadata.Index)
	}
}

func TestRecoveryFallsBackWhenASnapshotFileIsGone(t *testing.T) {
	d := newDirectory(t)
	f := withSnapshots(t, d)
	crash(t, f, false)
	if err := os.Remove(snapshotPath(f, 4)); err != nil {
		t.Fatal(err)
	}
	if _, r := reopen(t, d); r.Snapshot.Metadata.Index != 2 || len(r.Entries) != 4 {
		t.Errorf("recovered snapshot %d and %d entries", r.Snapshot.Metadata.Index, len(r.Entries))
	}
}

func snapshotPath(f *Files, index uint64) string {
	return filepath.Join(f.snapDir, fmt.Sprintf("%016x-%016x.snap", 2, index))
}

func TestDamageIsAnErrorAndChangesNothing(t *testing.T) {
	for name, path := range map[string]func(*Files) string{
		"snapshot": func(f *Files) string { return snapshotPath(f, 4) },
		"WAL": func(f *Files) string {
			path, err := lastSegment(f.walDir)
			if err != nil {
				t.Fatal(err)
			}
			return path
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDirectory(t)
			f := withSnapshots(t, d)
			crash(t, f, false)
			flip(t, path(f))
			before := contents(t, d.path)
			_, _, err := d.Reopen(1)
			if err == nil || !strings.Contains(err.Error(), "damaged node n1") || !strings.Contains(err.Error(), name) {
				t.Errorf("error is %v", err)
			}
			if after := contents(t, d.path); after != before {
				t.Errorf("files were\n%s\nand are\n%s", before, after)
			}
		})
	}
}

// flip damages a byte of a file that is not a zero behind its content.
func flip(t *testing.T, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	data[len(bytes.TrimRight(data, "\x00"))/2] ^= 0xff
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// contents lists the files below a directory, with a sum of what is in them.
func contents(t *testing.T, dir string) string {
	t.Helper()
	var list strings.Builder
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.HasSuffix(path, ".tmp") {
			return err // the WAL prepares its next segment in a .tmp file
		}
		data, err := os.ReadFile(path)
		sum := 0
		for i, b := range data {
			sum += (i + 1) * int(b)
		}
		fmt.Fprintln(&list, path, len(data), sum)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list.String()
}

// What raft cut off its log stays in the WAL, and must not come back behind a
// snapshot that is newer than the cut (etcd issue 22442).
func TestWhatRaftCutOffDoesNotComeBackBehindASnapshot(t *testing.T) {
	at := func(term, index uint64) raftpb.Entry { return raftpb.Entry{Term: term, Index: index} }
	for _, tt := range []struct {
		name  string
		saved []raftpb.Entry
		last  uint64
	}{
		{"cut and shorter", []raftpb.Entry{at(2, 2), at(2, 3), at(2, 4), at(3, 2), at(3, 3)}, 3},
		{"cut and overwritten", []raftpb.Entry{at(2, 2), at(2, 3), at(2, 4), at(3, 2), at(3, 3), at(3, 4)}, 4},
		{"not cut", []raftpb.Entry{at(2, 2), at(3, 3), at(3, 4), at(4, 5)}, 5},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := newDirectory(t)
			f := create(t, d)
			save(t, f, raftpb.HardState{Term: 1, Commit: 1}, at(1, 1))
			for _, e := range tt.saved {
				save(t, f, raftpb.HardState{}, e)
			}
			save(t, f, raftpb.HardState{Term: 4, Commit: 3})
			if err := f.SaveSnapshot(raftpb.Snapshot{Data: []byte("{}"), Metadata: raftpb.SnapshotMetadata{Index: 3, Term: 3}}); err != nil {
				t.Fatal(err)
			}
			crash(t, f, true)
			_, r := reopen(t, d)
			last := r.Snapshot.Metadata.Index + uint64(len(r.Entries))
			if r.Snapshot.Metadata.Index != 3 || last != tt.last {
				t.Errorf("recovered a snapshot at %d and %v, want it at 3 and entries up to %d", r.Snapshot.Metadata.Index, r.Entries, tt.last)
			}
		})
	}
}

// The WAL cuts a segment after the save behind the one that made it too long: what was
// fsynced there outlives a crash between the two.
func TestACrashLeavesASegmentThatIsLongerThanASegment(t *testing.T) {
	for _, power := range []bool{false, true} {
		d := newDirectory(t)
		f := create(t, d)
		last := uint64(0)
		for used := 0; used <= segmentBytes; {
			last++
			e := entry(last)
			e.Data = bytes.Repeat([]byte("x"), 100_000)
			save(t, f, raftpb.HardState{Term: 2, Commit: last}, e)
			var err error
			if used, err = f.tail.used(); err != nil {
				t.Fatal(err)
			}
			if last > 20 {
				t.Fatal("this WAL cuts segments before they are too long")
			}
		}
		crash(t, f, power)
		_, r := reopen(t, d)
		if len(r.Entries) != int(last) || r.Hard.Commit != last {
			t.Errorf("power %v: of %d entries %d are left, the commit index is %d", power, last, len(r.Entries), r.Hard.Commit)
		}
	}
}
