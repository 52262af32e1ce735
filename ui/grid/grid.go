package grid

// Style is the number of a style in a Palette. Style 0 is the terminal's own.
type Style uint8

// Highlight, added to a style, marks a cell of a selected row.
const Highlight Style = 0x80

// MaxStyles is how many styles there can be besides their highlighted twins.
const MaxStyles = int(Highlight)

// cell is one character cell. Rune 0 is the right half of a wide rune.
type cell struct {
	r     rune
	style Style
}

// Grid is a screen of cells, blank when new. It is drawn into through its
// Canvas.
type Grid struct {
	w, h  int
	cells []cell
}

// New returns a blank grid of w by h cells.
func New(w, h int) *Grid {
	w, h = max(w, 0), max(h, 0)
	g := &Grid{w: w, h: h, cells: make([]cell, w*h)}
	for i := range g.cells {
		g.cells[i].r = ' '
	}
	return g
}

// Bounds is the whole grid.
func (g *Grid) Bounds() Rect { return Rect{0, 0, g.w, g.h} }

// Canvas is the whole grid to draw into.
func (g *Grid) Canvas() Canvas { return Canvas{g: g, area: g.Bounds(), clip: g.Bounds()} }

// set puts a rune of the given width, 1 or 2, at a position whose cells are
// all within the grid. A wide rune of which it covers one half becomes blank.
func (g *Grid) set(x, y int, r rune, width int, style Style) {
	row := g.cells[y*g.w : (y+1)*g.w]
	if row[x].r == 0 && x > 0 {
		row[x-1].r = ' '
	}
	if end := x + width; end < g.w && row[end].r == 0 {
		row[end].r = ' '
	}
	row[x] = cell{r, style}
	if width == 2 {
		row[x+1] = cell{0, style}
	}
}
