package frame

import (
	"slices"

	"raftviz/ui/grid"
	"raftviz/ui/layout"
)

// Spot is where a thing is on the screen.
type Spot struct {
	Pane  layout.Pane
	Thing Thing
	// Rect is empty for a thing that is next to those that can be seen: the arrow
	// keys reach it, and the pane scrolls.
	Rect grid.Rect
	// Aside is set for a thing that a click selects, and the arrow keys pass over.
	Aside bool
}

// Spot says that thing t is in r of the canvas. The order of a pane's spots is
// the one in which the arrow keys go through them.
func (f *Frame) Spot(p layout.Pane, c grid.Canvas, r grid.Rect, t Thing) {
	f.Spots = append(f.Spots, Spot{Pane: p, Thing: t, Rect: c.OnScreen(r)})
}

// SpotAside says that thing t is in r of the canvas, for a click to select. The
// arrow keys pass over it.
func (f *Frame) SpotAside(p layout.Pane, c grid.Canvas, r grid.Rect, t Thing) {
	f.Spots = append(f.Spots, Spot{Pane: p, Thing: t, Rect: c.OnScreen(r), Aside: true})
}

// SpotAt is the spot in a cell of the screen; of several, the one drawn last. It is
// nil where there is none.
func (f *Frame) SpotAt(x, y int) *Spot {
	for i := range slices.Backward(f.Spots) {
		if s := &f.Spots[i]; s.Rect.Contains(x, y) {
			return s
		}
	}
	return nil
}

// Next is the thing that is so many spots behind t in a pane (before it, with a
// negative number), as far as they go. Where t is not among them, it is the
// first that can be seen, or the last.
func (f *Frame) Next(p layout.Pane, t Thing, by int) Thing {
	var things []Thing
	at, first, last := -1, -1, -1
	for _, s := range f.Spots {
		if s.Pane != p || s.Aside {
			continue
		}
		if s.Thing == t {
			at = len(things)
		}
		if !s.Rect.Empty() {
			if first < 0 {
				first = len(things)
			}
			last = len(things)
		}
		things = append(things, s.Thing)
	}
	switch {
	case len(things) == 0:
		return Thing{}
	case at >= 0:
		return things[min(max(at+by, 0), len(things)-1)]
	case by > 0:
		return things[max(first, 0)]
	}
	return things[max(last, 0)]
}
