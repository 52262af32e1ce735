package disk

import (
	"reflect"
	"slices"
	"testing"

	"go.etcd.io/etcd/raft/v3/raftpb"
	"pgregory.net/rapid"
)

// writer writes to files what a node could, at random.
type writer struct {
	f           *Files
	term        uint64
	last, saved uint64 // of the log, and of the newest snapshot
	commit      uint64
}

// step saves something, or changes whether it is fsynced.
func (w *writer) step(t *rapid.T) {
	var err error
	switch rapid.SampledFrom([]string{"append", "append", "commit", "overwrite", "snapshot", "file", "fsync"}).Draw(t, "what") {
	case "append":
		w.last++
		_, err = w.f.Save(raftpb.HardState{}, []raftpb.Entry{{Term: w.term, Index: w.last}})
	case "commit":
		if w.commit < w.last {
			w.commit++
			_, err = w.f.Save(raftpb.HardState{Term: w.term, Vote: 1, Commit: w.commit}, nil)
		}
	case "overwrite":
		w.term++
		w.last = w.commit + 1
		_, err = w.f.Save(raftpb.HardState{Term: w.term, Commit: w.commit}, []raftpb.Entry{{Term: w.term, Index: w.last}})
	case "snapshot":
		if w.commit > w.saved {
			w.saved = w.commit
			err = w.f.SaveSnapshot(w.snapshot())
		}
	case "file":
		if w.commit > w.saved {
			w.saved = w.commit
			err = w.f.SaveSnapshotFile(w.snapshot())
		}
	case "fsync":
		w.f.SkipFsync(rapid.Bool().Draw(t, "skip"))
	}
	if err != nil {
		t.Fatal(err)
	}
}

func (w *writer) snapshot() raftpb.Snapshot {
	return raftpb.Snapshot{Data: []byte("{}"), Metadata: raftpb.SnapshotMetadata{Index: w.saved, Term: 1}}
}

// What a listing says that a crash leaves is what the crash leaves.
func TestLeftIsWhatACrashLeaves(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d, err := Open("", Contents{Nodes: 1})
		if err != nil {
			rt.Fatal(err)
		}
		defer d.Close()
		f, err := d.Create(1)
		if err != nil {
			rt.Fatal(err)
		}
		w := &writer{f: f, term: 1}
		for range rapid.IntRange(0, 30).Draw(rt, "steps") {
			w.step(rt)
		}
		l, err := f.List()
		if err != nil {
			rt.Fatal(err)
		}
		taken, err := f.Take()
		if err != nil {
			rt.Fatal(err)
		}
		for range rapid.IntRange(0, 3).Draw(rt, "steps since") {
			w.step(rt)
		}
		compareTaken(rt, taken, l)
		if l, err = f.List(); err != nil {
			rt.Fatal(err)
		}
		power := rapid.Bool().Draw(rt, "power")
		want := l.Killed
		if power {
			want = l.PowerLost
		}
		if err := f.Crash(power); err != nil {
			rt.Fatal(err)
		}
		after, err := d.List(1)
		if err != nil {
			rt.Fatal(err)
		}
		compare(rt, want, after)
	})
}

// compareTaken compares files that were taken with what they were then.
func compareTaken(t *rapid.T, taken *Taken, then *Listing) {
	l, err := taken.List()
	if err != nil {
		t.Fatal(err)
	}
	if (l.Err != nil) != (then.Err != nil) {
		t.Fatalf("taken: %v; recovery said %v", l.Err, then.Err)
	}
	l.Recovered, then.Recovered, l.Err, l.Killed.Err, then.Killed.Err = Recovered{}, Recovered{}, then.Err, nil, nil
	if !reflect.DeepEqual(l, then) {
		t.Fatalf("taken:\n%+v\nthen:\n%+v", l, then)
	}
}

func compare(t *rapid.T, left Left, after *Listing) {
	if (left.Err != nil) != (after.Err != nil) {
		t.Fatalf("said %v, recovery says %v", left.Err, after.Err)
	}
	if left.Records != len(after.Records) {
		t.Fatalf("said %d records are left, and there are %d", left.Records, len(after.Records))
	}
	if left.Err != nil {
		return
	}
	r := &after.Recovered
	var first, last Position
	if n := len(r.Entries); n > 0 {
		first, last = Position{r.Entries[0].Term, r.Entries[0].Index}, Position{r.Entries[n-1].Term, r.Entries[n-1].Index}
	}
	got := Left{
		Snapshot: Position{r.Snapshot.Metadata.Term, r.Snapshot.Metadata.Index}, Hard: r.Hard,
		First: first, Last: last, Records: left.Records,
	}
	if got != left || left.Empty() != r.Empty() {
		t.Fatalf("said %+v is left, and it is %+v", left, got)
	}
}

func TestListingHasSegments(t *testing.T) {
	d := newDirectory(t)
	f := create(t, d)
	save(t, f, raftpb.HardState{Term: 2, Vote: 1}, small(1))
	l := list(t, f)
	if len(l.Segments) != 1 {
		t.Fatalf("%d segments", len(l.Segments))
	}
	s := l.Segments[0]
	if s.Name != "0000000000000000-0000000000000000.wal" || s.Bytes != segmentBytes || s.First != 0 || s.Used <= 0 || s.Used >= s.Bytes {
		t.Errorf("segment %+v", s)
	}
}

// A restart uses the last HardState, the record of its snapshot, and the entries
// behind it that no other took the place of.
func TestListingMarksWhatARestartUses(t *testing.T) {
	d := newDirectory(t)
	f := create(t, d)
	save(t, f, raftpb.HardState{Term: 2, Vote: 1, Commit: 2}, small(1), small(2), small(3))
	if err := f.SaveSnapshot(snapshot(2)); err != nil {
		t.Fatal(err)
	}
	save(t, f, raftpb.HardState{Term: 3, Commit: 2}, raftpb.Entry{Term: 3, Index: 3})
	save(t, f, raftpb.HardState{Term: 3, Commit: 3})
	var used []string
	for _, r := range list(t, f).Records {
		if r.Used {
			used = append(used, r.Kind+" "+r.Text)
		}
	}
	want := []string{"snapshot 2/2", "entry 3/3 empty", "HardState term 3, vote -, commit 2"}
	if !slices.Equal(used, want) {
		t.Errorf("used are %q, want %q", used, want)
	}
}
