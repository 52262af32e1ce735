package events

import (
	"fmt"
	"testing"

	"raftviz/ui/filter"
	"raftviz/ui/frame"
	"raftviz/ui/frametest"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
)

// check compares the events of a frame with golden files, at three sizes of the
// view.
func check(t *testing.T, f *frame.Frame) {
	for _, size := range [][2]int{{80, 19}, {120, 34}, {200, 54}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			g := draw(f, size[0], size[1])
			frametest.RequireEqual(t, g)
		})
	}
}

func draw(f *frame.Frame, w, h int) *grid.Grid {
	g := grid.New(w, h)
	f.Spots = nil
	Draw(f, g.Canvas())
	return g
}

// story is what a cluster of three goes through: an election, puts, a crash.
var story = []string{
	"cluster seed=42 heartbeat=3 delay=1", "settle", "until leader != 0", "settle", "put x 1", "settle", "put 語 值", "run 6",
	"crash 1", "put x 2", "settle", "restart 1", "run 12",
}

func selected(f *frame.Frame, step, number int) *frame.Frame {
	f.Cursors[layout.EventsPane] = frame.Thing{Kind: frame.Event, Step: step, Number: uint64(number)}
	return f
}

func TestPlain(t *testing.T) { check(t, frametest.Of(t, layout.Events, story...)) }

func TestFiltered(t *testing.T) {
	for name, text := range map[string]string{
		"words": "commit index", "node": "node:2", "kind": "kind:election", "key": "key:語", "message": "#20", "nothing": "nonsense",
	} {
		t.Run(name, func(t *testing.T) { check(t, frametest.Filtered(t, layout.Events, text, story...)) })
	}
}

// TestSearching shows a search of which a third is done.
func TestSearching(t *testing.T) {
	f := frametest.Filtered(t, layout.Events, "kind:commit", story...)
	part := filter.New(f.Found.Filter, false, f.Newest+1)
	part.Take(f.Newest-f.Newest/3, f.Newest+1, nil)
	f.Found = part
	check(t, f)
}

func TestScrolledIntoThePast(t *testing.T) {
	check(t, selected(frametest.Of(t, layout.Events, story...), 60, 0))
}

func TestLookingBack(t *testing.T) {
	check(t, frametest.Of(t, layout.Events, append(story, "goto 40")...))
}

func TestViolation(t *testing.T) {
	check(t, frametest.Of(t, layout.Events, "cluster seed=1", "settle", "violate forget-vote-on-restart on 3", "cut 1->2", "cut 2->1",
		"campaign 1", "settle 1", "settle 3", "crash 3", "settle 1", "restart 3", "campaign 2", "settle"))
}
