package disk

import (
	"errors"
	"fmt"
	"testing"

	"go.etcd.io/etcd/raft/v3/raftpb"
	"pgregory.net/rapid"
)

var hard = raftpb.HardState{Term: 2, Vote: 1, Commit: 1}

// withUnsynced makes files with an entry that was fsynced, and then two and a
// snapshot that were not.
func withUnsynced(t *testing.T, d *Directory) *Files {
	f := create(t, d)
	if w := save(t, f, hard, entry(1)); !w.Synced {
		t.Fatal("the first save was not fsynced")
	}
	f.SkipFsync(true)
	if w := save(t, f, raftpb.HardState{}, entry(2)); w.Synced {
		t.Fatal("an fsync that is skipped was reported")
	}
	save(t, f, raftpb.HardState{Term: 3, Vote: 2, Commit: 3}, entry(3))
	if err := f.SaveSnapshot(snapshot(2)); err != nil {
		t.Fatal(err)
	}
	if h := f.Holds(); h.UnsyncedBytes == 0 || h.BufferedBytes != 0 || h.Snapshot != 2 {
		t.Fatalf("it holds %+v", h)
	}
	return f
}

func TestSkippedFsync(t *testing.T) {
	tests := map[string]struct {
		crash func(t *testing.T, d *Directory, f *Files)
		last  uint64
	}{
		"power": {func(t *testing.T, _ *Directory, f *Files) { crash(t, f, true) }, 1},
		"kill":  {func(t *testing.T, _ *Directory, f *Files) { crash(t, f, false) }, 3},
		"kill, restart, power": {func(t *testing.T, d *Directory, f *Files) {
			crash(t, f, false)
			again, _, err := d.Reopen(1)
			if err != nil {
				t.Fatal(err)
			}
			if again.Holds().UnsyncedBytes == 0 {
				t.Error("a killed process had its files fsynced")
			}
			crash(t, again, true)
		}, 1},
		"an fsync, power": {func(t *testing.T, _ *Directory, f *Files) {
			f.SkipFsync(false)
			save(t, f, raftpb.HardState{}, entry(4))
			if n := f.Holds().UnsyncedBytes; n != 0 {
				t.Errorf("%d bytes are unsynced after an fsync", n)
			}
			crash(t, f, true)
		}, 4},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			d := newDirectory(t)
			test.crash(t, d, withUnsynced(t, d))
			want := Recovered{Hard: hard}
			if test.last > 1 {
				want.Hard, want.Snapshot = raftpb.HardState{Term: 3, Vote: 2, Commit: 3}, snapshot(2)
			}
			f, r := reopen(t, d)
			if r.Hard != want.Hard || r.Snapshot.Metadata.Index != want.Snapshot.Metadata.Index || Describe(r).Last != test.last {
				t.Errorf("recovered %+v, last %d; want %+v, last %d", r, Describe(r).Last, want, test.last)
			}
			if newest, err := f.NewestSnapshot(); err != nil || newest.Metadata.Index != want.Snapshot.Metadata.Index {
				t.Errorf("the newest file is of %d, %v", newest.Metadata.Index, err)
			}
		})
	}
}

// Over any saves, fsyncs that are skipped and crashes, a loss of power gives back
// what was there at the last fsync, and a kill what was there at the last flush.
func TestCrashesGiveBackWhatTheyMay(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := newDirectory(t)
		f := create(t, d)
		// Every save here has an entry, and so is flushed.
		var synced, flushed uint64
		skip := false
		for range rapid.IntRange(1, 30).Draw(rt, "steps") {
			switch rapid.SampledFrom([]string{"save", "save", "save", "skip", "kill", "power"}).Draw(rt, "step") {
			case "save":
				flushed++
				save(t, f, raftpb.HardState{}, entry(flushed))
				if !skip {
					synced = flushed
				}
				continue
			case "skip":
				skip = !skip
				f.SkipFsync(skip)
				continue
			case "power":
				crash(t, f, true)
				flushed = synced
			case "kill":
				crash(t, f, false)
			}
			var r Recovered
			var err error
			if f, r, err = d.Reopen(1); err != nil || uint64(len(r.Entries)) != flushed {
				rt.Fatalf("recovered %d entries, %v; want %d", len(r.Entries), err, flushed)
			}
			f.SkipFsync(skip)
		}
		if err := f.Close(); err != nil {
			rt.Fatal(err)
		}
	})
}

func TestSnapshotInTwoParts(t *testing.T) {
	for _, file := range []bool{true, false} {
		t.Run(fmt.Sprint("file=", file), func(t *testing.T) {
			d := newDirectory(t)
			f := create(t, d)
			save(t, f, raftpb.HardState{Term: 2, Vote: 1, Commit: 2}, entry(1), entry(2))
			half, newest := f.SaveSnapshotRecord, uint64(0)
			if file {
				half, newest = f.SaveSnapshotFile, 2
			}
			if err := half(snapshot(2)); err != nil {
				t.Fatal(err)
			}
			crash(t, f, false)
			f, r := reopen(t, d)
			if r.Snapshot.Metadata.Index != 0 || len(r.Entries) != 2 {
				t.Errorf("half a snapshot was recovered: %+v", r)
			}
			if s, err := f.NewestSnapshot(); err != nil || s.Metadata.Index != newest {
				t.Errorf("the newest file is of %d, %v; want %d", s.Metadata.Index, err, newest)
			}
		})
	}
}

func TestFailuresWaitForTheirWrite(t *testing.T) {
	full := errors.New("no space left")
	f := create(t, newDirectory(t))
	f.FailNextSnapshot(full)
	save(t, f, raftpb.HardState{Term: 2, Vote: 1, Commit: 2}, entry(1), entry(2))
	if err := f.SaveSnapshotRecord(snapshot(1)); err != nil {
		t.Errorf("the WAL's record failed: %v", err)
	}
	if err := f.SaveSnapshotFile(snapshot(1)); !errors.Is(err, full) || f.Holds().Snapshot != 0 {
		t.Errorf("the file: %v, and it holds %+v", err, f.Holds())
	}
	f.FailNext(full)
	if err := f.SaveSnapshot(snapshot(2)); err != nil {
		t.Errorf("the second snapshot failed: %v", err)
	}
	if w, err := f.Save(raftpb.HardState{}, nil); err != nil || w != (Written{}) {
		t.Errorf("a save of nothing: %+v, %v", w, err)
	}
	if _, err := f.Save(raftpb.HardState{}, []raftpb.Entry{entry(3)}); !errors.Is(err, full) {
		t.Errorf("the save: %v", err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}
