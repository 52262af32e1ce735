package grid

import (
	"fmt"
	"strings"
)

// shape is a rune drawn in a picture: lines from the middle of its cell to
// some of its sides, or a filled part of it.
type shape struct {
	left, right, up, down bool
	line                  line
	// from and to are the filled part, in parts of the cell's width; opacity
	// is that of the fill.
	from, to, opacity float64
}

// line is a kind of line.
type line uint8

const (
	light line = iota
	heavy
	double
)

// shapes are the runes that are drawn, not written.
var shapes = map[rune]shape{
	'─': {left: true, right: true}, '│': {up: true, down: true},
	'╭': {right: true, down: true}, '╮': {left: true, down: true},
	'╰': {right: true, up: true}, '╯': {left: true, up: true},

	'━': {left: true, right: true, line: heavy}, '┃': {up: true, down: true, line: heavy},
	'┏': {right: true, down: true, line: heavy}, '┓': {left: true, down: true, line: heavy},
	'┗': {right: true, up: true, line: heavy}, '┛': {left: true, up: true, line: heavy},

	'═': {left: true, right: true, line: double}, '║': {up: true, down: true, line: double},
	'╔': {right: true, down: true, line: double}, '╗': {left: true, down: true, line: double},
	'╚': {right: true, up: true, line: double}, '╝': {left: true, up: true, line: double},

	'▌': {to: 0.5, opacity: 1}, '▐': {from: 0.5, to: 1, opacity: 1},
	'▏': {to: 0.15, opacity: 1}, '▕': {from: 0.85, to: 1, opacity: 1},
	'█': {to: 1, opacity: 1}, '░': {to: 1, opacity: 0.3},
}

// drawShapes draws neighbouring runes that are shapes.
func drawShapes(b *strings.Builder, text string, x, y float64, color string) {
	var path strings.Builder
	width := 1.2
	for _, r := range text {
		s := shapes[r]
		switch {
		case s.to > 0:
			fmt.Fprintf(b, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="%s" fill-opacity="%g" shape-rendering="crispEdges"/>`+"\n",
				x+s.from*cellWidth, y, (s.to-s.from)*cellWidth, cellHeight, color, s.opacity)
		case s.line == double:
			s.trace(&path, x-1.4, y-1.4)
			s.trace(&path, x+1.4, y+1.4)
		default:
			if s.line == heavy {
				width = 2.4
			}
			s.trace(&path, x, y)
		}
		x += cellWidth
	}
	if path.Len() > 0 {
		fmt.Fprintf(b, `<path d="%s" stroke="%s" stroke-width="%g" fill="none"/>`+"\n", path.String(), color, width)
	}
}

// trace appends the shape's lines to a path, in the cell at x, y.
func (s shape) trace(path *strings.Builder, x, y float64) {
	mx, my := x+cellWidth/2, y+cellHeight/2
	switch {
	case s.left && s.right:
		fmt.Fprintf(path, "M%.1f %.1fh%.1f", x, my, cellWidth)
	case s.up && s.down:
		fmt.Fprintf(path, "M%.1f %.1fv%.1f", mx, y, cellHeight)
	default:
		sx, sy := x, y
		if s.right {
			sx += cellWidth
		}
		if s.down {
			sy += cellHeight
		}
		if s.line == light {
			fmt.Fprintf(path, "M%.1f %.1fQ%.1f %.1f %.1f %.1f", sx, my, mx, my, mx, sy)
			return
		}
		fmt.Fprintf(path, "M%.1f %.1fH%.1fV%.1f", sx, my, mx, sy)
	}
}
