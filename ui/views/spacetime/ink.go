package spacetime

import "raftviz/ui/grid"

// The sides of its cell that a line touches.
const (
	left uint8 = 1 << iota
	right
	up
	down
)

// runes are the lines that touch so many sides of their cell.
var runes = [16]rune{
	0: ' ', left: '─', right: '─', left | right: '─', up: '│', down: '│', up | down: '│',
	right | down: '╭', left | down: '╮', right | up: '╰', left | up: '╯',
	right | up | down: '├', left | up | down: '┤', left | right | down: '┬', left | right | up: '┴',
	left | right | up | down: '┼',
}

// cell is a cell that lines go through, or one with a rune of its own.
type cell struct {
	lines uint8
	style grid.Style
	// letter is set for a rune of a text: it may be one that fills two cells, of
	// which the second has the rune half.
	letter bool
	r      rune
}

// half stands in the second cell of a wide rune.
const half = -1

func (c cell) empty() bool { return c.lines == 0 && c.r == 0 }

func (c cell) rune() rune {
	if c.r != 0 {
		return c.r
	}
	return runes[c.lines&15]
}

// sheet is where lines are drawn before they are put on the screen: where they
// meet they join or cross.
type sheet struct {
	w, h  int
	cells []cell
}

func newSheet(w, h int) *sheet { return &sheet{w, h, make([]cell, w*h)} }

// at is a cell, nil outside of the sheet.
func (s *sheet) at(x, y int) *cell {
	if x < 0 || y < 0 || x >= s.w || y >= s.h {
		return nil
	}
	return &s.cells[y*s.w+x]
}

// line lets a line go through a cell.
func (s *sheet) line(x, y int, lines uint8, style grid.Style) {
	if c := s.at(x, y); c != nil {
		c.lines |= lines
		c.style = style
	}
}

// put puts a rune into a cell, whatever goes through it.
func (s *sheet) put(x, y int, r rune, style grid.Style) {
	if c := s.at(x, y); c != nil {
		c.r, c.style, c.letter = r, style, false
	}
}

// write writes a text from column x on.
func (s *sheet) write(x, y int, style grid.Style, text string) {
	for _, r := range text {
		w := columnsOf(r)
		for i := range w {
			s.put(x+i, y, half, style)
		}
		if c := s.at(x, y); c != nil && w > 0 {
			c.r, c.letter = r, true
		}
		x += w
	}
}

// columnsOf is how many columns a rune fills.
func columnsOf(r rune) int {
	if r >= ' ' && r < 0x7f {
		return 1
	}
	return grid.Width(string(r))
}

// show puts the sheet on the screen.
func (s *sheet) show(c grid.Canvas) {
	for y := range s.h {
		for x := range s.w {
			switch cell := s.at(x, y); {
			case cell.empty() || cell.r == half:
			case cell.letter:
				c.Text(x, y, cell.style, string(cell.r))
			default:
				c.Repeat(x, y, 1, cell.style, cell.rune())
			}
		}
	}
}

// blank reports whether nothing is in the cells of a row from column x up to end.
func (s *sheet) blank(x, end, y int) bool {
	for ; x < end; x++ {
		if c := s.at(x, y); c == nil || !c.empty() {
			return false
		}
	}
	return true
}
