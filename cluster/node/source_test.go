package node

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/rule"
	"raftviz/cluster/view"
)

// TestEveryStageHasItsSource: what is marked is there, is the call that it should
// be, and stands in the function.
func TestEveryStageHasItsSource(t *testing.T) {
	for i, source := range Sources() {
		l := listings[i]
		t.Run(fmt.Sprintf("%d %v", i, l.of), func(t *testing.T) {
			if l.path[0].call == "" {
				t.Error("no line is at hand")
			}
			for k, f := range source {
				p := l.passages()[k]
				if f.Name != p.function || len(f.Lines) < 2 {
					t.Fatalf("%s has no source", p.function)
				}
				if p.call == "" {
					continue
				}
				if f.Marked < f.First || f.Marked >= f.First+len(f.Lines) {
					t.Fatalf("%s: the marked line %d is not in it", f.Name, f.Marked)
				}
				if line := f.Lines[f.Marked-f.First]; !strings.Contains(line, p.call+"(") {
					t.Errorf("%s: the marked line does not call %s: %s", f.Name, p.call, line)
				}
			}
		})
	}
}

// TestSourceIsWhatIsInTheFile compares the line numbers with the files.
func TestSourceIsWhatIsInTheFile(t *testing.T) {
	for _, source := range Sources() {
		for _, f := range source {
			text, err := os.ReadFile(filepath.Join("..", "..", f.File))
			if err != nil {
				t.Fatal(err)
			}
			lines := strings.Split(string(text), "\n")
			for i, line := range f.Lines {
				if lines[f.First-1+i] != line {
					t.Errorf("%s:%d is %q, not %q", f.File, f.First+i, lines[f.First-1+i], line)
				}
			}
			if last := f.Lines[len(f.Lines)-1]; last != "}" {
				t.Errorf("%s ends in %q", f.Name, last)
			}
		}
	}
}

func TestSourceFollowsTheReadyAndTheRules(t *testing.T) {
	change := &view.Ready{CommittedEntries: []raftpb.Entry{{Type: raftpb.EntryConfChange}}}
	put := &view.Ready{CommittedEntries: []raftpb.Entry{{}}, Entries: []raftpb.Entry{{}}}
	breaks := func(r rule.Rule) rule.Set { return rule.Set(0).With(r) }
	for _, test := range []struct {
		stage  view.Stage
		rd     *view.Ready
		broken rule.Set
		want   string
	}{
		{view.NoStage, nil, 0, "n.raw.Ready"},
		{view.SaveWAL, put, 0, "n.files.Save("},
		{view.AppendStorage, put, 0, "n.storage.Append("},
		{view.AppendStorage, change, 0, "SetHardState"},
		{view.Publish, put, 0, "n.applyPut"},
		{view.Publish, change, 0, "n.applyConfChange"},
		{view.SaveSnapshot, nil, 0, "SaveSnapshot("},
		{view.SaveSnapshot, nil, breaks(rule.SnapshotRecordBeforeFile), "SaveSnapshotRecord("},
		{view.TriggerSnapshot, nil, 0, "n.Snapshot("},
		{view.TriggerSnapshot, nil, breaks(rule.SnapshotBeforeApply), "n.snapshotAt("},
		{view.Advance, nil, 0, "n.raw.Advance("},
		{view.Advance, nil, breaks(rule.SkipAdvance), "n.omit("},
	} {
		f := SourceOf(test.stage, test.rd, test.broken)[0]
		if line := f.Lines[f.Marked-f.First]; !strings.Contains(line, test.want) {
			t.Errorf("%v: the line at hand is %q, want %q in it", test.stage, line, test.want)
		}
	}
	for _, s := range view.Stages() {
		if len(SourceOf(s, nil, 0)) == 0 {
			t.Errorf("%v has no source", s)
		}
	}
}
