package grid

// Canvas is a rectangle of a grid to draw into. Its columns and rows count
// from its own left upper corner; what falls outside of it is not drawn.
type Canvas struct {
	g          *Grid
	area, clip Rect
}

// W is the canvas's width in columns.
func (c Canvas) W() int { return c.area.W }

// H is the canvas's height in rows.
func (c Canvas) H() int { return c.area.H }

// Sub is the part of the canvas in r, which counts from the canvas's corner.
// It never reaches beyond the canvas.
func (c Canvas) Sub(r Rect) Canvas {
	r.X += c.area.X
	r.Y += c.area.Y
	return Canvas{g: c.g, area: r, clip: c.clip.Intersect(r)}
}

// Row is row y of the canvas as a canvas of its own.
func (c Canvas) Row(y int) Canvas { return c.Sub(Rect{0, y, c.area.W, 1}) }

// OnScreen is where r, which counts from the canvas's corner, is on the grid, as
// far as it can be seen.
func (c Canvas) OnScreen(r Rect) Rect {
	r.X += c.area.X
	r.Y += c.area.Y
	return r.Intersect(c.clip)
}

// Text draws s from column x on and returns the column behind it. What does
// not fit is cut off.
func (c Canvas) Text(x, y int, style Style, s string) int {
	for _, r := range s {
		r, width := measure(r)
		if width == 0 {
			continue
		}
		c.put(x, y, r, width, style)
		x += width
	}
	return x
}

// Within draws s from column x on in at most width columns, ending in … if it
// has to be cut, and returns the column behind what it drew.
func (c Canvas) Within(x, y, width int, style Style, s string) int {
	if len(s) <= width || Width(s) <= width {
		return c.Text(x, y, style, s)
	}
	if width <= 0 {
		return x
	}
	// As Clip, without making a string of it: there are hundreds on a screen.
	end := x + width - 1
	for _, r := range s {
		r, w := measure(r)
		if x+w > end {
			break
		}
		if w > 0 {
			c.put(x, y, r, w, style)
			x += w
		}
	}
	return c.Text(x, y, style, "…")
}

// Right draws s so that it ends before column x, and returns the column that
// it starts in.
func (c Canvas) Right(x, y int, style Style, s string) int {
	x -= Width(s)
	c.Text(x, y, style, s)
	return x
}

// Repeat draws n times the rune r, which fills one column, from column x on and
// returns the column behind.
func (c Canvas) Repeat(x, y, n int, style Style, r rune) int {
	r, width := measure(r)
	if width != 1 {
		r = unsafeRune
	}
	for range max(n, 0) {
		c.put(x, y, r, 1, style)
		x++
	}
	return x
}

// Clear makes the whole canvas blank, in a style.
func (c Canvas) Clear(style Style) {
	for y := range c.area.H {
		c.Repeat(0, y, c.area.W, style, ' ')
	}
}

// Restyle changes the style of every cell of the canvas, and leaves the runes.
func (c Canvas) Restyle(change func(Style) Style) {
	for y := c.clip.Y; y < c.clip.Bottom(); y++ {
		for x := c.clip.X; x < c.clip.Right(); x++ {
			p := &c.g.cells[y*c.g.w+x].style
			*p = change(*p)
		}
	}
}

// Select marks every cell of the canvas as selected.
func (c Canvas) Select() {
	c.Restyle(func(s Style) Style { return s | Highlight })
}

func (c Canvas) put(x, y int, r rune, width int, style Style) {
	x, y = x+c.area.X, y+c.area.Y
	if y < c.clip.Y || y >= c.clip.Bottom() || x < c.clip.X || x >= c.clip.Right() {
		return
	}
	if x+width > c.clip.Right() {
		r, width = ' ', 1 // half of a wide rune cannot be drawn
	}
	c.g.set(x, y, r, width, style)
}
