package spacetime

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"raftviz/cluster/session"
	"raftviz/cluster/view"
	"raftviz/ui/chronicle"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
)

// randomLine is a line of the command language, for a cluster of so many nodes.
// Not each can be run at any time.
func randomLine(t *rapid.T, nodes int) string {
	node := func(name string) int { return rapid.IntRange(1, nodes).Draw(t, name) }
	formats := []func() string{
		func() string { return fmt.Sprintf("run %d", rapid.IntRange(1, 12).Draw(t, "ticks")) },
		func() string { return fmt.Sprintf("step %d", rapid.IntRange(1, 9).Draw(t, "steps")) },
		func() string { return fmt.Sprintf("put k 語%d", node("value")) },
		func() string { return fmt.Sprintf("crash %d", node("down")) },
		func() string { return fmt.Sprintf("restart %d", node("up")) },
		func() string { return fmt.Sprintf("isolate %d", node("alone")) },
		func() string { return fmt.Sprintf("drop %d->*", node("from")) },
		func() string { return fmt.Sprintf("duplicate *->%d", node("to")) },
		func() string {
			return fmt.Sprintf("delay *->%d %d", node("late"), rapid.IntRange(1, 9).Draw(t, "delay"))
		},
		func() string { return fmt.Sprintf("campaign %d", node("candidate")) },
		func() string { return fmt.Sprintf("snapshot %d", node("snapshot")) },
		func() string { return fmt.Sprintf("add %d", nodes) },
		func() string { return fmt.Sprintf("remove %d", node("gone")) },
		func() string { return "heal" },
		func() string { return "read k" },
		func() string { return "note 語語 two columns wide" },
	}
	return rapid.SampledFrom(formats).Draw(t, "line")()
}

// randomFrame is a frame of a random session, at a random step of it.
func randomFrame(t *rapid.T) *frame.Frame {
	s := session.New("")
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if rapid.Bool().Draw(t, "some are gone") {
		s.Keep(rapid.IntRange(1, 300).Draw(t, "keep"))
	}
	nodes := rapid.IntRange(1, 9).Draw(t, "nodes")
	lines := []string{fmt.Sprintf("cluster nodes=%d seed=%d delay=%d heartbeat=2 snapshot=3 catchup=1", nodes,
		rapid.IntRange(1, 1000).Draw(t, "seed"), rapid.IntRange(0, 2).Draw(t, "delay")), "run 15"}
	for range rapid.IntRange(0, 14).Draw(t, "lines") {
		lines = append(lines, randomLine(t, nodes))
	}
	for _, line := range lines {
		_, _ = s.Do(line) // some are refused: there is no such message, the node is down already
	}
	lab := s.Lab()
	f := &frame.Frame{
		Step: lab.Step, At: lab.Len() - 1, Oldest: lab.Oldest(), Newest: lab.Len() - 1, Settings: lab.Settings(), Chronicle: &chronicle.Chronicle{},
		Page: layout.SpaceTime, Focus: layout.SpaceTimePane, Selected: 1, Commands: func(int) string { return "put 語 1" },
	}
	if rapid.Bool().Draw(t, "past") {
		f.At = rapid.IntRange(f.Oldest, f.Newest).Draw(t, "at")
	}
	if rapid.Bool().Draw(t, "chosen") {
		f.Cursors[layout.SpaceTimePane] = frame.Thing{Kind: frame.Moment, Step: rapid.IntRange(f.Oldest, f.Newest).Draw(t, "cursor")}
	}
	return f
}

// TestRandomSessions draws what can happen, and checks that each message that came
// to its end in the rows that are drawn has one head or one break, where it belongs.
func TestRandomSessions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := randomFrame(t)
		w, h := rapid.IntRange(1, 230).Draw(t, "w"), rapid.IntRange(1, 60).Draw(t, "h")
		g := grid.New(w, h)
		Draw(f, g.Canvas())
		for _, line := range strings.Split(g.Render(grid.Plain()), "\n") {
			if got := ansi.StringWidth(line); got != w {
				t.Fatalf("a line is %d columns wide, not %d: %q", got, w, line)
			}
		}
		checkSpots(t, f)
		x, gap := columns(len(f.Nodes()), 0, max(w, 40))
		p := &picture{window: choose(f, max(h, 3), gap), sheet: newSheet(max(w, 40), max(h, 3)), text: newText(), x: x, gap: gap}
		if len(p.lanes) != len(f.Nodes()) {
			p.x, p.gap = columns(len(p.lanes), 0, max(w, 40))
		}
		p.draw(f.Cursors[layout.SpaceTimePane])
		checkEnds(t, f, p)
	})
}

// checkSpots checks that every thing can be found again once it is selected.
func checkSpots(t *rapid.T, f *frame.Frame) {
	if len(f.Spots) == 0 {
		return
	}
	s := rapid.SampledFrom(f.Spots).Draw(t, "spot")
	again := *f
	again.Spots, again.Cursors[layout.SpaceTimePane] = nil, s.Thing
	Draw(&again, grid.New(120, 34).Canvas())
	for _, o := range again.Spots {
		if o.Thing == s.Thing {
			return
		}
	}
	t.Fatalf("%+v is not there once it is selected", s.Thing)
}

// ends counts the heads and the breaks that a picture has.
func (p *picture) ends() (heads, breaks int) {
	for _, c := range p.cells {
		switch {
		case c.letter:
		case c.r == '▶' || c.r == '◀':
			heads++
		case c.r == '✗':
			breaks++
		}
	}
	return heads, breaks
}

// checkEnds checks the ends of the arrows against what the steps say.
func checkEnds(t *rapid.T, f *frame.Frame, p *picture) {
	if p.hi == p.lo {
		return
	}
	arrived, gone := happened(f, p.rows[p.lo].first, p.rows[p.hi-1].last)
	for i := range p.flights {
		fl := &p.flights[i]
		if fl.end < p.lo || fl.end >= p.hi {
			// It may be of the same step as the first row, or the last.
			delete(arrived, fl.ID)
			delete(gone, fl.ID)
			continue
		}
		_, x := p.reach(fl)
		c := p.at(x, p.y(fl.end))
		switch {
		case c == nil:
			t.Fatalf("the end of #%d is outside", fl.ID)
		case fl.fate == delivered && (!arrived[fl.ID] || c.r != '▶' && c.r != '◀' || x != p.x[fl.to]-fl.direction()):
			t.Fatalf("#%d arrived (%v) and ends in %q, column %d of lane %d", fl.ID, arrived[fl.ID], c.r, x, p.x[fl.to])
		case fl.fate != delivered && (!gone[fl.ID] || c.r != '✗'):
			t.Fatalf("#%d was lost (%v) and ends in %q", fl.ID, gone[fl.ID], c.r)
		}
	}
	if heads, breaks := p.ends(); heads != len(arrived) || breaks != len(gone)+p.crosses() {
		g := grid.New(p.w, p.h)
		p.show(g.Canvas())
		t.Fatalf("%d heads of %d, %d breaks of %d:\n%s", heads, len(arrived), breaks, len(gone)+p.crosses(), g.Render(grid.Plain()))
	}
}

// crosses is how many marks look like a break.
func (p *picture) crosses() int {
	n := 0
	for i := range p.marks {
		if m := &p.marks[i]; m.row >= p.lo && m.row < p.hi && p.at(p.x[m.lane], p.y(m.row)).r == '✗' {
			n++
		}
	}
	return n
}

// happened are the messages that arrived and those that were lost in some steps, as
// far as that is drawn.
func happened(f *frame.Frame, first, last int) (arrived, gone map[int]bool) {
	arrived, gone = map[int]bool{}, map[int]bool{}
	for i := first; i <= last; i++ {
		if i == f.Oldest && i > 0 {
			continue // what was in flight before it is gone
		}
		for _, e := range f.Step(i).Events {
			m, ok := e.About.(*view.Message)
			switch {
			case !ok:
			case e.What == view.Delivered:
				arrived[m.ID] = true
			case e.What == view.Lost, e.What == view.Dropped:
				gone[m.ID] = true
			}
		}
	}
	return arrived, gone
}
