package grid

import (
	"fmt"
	"strings"
)

// widths are those of the kinds of lines, in pixels. An upright cross is drawn as
// one light line and one heavy.
var widths = [...]float64{light: 1.2, round: 1.2, heavy: 2.4, double: 1.2, dashed: 1.2, upright: 0}

// drawShapes draws neighbouring runes that are shapes. The lines of each kind
// are one path, so that they join.
func drawShapes(b *strings.Builder, text string, x, y float64, color string, opacity float64) {
	var paths [len(widths)]strings.Builder
	runes := []rune(text)
	for i := 0; i < len(runes); {
		s, n := shapes[runes[i]], 1
		if s.sides == left|right || s.block.x0 == 0 && s.block.x1 == 1 {
			n = same(runes[i:]) // in one piece, without gaps
		}
		path := &paths[s.line]
		switch {
		case s.opacity > 0:
			p := s.block
			fmt.Fprintf(b, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="%s"%s shape-rendering="crispEdges"/>`+"\n",
				x+p.x0*cellWidth, y+p.y0*cellHeight, (p.x1-p.x0)*cellWidth*float64(n), (p.y1-p.y0)*cellHeight, color, part("fill-opacity", s.opacity*opacity))
		case s.stroke == '/':
			fmt.Fprintf(path, "M%.1f %.1fL%.1f %.1f", x, y+cellHeight, x+cellWidth, y)
		case s.stroke != 0:
			fmt.Fprintf(path, "M%.1f %.1fL%.1f %.1f", x, y, x+cellWidth, y+cellHeight)
		case s.line == upright:
			shape{sides: left | right}.trace(&paths[light], x, y, n)
			shape{sides: up | down}.trace(&paths[heavy], x, y, n)
		case s.line == double:
			s.trace(path, x-1.4, y-1.4, n)
			s.trace(path, x+1.4, y+1.4, n)
		default:
			s.trace(path, x, y, n)
		}
		x += float64(n) * cellWidth
		i += n
	}
	for kind := range paths {
		if paths[kind].Len() == 0 {
			continue
		}
		dash := ""
		if line(kind) == dashed {
			dash = ` stroke-dasharray="2 3"`
		}
		fmt.Fprintf(b, `<path d="%s" stroke="%s" stroke-width="%g"%s%s fill="none"/>`+"\n",
			paths[kind].String(), color, widths[kind], dash, part("stroke-opacity", opacity))
	}
}

// same is how many of the runes are like the first one.
func same(runes []rune) int {
	n := 1
	for n < len(runes) && runes[n] == runes[0] {
		n++
	}
	return n
}

// part is an attribute with a share, left out where that is all.
func part(name string, share float64) string {
	if share == 1 {
		return ""
	}
	return fmt.Sprintf(` %s="%.2g"`, name, share)
}

// trace appends the shape's lines to a path, in the cell at x, y; one from side to
// side goes on through so many cells.
func (s shape) trace(path *strings.Builder, x, y float64, cells int) {
	mx, my := x+cellWidth/2, y+cellHeight/2
	if s.corner() {
		ex, ey := x, y
		if s.sides&right != 0 {
			ex += cellWidth
		}
		if s.sides&down != 0 {
			ey += cellHeight
		}
		turn := "M%.1f %.1fL%.1f %.1fL%.1f %.1f"
		if s.line == round {
			turn = "M%.1f %.1fQ%.1f %.1f %.1f %.1f"
		}
		fmt.Fprintf(path, turn, ex, my, mx, my, mx, ey)
		return
	}
	s.halves(path, "h", left, right, x, my, mx, my, float64(cells)*cellWidth)
	s.halves(path, "v", up, down, mx, y, mx, my, cellHeight)
}

// halves appends the line from one side to the opposite one, or half of it.
func (s shape) halves(path *strings.Builder, direction string, near, far side, x, y, mx, my, length float64) {
	switch s.sides & (near | far) {
	case near | far:
		fmt.Fprintf(path, "M%.1f %.1f%s%.1f", x, y, direction, length)
	case near:
		fmt.Fprintf(path, "M%.1f %.1f%s%.1f", x, y, direction, length/2)
	case far:
		fmt.Fprintf(path, "M%.1f %.1f%s%.1f", mx, my, direction, length/2)
	}
}

// corner reports whether the shape is a line that turns.
func (s shape) corner() bool {
	switch s.sides {
	case right | down, left | down, right | up, left | up:
		return true
	}
	return false
}
