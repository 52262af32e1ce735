package disk

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.etcd.io/etcd/raft/v3/raftpb"
)

func list(t *testing.T, from *Files) *Listing {
	t.Helper()
	l, err := from.List()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// down is a node's files when no process has them open.
func down(d *Directory) *Files { return d.files(1) }

func lines(l *Listing) (out []string) {
	for _, r := range l.Records {
		out = append(out, strings.Join([]string{r.Kind, r.Text, r.Where.String()}, " · "))
	}
	return out
}

func small(index uint64) raftpb.Entry { return raftpb.Entry{Term: 2, Index: index} }

func TestListingSaysHowFarEachRecordHasCome(t *testing.T) {
	head := []string{"CRC · 00000000 · fsynced", "metadata · raftviz n1 · fsynced", "snapshot · 0/0 · fsynced"}
	d := newDirectory(t)
	f := create(t, d)
	save(t, f, raftpb.HardState{Term: 2, Vote: 1}, small(1))
	save(t, f, raftpb.HardState{Term: 2, Vote: 1, Commit: 1})
	synced := []string{"entry · 2/1 empty · fsynced", "HardState · term 2, vote n1, commit 0 · fsynced"}
	want := slices.Concat(head, synced, []string{"HardState · term 2, vote n1, commit 1 · in the WAL's buffer"})
	if got := lines(list(t, f)); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	f.SkipFsync(true)
	save(t, f, raftpb.HardState{}, small(2))
	handed := []string{"HardState · term 2, vote n1, commit 1 · not fsynced", "entry · 2/2 empty · not fsynced"}
	want = slices.Concat(head, synced, handed)
	if got := lines(list(t, f)); !slices.Equal(got, want) {
		t.Errorf("without fsync: got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	crash(t, f, false)
	if got := lines(list(t, down(d))); !slices.Equal(got, want) {
		t.Errorf("the process is gone: got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	f, _ = reopen(t, d)
	crash(t, f, true)
	l := list(t, down(d))
	if got, want := lines(l), slices.Concat(head, synced); !slices.Equal(got, want) {
		t.Errorf("the power is gone: got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if l.Err != nil || len(l.Recovered.Entries) != 1 {
		t.Errorf("recovery gives %v, %v", l.Recovered.Entries, l.Err)
	}
}

// What the WAL's buffer ran over with is in the file, and is listed once.
func TestListingOfABufferThatRanOver(t *testing.T) {
	d := newDirectory(t)
	f := create(t, d)
	save(t, f, raftpb.HardState{Term: 2, Vote: 1}, small(1))
	const commits = 10_000
	for i := range uint64(commits) {
		save(t, f, raftpb.HardState{Term: 2, Vote: 1, Commit: 1 + i})
	}
	l := list(t, f)
	count := map[Where]int{}
	for _, r := range l.Records {
		if r.Kind == "HardState" {
			count[r.Where]++
		}
	}
	if count[HandedOver] == 0 || count[Buffered] == 0 || count[HandedOver]+count[Buffered] != commits || count[Synced] != 1 {
		t.Errorf("HardStates are %v", count)
	}
	if got := uint64(count[HandedOver]); l.Recovered.Hard.Commit != got {
		t.Errorf("recovery gives commit %d, and %d are in the file", l.Recovered.Hard.Commit, got)
	}
}

func TestListingSaysWhichSnapshotRecoveryChooses(t *testing.T) {
	d := newDirectory(t)
	f := create(t, d)
	snapshot := func(index uint64) raftpb.Snapshot {
		return raftpb.Snapshot{Data: []byte("{}"), Metadata: raftpb.SnapshotMetadata{Index: index, Term: 2}}
	}
	write := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	save(t, f, raftpb.HardState{Term: 2, Vote: 1, Commit: 6}, small(1), small(2), small(3), small(4), small(5), small(6))
	write(f.SaveSnapshot(snapshot(2)))
	write(f.SaveSnapshot(snapshot(4)))
	write(f.SaveSnapshotRecord(snapshot(5)))
	write(f.SaveSnapshotFile(snapshot(6)))
	write(f.SaveSnapshot(snapshot(8)))
	write(f.Close())
	damaged := f.snapshotPath(2, 1)
	write(os.WriteFile(damaged, []byte("x"), 0o600))
	write(os.WriteFile(filepath.Join(f.snapDir, "other.snap"), []byte("x"), 0o600))
	l := list(t, down(d))
	want := map[uint64]string{
		0: "not a name that the snapshotter gives",
		1: "damaged",
		2: "the WAL vouches for it, and for a newer one",
		4: "the newest that the WAL vouches for",
		6: "the WAL has no record of it",
		8: "above the last HardState's commit index 6",
	}
	for _, s := range l.Snapshots {
		if !strings.HasPrefix(s.Why, want[s.Index]) || s.Chosen != (s.Index == 4) {
			t.Errorf("%s: chosen %v: %s", s.Name, s.Chosen, s.Why)
		}
	}
	if len(l.Snapshots) != len(want) {
		t.Errorf("%d snapshot files", len(l.Snapshots))
	}
	if missing := l.MissingSnapshots(); !slices.Equal(missing, []string{"2/5"}) {
		t.Errorf("missing are %v", missing)
	}
	if l.Recovered.Snapshot.Metadata.Index != 4 || len(l.Recovered.Entries) != 2 {
		t.Errorf("recovery gives snapshot %d and %d entries", l.Recovered.Snapshot.Metadata.Index, len(l.Recovered.Entries))
	}
}
