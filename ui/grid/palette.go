package grid

import (
	"strings"

	"github.com/muesli/termenv"
)

// Color is a colour for every kind of terminal: Hex ("#56b4e9") where there is
// true colour, ANSI (0..15) where there are sixteen colours. Where there are
// 256 it is Xterm, or the one nearest to Hex if that is 0. The zero Color is the
// terminal's own.
type Color struct {
	Hex   string
	ANSI  int
	Xterm int
}

// Spec is what a style looks like.
type Spec struct {
	Fg, Bg                         Color
	Bold, Faint, Underline, Invert bool
}

// Look is how all styles look: Specs[s] is that of Style s. A highlighted
// style has Selection as its background, unless it has one of its own; where
// Selection is the zero Color, it is inverted.
type Look struct {
	// Paper and Ink are the terminal's own colours as the theme imagines them;
	// only a picture needs them.
	Paper, Ink string
	Selection  Color
	Specs      []Spec
}

// spec is what a style looks like, highlighted ones included.
func (l *Look) spec(s Style) Spec {
	var spec Spec
	if i := int(s &^ Highlight); i < len(l.Specs) {
		spec = l.Specs[i]
	}
	switch {
	case s&Highlight == 0:
	case l.Selection == (Color{}):
		spec.Invert = !spec.Invert
	case spec.Bg == (Color{}):
		spec.Bg = l.Selection
	}
	return spec
}

// Palette has the escape codes of all styles for one kind of terminal.
type Palette struct{ codes [256]string }

// Plain is the palette that writes no escape codes at all.
func Plain() *Palette { return &Palette{} }

// NewPalette makes the escape codes for a look on a terminal with a colour
// profile. Where there are no colours, a look without any is the one to give.
func NewPalette(look *Look, profile termenv.Profile) *Palette {
	p := &Palette{}
	for s := range p.codes {
		p.codes[s] = escape(look.spec(Style(s)), profile)
	}
	return p
}

// escape is the code that makes a terminal write in the style, whatever it
// wrote in before.
func escape(s Spec, profile termenv.Profile) string {
	codes := []string{"0"}
	for _, a := range []struct {
		on   bool
		code string
	}{{s.Bold, "1"}, {s.Faint, "2"}, {s.Underline, "4"}, {s.Invert, "7"}} {
		if a.on {
			codes = append(codes, a.code)
		}
	}
	if fg := s.Fg.sequence(profile, false); fg != "" {
		codes = append(codes, fg)
	}
	if bg := s.Bg.sequence(profile, true); bg != "" {
		codes = append(codes, bg)
	}
	return "\x1b[" + strings.Join(codes, ";") + "m"
}

func (c Color) sequence(profile termenv.Profile, background bool) string {
	if c.Hex == "" {
		return ""
	}
	switch {
	case profile == termenv.Ascii:
		return ""
	case profile == termenv.ANSI:
		return termenv.ANSIColor(c.ANSI).Sequence(background)
	case profile == termenv.ANSI256 && c.Xterm != 0:
		return termenv.ANSI256Color(c.Xterm).Sequence(background)
	}
	return profile.Color(c.Hex).Sequence(background)
}

// Render writes the grid as lines, each exactly as wide as the grid, with
// escape codes only where the style changes.
func (g *Grid) Render(p *Palette) string {
	var b strings.Builder
	b.Grow(g.w*g.h*2 + 1024)
	for y := range g.h {
		if y > 0 {
			b.WriteByte('\n')
		}
		g.renderRow(&b, y, p)
	}
	return b.String()
}

func (g *Grid) renderRow(b *strings.Builder, y int, p *Palette) {
	reset := p.codes[0]
	style, now := Style(0), reset
	for _, c := range g.cells[y*g.w : (y+1)*g.w] {
		if c.style != style {
			style = c.style
			if code := p.codes[style]; code != now {
				b.WriteString(code)
				now = code
			}
		}
		if c.r != 0 {
			b.WriteRune(c.r)
		}
	}
	if now != reset {
		b.WriteString(reset)
	}
}
