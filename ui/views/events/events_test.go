package events

import (
	"fmt"
	"testing"

	"raftviz/cluster/view"
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

// violating is a run in which a node votes twice.
var violating = []string{"cluster seed=1", "settle", "violate forget-vote-on-restart on 3", "cut 1->2", "cut 2->1",
	"campaign 1", "settle 1", "settle 3", "crash 3", "settle 1", "restart 3", "campaign 2", "settle"}

func TestViolation(t *testing.T) { check(t, frametest.Of(t, layout.Events, violating...)) }

// BenchmarkDraw draws the newest events, those around one that is selected, and
// those that a filter matches, on a screen of 200x60, as the model has them: with
// their steps and texts at hand.
func BenchmarkDraw(b *testing.B) {
	long := append([]string{"cluster nodes=9 seed=1"}, story[1:]...)
	long = append(long, "run 200")
	for name, f := range map[string]*frame.Frame{
		"newest":   frametest.Of(b, layout.Events, long...),
		"selected": selected(frametest.Of(b, layout.Events, long...), 900, 0),
		"filtered": frametest.Filtered(b, layout.Events, "key:x", long...),
	} {
		b.Run(name, func(b *testing.B) {
			kept(f)
			g := grid.New(200, 54)
			b.ReportAllocs()
			for b.Loop() {
				f.Spots = f.Spots[:0]
				Draw(f, g.Canvas())
			}
		})
	}
}

// kept makes the frame keep the steps that it reads, and their texts.
func kept(f *frame.Frame) {
	read, steps, texts := f.Step, map[int]*view.Step{}, map[[2]int]string{}
	f.Step = func(i int) *view.Step {
		if steps[i] == nil {
			steps[i] = read(i)
		}
		return steps[i]
	}
	f.Words = func(s *view.Step, i int) string {
		at := [2]int{s.View.Step, i}
		if texts[at] == "" {
			texts[at] = s.Events[i].String()
		}
		return texts[at]
	}
}

// TestAFewStepsAreRead scrolls in a long history, and counts what is read for it.
func TestAFewStepsAreRead(t *testing.T) {
	f := frametest.Of(t, layout.Events, "cluster seed=1", "run 2000")
	read := f.Step
	count := map[int]bool{}
	f.Step = func(i int) *view.Step {
		count[i] = true
		return read(i)
	}
	for _, at := range []int{f.Newest, 3000, 3001, 40, 0} {
		clear(count)
		draw(selected(f, at, 0), 80, 19)
		if n := len(count); n > 120 {
			t.Errorf("with step %d selected, %d steps are read for 18 rows", at, n)
		}
	}
}

func TestInChinese(t *testing.T) {
	frametest.Chinese(t)
	searching := frametest.Filtered(t, layout.Events, "kind:commit", story...)
	part := filter.New(searching.Found.Filter, false, searching.Newest+1)
	part.Take(searching.Newest-searching.Newest/3, searching.Newest+1, nil)
	searching.Found = part
	past := frametest.Filtered(t, layout.Events, "kind:crash", append(story, "goto 40")...)
	for _, f := range []*frame.Frame{
		frametest.Of(t, layout.Events, story...), searching, past,
		selected(frametest.Of(t, layout.Events, story...), 60, 0),
		frametest.Filtered(t, layout.Events, "node:2", story...),
		frametest.Filtered(t, layout.Events, "kind:violation", story...),
		frametest.Of(t, layout.Events, violating...),
	} {
		for _, size := range [][2]int{{80, 19}, {120, 34}, {200, 54}} {
			frametest.OnlyTerms(t, draw(f, size[0], size[1]).Render(grid.Plain()), "node", "kind", "commit", "key", "term", "violation", "Term", "Log", "Commit", "Entries", "EntryNormal", "Reject", "Hint", "leader", "empty", "voters")
		}
	}
	frametest.RequireEqual(t, draw(frametest.Of(t, layout.Events, story...), 120, 34))
}
