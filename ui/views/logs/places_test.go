package logs

import (
	"fmt"
	"strings"
	"testing"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/view"
	"raftviz/kv"
	"raftviz/ui/frame"
	"raftviz/ui/frametest"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
)

// logged is a node with a log of entries of these terms behind a compacted position.
func logged(id view.NodeID, compacted, compactedTerm uint64, terms ...uint64) *view.Node {
	n := &view.Node{ID: id, Up: true, Log: view.NewLog(compacted, compactedTerm)}
	for i, t := range terms {
		n.Log = n.Log.Append(raftpb.Entry{Term: t, Index: compacted + uint64(i) + 1})
	}
	return n
}

func TestFirstConflict(t *testing.T) {
	for _, tt := range []struct {
		name string
		n    *view.Node
		lead *view.Node
		want uint64
	}{
		{"another term", logged(1, 0, 0, 1, 1, 2, 2), logged(2, 0, 0, 1, 1, 3), 3},
		{"the same log", logged(1, 0, 0, 1, 1, 2), logged(2, 0, 0, 1, 1, 2), 0},
		{"a shorter log", logged(1, 0, 0, 1), logged(2, 0, 0, 1, 1, 2), 0},
		{"more than the leader has", logged(1, 0, 0, 1, 1, 1), logged(2, 0, 0, 1, 1), 3},
		{"all of it", logged(1, 0, 0, 2, 2), logged(2, 0, 0, 3), 1},
		{"the leader has compacted what both have", logged(1, 0, 0, 1, 1, 1, 2), logged(2, 2, 1, 1, 3), 4},
		{"at the position that the leader's log begins behind", logged(1, 0, 0, 1, 2), logged(2, 2, 1, 3), 2},
		{"the node's own is compacted", logged(1, 2, 1, 1, 2), logged(2, 0, 0, 1, 1, 1, 3), 4},
		{"nobody leads", logged(1, 0, 0, 1), nil, 0},
		{"an empty log", logged(1, 0, 0), logged(2, 0, 0, 1), 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := firstConflict(tt.n, tt.lead); got != tt.want {
				t.Errorf("the first conflict is at %d, want %d", got, tt.want)
			}
			for i := uint64(1); i <= tt.n.Log.Last(); i++ {
				if got, want := conflicts(tt.n, tt.lead, i), tt.want > 0 && i >= tt.want; got != want {
					t.Errorf("entry %d conflicts: %v", i, got)
				}
			}
		})
	}
}

// TestPlaces goes through the places of n1's log, which is n2's no more from entry
// 6 on: forwards and back.
func TestPlaces(t *testing.T) {
	f := frametest.Of(t, layout.Logs, frametest.Divided()...)
	want := []string{
		"n1 1/1: first index, first of term 1",
		"n1 2/4: first of term 2",
		"n1 2/5: commit index, applied",
		"n1 2/6: next, first conflict",
		"n1 2/7: last on disk, last index",
	}
	f.Cursors[layout.LogsPane] = frame.Thing{Kind: frame.Entry, Node: 1, Number: 1}
	got := []string{want[0]}
	for place, what := NextPlace(f, 1); place != (frame.Thing{}); place, what = NextPlace(f, 1) {
		f.Cursors[layout.LogsPane] = place
		got = append(got, what)
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("forwards the places are\n%s", strings.Join(got, "\n"))
	}
	f.Cursors[layout.LogsPane] = frame.Thing{}
	got = nil
	for place, what := NextPlace(f, -1); place != (frame.Thing{}); place, what = NextPlace(f, -1) {
		f.Cursors[layout.LogsPane] = place
		got = append([]string{what}, got...)
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("back the places are\n%s", strings.Join(got, "\n"))
	}
}

func TestEmptyLogHasNoPlaces(t *testing.T) {
	f := frametest.Of(t, layout.Logs, "cluster nodes=3", "settle", "campaign 1", "settle", "add 4", "ready 1")
	frametest.Select(f, 4)
	if place, what := NextPlace(f, -1); place != (frame.Thing{}) {
		t.Errorf("n4's empty log has a place: %v, %s", place, what)
	}
}

// TestLogsFollowTheirEnd has more entries than rows: the last ones are shown until
// one is selected, and then that one.
func TestLogsFollowTheirEnd(t *testing.T) {
	f := frametest.Of(t, layout.Logs, "cluster nodes=3 snapshot=100", "settle", "campaign 1", "settle")
	long(f, 1000, 3)
	shown := func() string { return frametest.Panes(f, 80, 24, panes).Render(grid.Plain()) }
	if got := shown(); !strings.Contains(got, "991…1000 of 1000") {
		t.Errorf("the end is not shown:\n%s", got)
	}
	f.Cursors[layout.LogsPane] = frame.Thing{Kind: frame.Entry, Node: 1, Number: 500}
	if got := shown(); !strings.Contains(got, "▸  500") {
		t.Errorf("entry 500 is not shown:\n%s", got)
	}
	next := f.Next(layout.LogsPane, f.Cursors[layout.LogsPane], 1)
	if want := (frame.Thing{Kind: frame.Entry, Node: 1, Number: 501}); next != want {
		t.Errorf("below entry 500 is %v", next)
	}
	if ends := f.Ends[layout.LogsPane]; ends[0].Number != 1 || ends[1].Number != 1000 {
		t.Errorf("the ends are %v", ends)
	}
}

// TestCellsAreClicked finds each node's place at an index where it was drawn.
func TestCellsAreClicked(t *testing.T) {
	f := frametest.Of(t, layout.Logs, frametest.Divided()...)
	frametest.Panes(f, 80, 24, panes)
	found := map[frame.Thing]bool{}
	for x := range 80 {
		if s := f.SpotAt(x, 12); s != nil {
			found[s.Thing] = true
		}
	}
	for id := view.NodeID(1); id <= 3; id++ {
		if !found[frame.Thing{Kind: frame.Entry, Node: id, Number: 7}] {
			t.Errorf("%v's entry 7 is not there: %v", id, found)
		}
	}
}

var panes = map[layout.Pane]func(*frame.Frame, grid.Canvas){layout.LogsPane: Draw}

// long gives all nodes of a frame logs of so many entries, in so many terms.
func long(f *frame.Frame, entries, terms uint64) {
	log := view.NewLog(0, 0)
	data := kv.Put{Key: "x", Val: "a value that is cut"}.Encode()
	for i := uint64(1); i <= entries; i++ {
		log = log.Append(raftpb.Entry{Term: 1 + i*terms/(entries+1), Index: i, Data: data})
	}
	s := *f.Step(f.At)
	s.Nodes = append([]*view.Node(nil), s.Nodes...)
	for i, n := range s.Nodes {
		old := *n
		old.Log, old.Commit, old.Applied, old.Disk = log, entries-2, entries-3, &view.Disk{Last: entries - 1}
		s.Nodes[i] = &old
	}
	f.Step = func(int) *view.Step { return &s }
}

// BenchmarkDraw draws the logs of nine nodes with 100,000 entries at 200x60.
func BenchmarkDraw(b *testing.B) {
	f := frametest.Of(b, layout.Logs, "cluster nodes=9", "settle", "campaign 1", "settle")
	long(f, 100_000, 50)
	b.ReportAllocs()
	for b.Loop() {
		g := grid.New(200, 54)
		f.Spots = nil
		Draw(f, g.Canvas())
	}
}
