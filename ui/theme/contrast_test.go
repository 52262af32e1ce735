package theme

import (
	"math"
	"slices"
	"testing"

	"raftviz/ui/grid"
)

// Contrasts that text must have to be read (WCAG 2.2, 1.4.3), and lines to be
// seen (1.4.11); on a selected row text may do with the latter.
const (
	readable = 4.5
	visible  = 3
)

func TestWhatIsToBeReadHasContrast(t *testing.T) {
	for name, look := range colourful() {
		for s, spec := range look.Specs {
			paper, ink := look.Paper, look.Ink
			if spec.Bg.Hex != "" {
				paper = spec.Bg.Hex
			}
			if spec.Fg.Hex != "" {
				ink = spec.Fg.Hex
			}
			want := readable
			if grid.Style(s) == Faint {
				want = visible
			}
			if got := contrast(parse(t, ink), parse(t, paper)); got < want {
				t.Errorf("%s: style %d: %s on %s has a contrast of %.2f, want %.1f", name, s, ink, paper, got, want)
			}
			if grid.Style(s) == Faint || spec.Bg.Hex != "" {
				continue
			}
			if got := contrast(parse(t, ink), parse(t, look.Selection.Hex)); got < visible {
				t.Errorf("%s: style %d: %s on a selected row has a contrast of %.2f, want %d", name, s, ink, got, visible)
			}
		}
	}
}

// TestSixteenColoursCanBeRead keeps to colours that can be read on a background
// as terminals commonly have them: no bright ones on a light background, and
// neither black nor the dark blue on a dark one.
func TestSixteenColoursCanBeRead(t *testing.T) {
	for name, look := range colourful() {
		allowed := []int{0, 1, 2, 4, 5, 8}
		if luminance(parse(t, look.Paper).linear()) < 0.5 {
			allowed = []int{1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}
		}
		for s, spec := range look.Specs {
			if spec.Fg.Hex == "" || spec.Bg.Hex != "" {
				continue
			}
			if !slices.Contains(allowed, spec.Fg.ANSI) {
				t.Errorf("%s: style %d has colour %d", name, s, spec.Fg.ANSI)
			}
			if spec.Fg.ANSI == look.Selection.ANSI {
				t.Errorf("%s: style %d cannot be seen on a selected row", name, s)
			}
		}
	}
}

// Contrast of what is faint in a theme without colours, which pictures draw
// with this much of the ink.
func TestFaintInkHasContrast(t *testing.T) {
	for _, look := range []*grid.Look{plainOnDark(), plainOnLight()} {
		ink, paper := parse(t, look.Ink), parse(t, look.Paper)
		for i := range ink {
			ink[i] = paper[i] + (ink[i]-paper[i])*grid.FaintOpacity
		}
		if got := contrast(ink, paper); got < readable {
			t.Errorf("faint ink on %s has a contrast of %.2f", look.Paper, got)
		}
	}
}

// How people without red or green cones see linear RGB: Machado, Oliveira and
// Fernandes, "A Physiologically-based Model for Simulation of Color Vision
// Deficiency" (2009), severity 1.
var dichromats = map[string][3][3]float64{
	"protanopia":   {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	"deuteranopia": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	"all cones":    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
}

// apart is how far two colours must be apart in CIELAB to be told at a glance,
// also on a small tile: 2.3 is the least that can be seen at all.
const apart = 20

func TestColourBlindPeopleTellNeighbouringTerms(t *testing.T) {
	for name, look := range map[string]*grid.Look{"on dark": okabeItoOnDark(), "on light": okabeItoOnLight()} {
		for who, sees := range dichromats {
			for term := uint64(1); term <= termColors; term++ {
				a, b := parse(t, look.Specs[Term(term)].Fg.Hex), parse(t, look.Specs[Term(term+1)].Fg.Hex)
				if d := distance(seen(a, sees), seen(b, sees)); d < apart {
					t.Errorf("%s, %s: terms %d and %d are %.1f apart, want %d", name, who, term, term+1, d, apart)
				}
			}
			good, bad := parse(t, look.Specs[Good].Fg.Hex), parse(t, look.Specs[Bad].Fg.Hex)
			if d := distance(seen(good, sees), seen(bad, sees)); d < apart {
				t.Errorf("%s, %s: good and bad are %.1f apart, want %d", name, who, d, apart)
			}
		}
	}
}

// rgb is a colour, its parts within 0..1 as a picture has them.
type rgb [3]float64

func parse(t *testing.T, hex string) (c rgb) {
	t.Helper()
	if len(hex) != 7 || hex[0] != '#' {
		t.Fatalf("%q is no colour", hex)
	}
	digit := func(b byte) float64 {
		if b >= 'a' {
			return float64(b-'a') + 10
		}
		return float64(b - '0')
	}
	for i := range c {
		c[i] = (16*digit(hex[1+2*i]) + digit(hex[2+2*i])) / 255
	}
	return c
}

// linear is the colour as light: sRGB without its gamma.
func (c rgb) linear() (l rgb) {
	for i, v := range c {
		l[i] = math.Pow((v+0.055)/1.055, 2.4)
		if v <= 0.04045 {
			l[i] = v / 12.92
		}
	}
	return l
}

func luminance(l rgb) float64 { return 0.2126*l[0] + 0.7152*l[1] + 0.0722*l[2] }

// contrast is WCAG's, 1..21.
func contrast(a, b rgb) float64 {
	x, y := luminance(a.linear())+0.05, luminance(b.linear())+0.05
	return max(x, y) / min(x, y)
}

// seen is the light of a colour as somebody sees it.
func seen(c rgb, m [3][3]float64) (s rgb) {
	l := c.linear()
	for i, row := range m {
		s[i] = min(max(row[0]*l[0]+row[1]*l[1]+row[2]*l[2], 0), 1)
	}
	return s
}

// distance is how far two lights are apart in CIELAB.
func distance(a, b rgb) float64 {
	p, q := lab(a), lab(b)
	return math.Sqrt(math.Pow(p[0]-q[0], 2) + math.Pow(p[1]-q[1], 2) + math.Pow(p[2]-q[2], 2))
}

func lab(l rgb) [3]float64 {
	root := func(v float64) float64 {
		if v > 0.008856 {
			return math.Cbrt(v)
		}
		return 7.787*v + 16.0/116
	}
	x := root((0.4124*l[0] + 0.3576*l[1] + 0.1805*l[2]) / 0.95047)
	y := root(luminance(l))
	z := root((0.0193*l[0] + 0.1192*l[1] + 0.9505*l[2]) / 1.08883)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}
