package spacetime

import (
	"testing"

	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/frametest"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
)

// busy is a run of nine nodes that never rest, with its steps kept as the screen
// keeps them.
func busy(t testing.TB) *frame.Frame {
	f := frametest.Of(t, layout.SpaceTime, "cluster nodes=9 seed=7 delay=1", "until leader != 0",
		"put a 1", "run 4", "put b 2", "run 3", "put c 3", "run 3", "put d 4", "run 6")
	kept := make([]*view.Step, f.Newest+1)
	for i := range kept {
		kept[i] = f.Step(i)
	}
	f.Step = func(i int) *view.Step { return kept[i] }
	return f
}

// BenchmarkDraw draws the space-time of a screen of 200x60.
func BenchmarkDraw(b *testing.B) {
	f := busy(b)
	b.ReportAllocs()
	for b.Loop() {
		g := grid.New(200, 54)
		f.Spots = f.Spots[:0]
		Draw(f, g.Canvas())
	}
}

// TestDrawMakesLittleGarbage holds drawing to what a screen may allocate for one
// of its panes.
func TestDrawMakesLittleGarbage(t *testing.T) {
	f := busy(t)
	g := grid.New(200, 54)
	if n := testing.AllocsPerRun(10, func() {
		f.Spots = f.Spots[:0]
		Draw(f, g.Canvas())
	}); n > 250 {
		t.Errorf("drawing makes %v allocations; 250 are too many", n)
	}
}
