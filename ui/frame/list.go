package frame

import (
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/theme"
)

// List is the rows of a pane that may have more of them than it has room for.
type List struct {
	Pane layout.Pane
	// Len is how many rows there are, Chosen the selected one, -1 for none.
	Len, Chosen int
	// Tail is set when the end is shown while no row is selected, not the beginning.
	Tail bool
	// Near is a row that is shown, a third from the top, while none is selected.
	Near int
	// Thing is what row i is.
	Thing func(i int) Thing
	// Draw draws row i; what it makes a spot is above that of the row. The three columns at its left are for the mark of the
	// selected row.
	Draw func(row grid.Canvas, i int)
}

// List draws the rows that the canvas has room for, the selected one among them,
// and makes each a spot. It returns the first row that it drew.
func (f *Frame) List(c grid.Canvas, l List) (top int) {
	top = f.Top(&l, c.H())
	if top > 0 {
		f.Spot(l.Pane, c, grid.Rect{}, l.Thing(top-1))
	}
	end := min(top+c.H(), l.Len)
	for i := top; i < end; i++ {
		row := c.Row(i - top)
		f.Spot(l.Pane, row, grid.Rect{W: row.W(), H: 1}, l.Thing(i))
		l.Draw(row, i)
		if i == l.Chosen {
			row.Text(1, 0, theme.AccentStrong, "▸")
			if f.Focus == l.Pane {
				row.Select()
			}
		}
	}
	if end < l.Len && end > top {
		f.Spot(l.Pane, c, grid.Rect{}, l.Thing(end))
	}
	f.Ends[l.Pane] = l.ends()
	return top
}

// Top is the first row of a list that is shown on so many rows: the one shown
// first before, or what is nearest to it so that the selected row can be seen.
func (f *Frame) Top(l *List, rows int) int {
	top := f.Tops[l.Pane]
	switch {
	case l.Chosen >= 0:
		top = min(max(top, l.Chosen-rows+1), l.Chosen)
	case l.Tail:
		top = l.Len - rows
	default:
		top = l.Near - rows/3
	}
	top = max(min(top, l.Len-rows), 0)
	f.Tops[l.Pane] = top
	return top
}

// ends are the first row's thing and the last one's.
func (l *List) ends() [2]Thing {
	if l.Len == 0 {
		return [2]Thing{}
	}
	return [2]Thing{l.Thing(0), l.Thing(l.Len - 1)}
}
