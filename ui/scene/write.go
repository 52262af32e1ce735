package scene

import (
	"raftviz/ui/grid"
	"raftviz/ui/theme"
)

// piece is some text in one style. Text of several styles is a list of them.
type piece struct {
	style grid.Style
	text  string
}

func label(s string) piece  { return piece{theme.Dim, s} }
func plain(s string) piece  { return piece{theme.Text, s} }
func strong(s string) piece { return piece{theme.Strong, s} }

// width is the number of columns that the pieces fill.
func width(ps []piece) int {
	n := 0
	for _, p := range ps {
		n += grid.Width(p.text)
	}
	return n
}

// write draws the pieces from column x on, ending in … at column end if they
// have to be cut, and returns the column behind.
func write(c grid.Canvas, x, y, end int, ps ...piece) int {
	rest := width(ps)
	for _, p := range ps {
		room := end - x
		if room <= 0 {
			return x
		}
		w := grid.Width(p.text)
		text := p.text
		if rest > room && w >= room {
			text = grid.Clip(text+"…", room)
		}
		x = c.Text(x, y, p.style, text)
		rest -= w
	}
	return x
}

// fitting is the groups of pieces that fit in so many columns, joined: the last
// ones are left out where they do not.
func fitting(room int, groups ...[]piece) []piece {
	var ps []piece
	for i, g := range groups {
		if i > 0 && width(ps)+width(g) > room {
			break
		}
		ps = append(ps, g...)
	}
	return ps
}

// writeRight draws the pieces so that they end before column x, and returns the
// column that they start in.
func writeRight(c grid.Canvas, x, y int, ps ...piece) int {
	x -= width(ps)
	write(c, x, y, x+width(ps), ps...)
	return x
}

// heading draws the title row of a section: a title, a line, and what stands
// at its right end. It returns the canvas below.
func heading(c grid.Canvas, focused bool, title []piece, right ...piece) grid.Canvas {
	w := c.W()
	c.Repeat(0, 0, w, theme.Faint, '─')
	c.Text(0, 0, theme.Faint, "── ")
	if focused {
		c.Text(0, 0, theme.AccentStrong, "━▸ ")
	}
	end := w - 1
	if r := width(right); r > 0 && r+8 < w {
		end = w - r - 4
		c.Text(end, 0, theme.Text, " ")
		c.Text(w-3, 0, theme.Text, " ")
		write(c, end+1, 0, w-3, right...)
	}
	x := write(c, 3, 0, end-1, title...)
	c.Text(x, 0, theme.Text, " ")
	return c.Sub(grid.Rect{X: 0, Y: 1, W: w, H: c.H() - 1})
}
