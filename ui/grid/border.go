package grid

// Border is the runes of a box: its corners from the left upper one clockwise,
// its horizontal and its vertical line.
type Border struct{ TopLeft, TopRight, BottomRight, BottomLeft, Horizontal, Vertical rune }

// The borders. Heavy is for what is selected, so that this does not rest on
// colour.
var (
	Light  = Border{'╭', '╮', '╯', '╰', '─', '│'}
	Heavy  = Border{'┏', '┓', '┛', '┗', '━', '┃'}
	Double = Border{'╔', '╗', '╝', '╚', '═', '║'}
)

// Box draws a border around the canvas and returns the canvas inside of it.
func (c Canvas) Box(style Style, b Border) Canvas {
	w, h := c.W(), c.H()
	if w < 2 || h < 2 {
		return c.Sub(Rect{})
	}
	c.put(0, 0, b.TopLeft, 1, style)
	c.put(w-1, 0, b.TopRight, 1, style)
	c.put(0, h-1, b.BottomLeft, 1, style)
	c.put(w-1, h-1, b.BottomRight, 1, style)
	c.Repeat(1, 0, w-2, style, b.Horizontal)
	c.Repeat(1, h-1, w-2, style, b.Horizontal)
	for y := 1; y < h-1; y++ {
		c.put(0, y, b.Vertical, 1, style)
		c.put(w-1, y, b.Vertical, 1, style)
	}
	return c.Sub(Rect{1, 1, w - 2, h - 2})
}
