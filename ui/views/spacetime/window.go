package spacetime

import (
	"sort"

	"raftviz/ui/frame"
	"raftviz/ui/layout"
)

// perRow is how many steps a row has, or a few more: so many are read for each
// row that is drawn. Where that is not enough, reading goes back as far as a
// screen may look.
const perRow = 6

// apart is how far from one another the places are at which reading begins.
const apart = 128

// beginning is where to begin reading for a step: so many before it, and where
// the clock has moved on if it does soon. No row has steps of two ticks, so the
// rows are the same wherever reading begins.
func beginning(f *frame.Frame, step, back int) int {
	at := max(max(step-back, 0)/apart*apart, f.Oldest)
	for i := at; i > f.Oldest && i < min(at+apart, step); i++ {
		if f.Step(i).Tick != f.Step(i-1).Tick {
			return i
		}
	}
	return at
}

// window is the part of a diagram that can be seen: the rows from lo up to hi.
type window struct {
	*diagram
	lo, hi int
}

// choose chooses the rows to show on so many: those that end with the step that is
// looked at, and with some of what comes after it in the past; or those around
// what is selected.
//
// Tops of the pane is the last step of a window that the cursor has scrolled to
// and 1, or 0.
func choose(f *frame.Frame, rows, gap int) window {
	top := &f.Tops[layout.SpaceTimePane]
	cursor := f.Cursors[layout.SpaceTimePane]
	var w window
	if cursor.Kind == frame.Nothing || *top <= f.Oldest || *top > f.Newest+1 {
		*top = 0
		w = around(f, rows, gap)
	} else {
		w = upTo(f, *top-1, rows, gap)
	}
	if cursor.Kind == frame.Nothing {
		return w
	}
	// Only with a message's beginning in the window may it be known where it ends.
	for tries := 0; tries < 2 && len(w.rows) > 0 && !w.shows(cursor); tries++ {
		switch c := min(max(w.stepOf(cursor), f.Oldest), f.Newest); {
		case c <= w.rows[w.lo].first: // of the rows that have it, one may be above
			w = from(f, c, rows, gap)
		case c > w.rows[w.hi-1].last:
			w = upTo(f, c, rows, gap)
		default:
			return w
		}
		*top = w.rows[w.hi-1].last + 1
	}
	return w
}

// around is the window of the step that is looked at.
func around(f *frame.Frame, rows, gap int) window {
	to := min(f.Newest, f.At+rows*perRow/2)
	d := enough(f, f.At, to, rows, gap)
	now := d.rowOf(f.At)
	later := min(len(d.rows)-1-now, max(rows/3, rows-1-now))
	hi := now + 1 + later
	return window{d, max(hi-rows, 0), hi}
}

// upTo is the window whose last row has step c.
func upTo(f *frame.Frame, c, rows, gap int) window {
	w := window{}
	for _, beyond := range []int{apart / 2, frame.LookBack / 2} {
		w.diagram = enough(f, c, min(f.Newest, c+beyond), rows, gap)
		w.hi = w.rowOf(c) + 1
		if w.hi < len(w.rows) {
			break // there is one below, to go on to
		}
	}
	w.lo = max(w.hi-rows, 0)
	return w
}

// from is the window whose first row has step c.
func from(f *frame.Frame, c, rows, gap int) window {
	w := window{}
	for _, far := range [][2]int{{apart, rows * perRow}, {frame.LookBack / 2, frame.LookBack / 2}} {
		w.diagram = build(f.Step, f.Oldest, beginning(f, c, far[0]), min(f.Newest, c+far[1]), f.At, gap)
		w.lo = w.firstRowOf(c)
		w.hi = min(w.lo+rows, len(w.rows))
		if (w.lo > 0 || w.diagram.from == f.Oldest) && w.hi < len(w.rows) {
			break
		}
	}
	w.lo = max(w.hi-rows, 0)
	return w
}

// enough builds a diagram up to step to which has more rows up to step c than
// are asked for, if it can.
func enough(f *frame.Frame, c, to, rows, gap int) *diagram {
	start := beginning(f, c, rows*perRow)
	d := build(f.Step, f.Oldest, start, to, f.At, gap)
	if start > f.Oldest && d.rowOf(c) < rows {
		start = beginning(f, c, frame.LookBack-2*apart)
		d = build(f.Step, f.Oldest, start, to, f.At, gap)
	}
	return d
}

// rowOf is the row that a step is in: the last that does not begin behind it.
func (d *diagram) rowOf(step int) int {
	i := sort.Search(len(d.rows), func(i int) bool { return d.rows[i].first > step })
	return max(i-1, 0)
}

// firstRowOf is the first row that a step is in: what it did has one, and so may what it
// says to all, and that it is looked at.
func (d *diagram) firstRowOf(step int) int {
	i := sort.Search(len(d.rows), func(i int) bool { return d.rows[i].last >= step })
	return min(i, d.rowOf(step))
}

// shows reports whether a thing can be seen in the window.
func (w *window) shows(t frame.Thing) bool {
	if t.Kind != frame.Message {
		r := w.rowOfMoment(t)
		return r >= w.lo && r < w.hi && t.Step >= w.rows[w.lo].first && t.Step <= w.rows[w.hi-1].last
	}
	for i := range w.flights {
		if f := &w.flights[i]; uint64(f.ID) == t.Number {
			r := f.home()
			return r >= w.lo && r < w.hi || r < w.lo && f.end >= w.hi
		}
	}
	return false
}

// stepOf is the step at which a thing is looked for: of a message the one in which
// it came to its end, where that is known.
func (w *window) stepOf(t frame.Thing) int {
	for i := range w.flights {
		if f := &w.flights[i]; t.Kind == frame.Message && uint64(f.ID) == t.Number && f.end != never {
			return f.endStep
		}
	}
	return t.Step
}

// home is the row in which a message is selected: the one it ends in, else the
// one it was sent in.
func (f *flight) home() int {
	if f.end != never {
		return f.end
	}
	return f.sent
}
