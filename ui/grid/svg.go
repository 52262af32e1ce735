package grid

import (
	"fmt"
	"html"
	"strings"
)

// The size of a cell of a picture, in pixels: whole ones, so that neighbours meet
// without seams. The font's is that at which a character of most monospaced fonts
// is as wide as a cell.
const (
	cellWidth, cellHeight = 9.0, 19.0
	fontSize              = 14.95
	margin                = 12.0
)

// FaintOpacity is how much of its colour faint text has in a picture.
const FaintOpacity = 0.7

// SVG draws the grid as a picture in the colours of a look. Lines and blocks
// are drawn as shapes, so that they meet whatever font the viewer has.
func (g *Grid) SVG(look *Look) string {
	var b strings.Builder
	w, h := float64(g.w)*cellWidth+2*margin, float64(g.h)*cellHeight+2*margin
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%.0f" viewBox="0 0 %.0f %.0f">`+"\n", w, h, w, h)
	fmt.Fprintf(&b, `<rect width="100%%" height="100%%" rx="8" fill="%s"/>`+"\n", look.Paper)
	fmt.Fprintf(&b, `<g font-family="'DejaVu Sans Mono', Menlo, Consolas, 'Liberation Mono', monospace" font-size="%g" stroke-linecap="square" xml:space="preserve">`+"\n", fontSize)
	for y := range g.h {
		for _, r := range g.runs(y) {
			r.draw(&b, y, look)
		}
	}
	b.WriteString("</g>\n</svg>\n")
	return b.String()
}

// run is neighbouring cells of one row with the same style, all of them text
// or all of them shapes.
type run struct {
	x, width int
	style    Style
	shapes   bool
	text     string
}

func (g *Grid) runs(y int) []run {
	var runs []run
	for x, c := range g.cells[y*g.w : (y+1)*g.w] {
		_, shape := shapes[c.r]
		if n := len(runs); n == 0 || runs[n-1].style != c.style || runs[n-1].shapes != shape {
			runs = append(runs, run{x: x, style: c.style, shapes: shape})
		}
		last := &runs[len(runs)-1]
		last.width++
		if c.r != 0 {
			last.text += string(c.r)
		}
	}
	return runs
}

// colors are those of a style in a picture; bg is "" where the paper shows.
func (l *Look) colors(s Spec) (fg, bg string) {
	fg, bg = s.Fg.Hex, s.Bg.Hex
	if fg == "" {
		fg = l.Ink
	}
	if !s.Invert {
		return fg, bg
	}
	if bg == "" {
		bg = l.Paper
	}
	return bg, fg
}

func (r run) draw(b *strings.Builder, y int, look *Look) {
	spec := look.spec(r.style)
	fg, bg := look.colors(spec)
	x, top := margin+float64(r.x)*cellWidth, margin+float64(y)*cellHeight
	if bg != "" {
		opacity := 1.0
		if spec.Faint && spec.Invert { // then it is the background that is faint
			opacity, spec.Faint = FaintOpacity, false
		}
		fmt.Fprintf(b, `<rect x="%.0f" y="%.0f" width="%.0f" height="%.0f" fill="%s"%s shape-rendering="crispEdges"/>`+"\n",
			x, top, float64(r.width)*cellWidth, cellHeight, bg, part("fill-opacity", opacity))
	}
	if r.shapes {
		opacity := 1.0
		if spec.Faint {
			opacity = FaintOpacity
		}
		drawShapes(b, r.text, x, top, fg, opacity)
		return
	}
	for _, w := range words(r.text) {
		fmt.Fprintf(b, `<text x="%.0f" y="%.1f" fill="%s"%s%s>%s</text>`+"\n",
			x+float64(w.at)*cellWidth, top+cellHeight-5.5, fg, fitted(w.text), attributes(spec), html.EscapeString(w.text))
	}
}

// word is text at a column of its run.
type word struct {
	at   int
	text string
}

// words are the words of a text. Each has a place of its own in a picture, so
// that no font makes a line drift; so has each character that fills two columns.
func words(text string) []word {
	var ws []word
	at, open := 0, false
	for _, r := range text {
		_, width := measure(r)
		switch {
		case r == ' ':
			open = false
		case open && width < 2:
			ws[len(ws)-1].text += string(r)
		default:
			ws = append(ws, word{at, string(r)})
			open = width < 2
		}
		at += width
	}
	return ws
}

// fitted makes a viewer whose font is narrower or wider fit a word into its columns.
func fitted(text string) string {
	n := Width(text)
	if n < 3 {
		return ""
	}
	return fmt.Sprintf(` textLength="%.0f"`, float64(n)*cellWidth)
}

func attributes(s Spec) string {
	attrs := ""
	if s.Bold {
		attrs += ` font-weight="bold"`
	}
	if s.Faint {
		attrs += fmt.Sprintf(` opacity="%g"`, FaintOpacity)
	}
	if s.Underline {
		attrs += ` text-decoration="underline"`
	}
	return attrs
}
