package progress

import (
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// row is a row of a pane.
type row struct {
	// thing is what can be selected in it, none where nothing can.
	thing frame.Thing
	draw  func(c grid.Canvas)
}

// plain is a row in which nothing can be selected.
func plain(draw func(c grid.Canvas)) row { return row{draw: draw} }

// lines are rows with a text from column x on, broken where it is too long. A thing
// can be selected in the first of them.
func lines(t frame.Thing, x, width int, text []paint.Piece) []row {
	var rows []row
	for i, line := range paint.Lines(width-3-x, text...) {
		r, at := row{thing: t}, x
		if i > 0 {
			r, at = row{}, x+2
		}
		r.draw = func(c grid.Canvas) { paint.Write(c, at, 0, c.W()-1, line...) }
		rows = append(rows, r)
	}
	return rows
}

// list draws the rows that the canvas has room for, the selected one among them.
func list(f *frame.Frame, p layout.Pane, c grid.Canvas, rows []row) {
	l := frame.List{Pane: p, Len: len(rows), Chosen: -1}
	f.Ends[p] = [2]frame.Thing{}
	for i, r := range rows {
		if r.thing.Kind == frame.Nothing {
			continue
		}
		if r.thing == f.Cursors[p] {
			l.Chosen = i
		}
		if f.Ends[p][0].Kind == frame.Nothing {
			f.Ends[p][0] = r.thing
		}
		f.Ends[p][1] = r.thing
	}
	top := f.Top(&l, c.H())
	for i, r := range rows {
		var at grid.Rect // empty where the row cannot be seen
		if i >= top && i < top+c.H() {
			at = grid.Rect{Y: i - top, W: c.W(), H: 1}
			r.draw(c.Sub(at))
		}
		if r.thing.Kind != frame.Nothing {
			f.Spot(p, c, at, r.thing)
		}
		if i == l.Chosen {
			c.Sub(at).Text(1, 0, theme.AccentStrong, "▸")
			if f.Focus == p {
				c.Sub(at).Select()
			}
		}
	}
}
