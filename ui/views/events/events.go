package events

import (
	"raftviz/cluster/lang"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// Draw lists what happened, the newest at the bottom: all of it, or what the
// filter matches.
func Draw(f *frame.Frame, c grid.Canvas) {
	if f.Found != nil {
		drawFound(f, c)
		return
	}
	rows := window(f, c.H()-1, columnsFor(f, c))
	var right []paint.Piece
	if n := len(rows); n > 0 && rows[n-1].last() < f.At {
		right = []paint.Piece{paint.Label(newerBelow(f.At - rows[n-1].last()))}
	}
	body := paint.Heading(c, f.Focus == layout.EventsPane, title(), right...)
	drawWindow(f, body, rows)
}

func title() []paint.Piece { return []paint.Piece{paint.In(theme.Title, lang.T("events"))} }

// newerBelow says how many steps are left out below.
func newerBelow(steps int) string {
	if steps == 1 {
		return lang.T("a newer step below ↓")
	}
	return lang.F("%d newer steps below ↓", steps)
}

// drawWindow draws the rows, and makes each event a spot, and those next to them.
func drawWindow(f *frame.Frame, c grid.Canvas, rows []row) {
	if len(rows) == 0 {
		return
	}
	ps := placesFor(f)
	chosen := chosenRow(f, rows)
	if before, ok := lastBefore(f, &rows[0]); ok {
		f.Spot(layout.EventsPane, c, grid.Rect{}, before)
	}
	for y := 0; y < len(rows); {
		height := 1
		for y+height < len(rows) && rows[y+height].part > 0 {
			height++
		}
		at := grid.Rect{Y: y, W: c.W(), H: height}
		for i := range height {
			rows[y+i].draw(f, c.Row(y+i), ps, y+i == 0)
		}
		f.Spot(layout.EventsPane, c, at, rows[y].thing())
		if y == chosen {
			mark(f, c.Sub(at))
		}
		y += height
	}
	if next, ok := firstBehind(f, &rows[len(rows)-1]); ok {
		f.Spot(layout.EventsPane, c, grid.Rect{}, next)
	}
	f.Ends[layout.EventsPane] = [2]frame.Thing{first(f), Newest(f)}
}

// chosenRow is the first row of the event that is selected: the newest one, in
// the pane in focus, while none is. It is -1 where none is to be marked.
func chosenRow(f *frame.Frame, rows []row) int {
	t := f.Cursors[layout.EventsPane]
	if t.Kind != frame.Event {
		if f.Focus != layout.EventsPane {
			return -1
		}
		t = rows[len(rows)-1].thing()
	}
	for y := range rows {
		if rows[y].is(t) {
			return y
		}
	}
	return -1
}

func mark(f *frame.Frame, c grid.Canvas) {
	c.Text(1, 0, theme.AccentStrong, "▸")
	if f.Focus == layout.EventsPane {
		c.Select()
	}
}
