package paint

import (
	"raftviz/ui/grid"
	"raftviz/ui/theme"
)

// Piece is some text in one style. Text of several styles is a list of them.
type Piece struct {
	Style grid.Style
	Text  string
}

// Label names the value behind it.
func Label(s string) Piece { return Piece{theme.Dim, s} }

// Plain is a value.
func Plain(s string) Piece { return Piece{theme.Text, s} }

// Strong is a value that matters more than those around it.
func Strong(s string) Piece { return Piece{theme.Strong, s} }

// Width is the number of columns that the pieces fill.
func Width(ps []Piece) int {
	n := 0
	for _, p := range ps {
		n += grid.Width(p.Text)
	}
	return n
}

// Write draws the pieces from column x on, ending in … at column end if they
// have to be cut, and returns the column behind.
func Write(c grid.Canvas, x, y, end int, ps ...Piece) int {
	rest := Width(ps)
	for _, p := range ps {
		room := end - x
		if room <= 0 {
			return x
		}
		w := grid.Width(p.Text)
		text := p.Text
		if rest > room && w >= room {
			text = grid.Clip(text+"…", room)
		}
		x = c.Text(x, y, p.Style, text)
		rest -= w
	}
	return x
}

// Say draws a text from column x on in as many rows as it needs, and returns the
// row behind.
func Say(c grid.Canvas, x, y int, style grid.Style, text string) int {
	for _, line := range grid.Wrap(text, c.W()-x-1) {
		c.Text(x, y, style, line)
		y++
	}
	return y
}

// Fitting is the groups of pieces that fit in so many columns, joined: the last
// ones are left out where they do not.
func Fitting(room int, groups ...[]Piece) []Piece {
	n := 0
	for _, g := range groups {
		n += len(g)
	}
	ps := make([]Piece, 0, n)
	for i, g := range groups {
		if i > 0 && Width(ps)+Width(g) > room {
			break
		}
		ps = append(ps, g...)
	}
	return ps
}

// WriteRight draws the pieces so that they end before column x, and returns the
// column that they start in.
func WriteRight(c grid.Canvas, x, y int, ps ...Piece) int {
	x -= Width(ps)
	Write(c, x, y, x+Width(ps), ps...)
	return x
}

// Heading draws the title row of a section: a title, a line, and what stands
// at its right end. It returns the canvas below.
func Heading(c grid.Canvas, focused bool, title []Piece, right ...Piece) grid.Canvas {
	w := c.W()
	c.Repeat(0, 0, w, theme.Faint, '─')
	c.Text(0, 0, theme.Faint, "── ")
	if focused {
		c.Text(0, 0, theme.AccentStrong, "━▸ ")
	}
	end := w - 1
	if r := Width(right); r > 0 && r+8 < w {
		end = w - r - 4
		c.Text(end, 0, theme.Text, " ")
		c.Text(w-3, 0, theme.Text, " ")
		Write(c, end+1, 0, w-3, right...)
	}
	x := Write(c, 3, 0, end-1, title...)
	c.Text(x, 0, theme.Text, " ")
	return c.Sub(grid.Rect{X: 0, Y: 1, W: w, H: c.H() - 1})
}

// Window is the first of n rows to show so that row chosen is among so many.
func Window(n, height, chosen int) int {
	return max(min(chosen-height/2, n-height), 0)
}

// Fade is how a node that is down is drawn: nothing of it stands out.
func Fade(s grid.Style) grid.Style {
	if s == theme.Text || s == theme.Strong {
		return theme.Dim
	}
	return s
}

// In is a text in a style.
func In(style grid.Style, text string) Piece { return Piece{style, text} }
