package store_test

import (
	"fmt"
	"strings"
	"testing"

	"raftviz/cluster/view"
	"raftviz/kv"
	"raftviz/ui/chronicle"
	"raftviz/ui/frame"
	"raftviz/ui/frametest"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/views/store"
)

// panes are those of the view.
var panes = map[layout.Pane]func(*frame.Frame, grid.Canvas){
	layout.StoresPane:     store.Draw,
	layout.OperationsPane: store.DrawOperations,
}

// draw draws them as a screen of w by h has room for them.
func draw(f *frame.Frame, w, h int) *grid.Grid { return frametest.Panes(f, w, h, panes) }

// check compares the view with its golden files.
func check(t *testing.T, f *frame.Frame) {
	t.Helper()
	frametest.Golden(t, f, panes)
}

var started = []string{"cluster seed=1", "settle", "campaign 1", "settle"}

func of(t testing.TB, lines ...string) *frame.Frame {
	return frametest.Of(t, layout.KeyValue, append(started[:len(started):len(started)], lines...)...)
}

func TestStoresThatDiffer(t *testing.T) {
	check(t, of(t, "put x 1", "put color blue", "settle", "partition 1,2 | 3", "put x 2", "put y 7", "settle", "get x via 3", "read x", "settle"))
}

func TestNoKeys(t *testing.T) { check(t, of(t)) }

func TestEveryFate(t *testing.T) {
	check(t, frametest.Of(t, layout.KeyValue, "cluster seed=1", "settle", "put x 1 via 2", "campaign 1", "settle",
		"put name 语言", "settle", "read name via 2", "settle", "isolate 3", "put name a-rather-long-value-for-a-key", "settle",
		"get name via 3", "get name via 1", "heal", "tick all", "settle", "put y 1 via 2", "crash 2", "tick all 2", "isolate 1", "put z 1 via 1", "settle", "tick 1 2"))
}

func TestThePast(t *testing.T) {
	check(t, of(t, "put x 1", "settle", "read x via 2", "settle", "put y 1", "settle", "back 25"))
}

func TestNineNodes(t *testing.T) {
	check(t, frametest.Of(t, layout.KeyValue, "cluster seed=3 nodes=9", "settle", "campaign 4", "settle", "put x 1", "put language 中文字符",
		"settle", "crash 7", "isolate 9", "put x 2", "settle"))
}

func TestNobodyIsUp(t *testing.T) {
	check(t, of(t, "put x 1", "settle", "crash 1", "crash 2", "crash 3"))
}

// content are a put of each of so many keys.
func content(count int) map[string]string {
	m := make(map[string]string, count)
	for i := range count {
		m[fmt.Sprintf("key-%06d", i)] = fmt.Sprint(i)
	}
	return m
}

// filled is a frame of nodes whose stores have so many keys. Node 2 has applied
// ten puts fewer than the others, and node 3 has its keys from a snapshot.
func filled(t testing.TB, count int) *frame.Frame {
	t.Helper()
	f := of(t)
	s := kv.NewStore(kv.NewState(content(count)))
	behind := s.State()
	for i := range 10 {
		if _, err := s.Apply(uint64(i), kv.Put{Key: fmt.Sprintf("key-%06d", count/2+i), Val: "new"}.Encode()); err != nil {
			t.Fatal(err)
		}
	}
	step := *f.Step(f.At)
	nodes := []*view.Node{}
	for i, n := range step.View.Nodes {
		is := *n
		is.Applied, is.KV = 20, s.State()
		switch i {
		case 1:
			is.Applied, is.KV = 10, behind
		case 2:
			is.KV = kv.NewState(s.State().Map())
		}
		nodes = append(nodes, &is)
	}
	step.View.Nodes = nodes
	f.Step = func(int) *view.Step { return &step }
	return f
}

// selected is the row of the screen that is selected.
func selected(t *testing.T, g *grid.Grid) string {
	t.Helper()
	for line := range strings.SplitSeq(g.Render(grid.Plain()), "\n") {
		if strings.HasPrefix(line, " ▸") {
			return line
		}
	}
	t.Fatalf("no row is selected:\n%s", g.Render(grid.Plain()))
	return ""
}

// While nothing is selected, the key that was put last is shown.
func TestManyKeys(t *testing.T) { check(t, filled(t, 100_000)) }

func TestScrollingOverManyKeys(t *testing.T) {
	const count = 100_000
	f := filled(t, count)
	draw(f, 80, 24)
	ends := f.Ends[layout.StoresPane]
	if ends[0].Name != "key-000000" || ends[1].Name != fmt.Sprintf("key-%06d", count-1) {
		t.Fatalf("the ends are %+v", ends)
	}
	cursor := ends[0]
	for i := range 20 {
		f.Cursors[layout.StoresPane] = cursor
		g := draw(f, 80, 24)
		if got, want := selected(t, g), fmt.Sprintf("key-%06d", i); !strings.Contains(got, want) {
			t.Fatalf("%s is selected, and the row is %s", want, got)
		}
		cursor = f.Next(layout.StoresPane, cursor, 1)
	}
	top := f.Tops[layout.StoresPane]
	f.Cursors[layout.StoresPane] = frame.Thing{Kind: frame.Key, Node: 1, Name: fmt.Sprintf("key-%06d", top+1)}
	if draw(f, 80, 24); f.Tops[layout.StoresPane] != top {
		t.Errorf("a key that could be seen moves the list from %d to %d", top, f.Tops[layout.StoresPane])
	}
	f.Cursors[layout.StoresPane] = ends[1]
	g := draw(f, 80, 24)
	if got := selected(t, g); !strings.Contains(got, ends[1].Name) {
		t.Errorf("the last key is selected, and the row is %s", got)
	}
}

// A click on a value selects it and its node; the arrow keys go from key to key.
func TestValuesCanBeClicked(t *testing.T) {
	f := of(t, "put x 1", "put y 2", "settle")
	draw(f, 80, 24)
	var click frame.Spot
	for _, s := range f.Spots {
		if s.Thing == (frame.Thing{Kind: frame.Key, Node: 3, Name: "y"}) {
			click = s
		}
	}
	if at := f.SpotAt(click.Rect.X, click.Rect.Y); click.Rect.Empty() || at == nil || at.Thing != click.Thing {
		t.Fatalf("n3's y is at %+v, and there is %+v", click.Rect, at)
	}
	f.Cursors[layout.StoresPane], f.Selected = click.Thing, 3
	draw(f, 80, 24)
	if got, want := f.Next(layout.StoresPane, click.Thing, -1), (frame.Thing{Kind: frame.Key, Node: 3, Name: "x"}); got != want {
		t.Errorf("above n3's y is %+v", got)
	}
}

// Two nodes that have applied as much and differ are a violation of raft's
// promise, and look like one.
func TestStoresThatForked(t *testing.T) {
	f := filled(t, 3)
	nodes := f.Step(0).View.Nodes
	nodes[2].KV = kv.NewState(map[string]string{"key-000000": "other"})
	if got := draw(f, 200, 60).Render(grid.Plain()); !strings.Contains(got, "≠ n3 differs from n1, and has applied as much") {
		t.Errorf("a fork is not told:\n%s", got)
	}
}

func TestVerdicts(t *testing.T) {
	f := of(t, "put x 1", "settle", "read x", "settle")
	for want, set := range map[string]func(){
		"✓ linearizable up to step 9 (2 operations)": func() { f.Verdict = &frame.Verdict{Step: 9, Operations: 2} },
		"✗ not linearizable: read x (request 2) was": func() { f.Verdict.Violations = []*view.Violation{{Text: "read x (request 2) was answered no x"}} },
		"linearizability: not checked yet":           func() { f.Verdict = nil },
		"linearizability: not checked, :check does":  func() { f.Verdict, f.Checks = nil, false },
	} {
		f.Verdict, f.Checks = &frame.Verdict{}, true
		set()
		if got := draw(f, 80, 24).Render(grid.Plain()); !strings.Contains(got, want) {
			t.Errorf("%q is not said:\n%s", want, got)
		}
	}
}

// BenchmarkDraw draws each pane, with 100,000 keys in each store and 100,000 operations.
func BenchmarkDraw(b *testing.B) {
	f := filled(b, 100_000)
	f.Cursors[layout.StoresPane] = frame.Thing{Kind: frame.Key, Node: 1, Name: "key-050000"}
	for i := range 100_000 {
		f.Chronicle.Operations = append(f.Chronicle.Operations, chronicle.Operation{
			Request: &view.Request{ID: uint64(i) + 1, Node: 1, Key: "x", Value: fmt.Sprint(i)},
			Asked:   i + 1, End: i + 1, Fate: chronicle.Acknowledged, Ticks: 2, Term: 2, Index: uint64(i),
		})
	}
	f.At, f.Newest = 200_000, 200_000
	g := grid.New(200, 60)
	at := layout.Compute(layout.Screen{W: 200, H: 60, Nodes: 3, Page: layout.KeyValue, Status: 1})
	for p, draw := range panes {
		b.Run(p.String(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				f.Spots = f.Spots[:0]
				draw(f, g.Canvas().Sub(at.Panes[p]))
			}
		})
	}
}

func TestInChinese(t *testing.T) {
	frametest.Chinese(t)
	forked := filled(t, 3)
	forked.Step(0).View.Nodes[2].KV = kv.NewState(map[string]string{"key-000000": "other"})
	broken, unchecked, unknown := of(t, "put x 1", "settle"), of(t, "put x 1", "settle"), of(t, "put x 1", "settle")
	broken.Verdict.Violations = []*view.Violation{{Text: "x"}}
	unchecked.Verdict, unknown.Verdict, unknown.Checks = nil, nil, false
	differ := of(t, "put x 1", "put color blue", "settle", "partition 1,2 | 3", "put x 2", "put y 7", "settle", "get x via 3", "read x", "settle")
	for _, f := range []*frame.Frame{
		forked, broken, unchecked, unknown, differ,
		of(t), of(t, "back 4"), of(t, "put x 1", "settle", "back 25"), of(t, "put x 1", "settle", "crash 1", "crash 2", "crash 3"),
		of(t, "put x 1 via 2", "settle", "isolate 1", "put y 1 via 1", "settle", "tick 1 2", "crash 1"),
	} {
		for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
			frametest.OnlyTerms(t, draw(f, size[0], size[1]).Render(grid.Plain()), "color", "blue", "other", "new", "KEY", "read")
		}
	}
	frametest.RequireEqual(t, draw(differ, 120, 40))
}
