package grid

import (
	"fmt"
	"html"
	"strings"
)

// The size of a cell of a picture, in pixels: that of common monospaced fonts
// at this font size.
const (
	cellWidth, cellHeight = 8.4, 18.0
	fontSize              = 14
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
	fmt.Fprintf(&b, `<g font-family="'DejaVu Sans Mono', Menlo, Consolas, 'Liberation Mono', monospace" font-size="%d" xml:space="preserve">`+"\n", fontSize)
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
		fmt.Fprintf(b, `<rect x="%.1f" y="%.0f" width="%.1f" height="%.0f" fill="%s" shape-rendering="crispEdges"/>`+"\n",
			x, top, float64(r.width)*cellWidth, cellHeight, bg)
	}
	if r.shapes {
		drawShapes(b, r.text, x, top, fg)
		return
	}
	text := strings.TrimRight(r.text, " ")
	lead := len(text) - len(strings.TrimLeft(text, " "))
	if text = text[lead:]; text == "" {
		return
	}
	fmt.Fprintf(b, `<text x="%.1f" y="%.0f" textLength="%.1f" lengthAdjust="spacingAndGlyphs" fill="%s"%s>%s</text>`+"\n",
		x+float64(lead)*cellWidth, top+cellHeight-5, float64(Width(text))*cellWidth, fg, attributes(spec), html.EscapeString(text))
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
