package grid

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
)

// text is the grid without escape codes.
func text(g *Grid) string { return g.Render(Plain()) }

func TestTextIsClippedToItsCanvas(t *testing.T) {
	g := New(10, 3)
	c := g.Canvas().Sub(Rect{2, 1, 5, 1})
	c.Text(-2, 0, 0, "abcdefghijk")
	c.Text(0, 1, 0, "below")
	c.Text(0, -1, 0, "above")
	want := "          \n  cdefg   \n          "
	if got := text(g); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestSubCanvasCannotGrow(t *testing.T) {
	g := New(6, 2)
	g.Canvas().Sub(Rect{2, 0, 2, 1}).Sub(Rect{-2, 0, 99, 99}).Clear(1)
	g.Canvas().Sub(Rect{2, 0, 2, 1}).Sub(Rect{-1, 0, 9, 9}).Text(0, 0, 0, "abcdef")
	if got := text(g); got != "  bc  \n      " {
		t.Errorf("got %q", got)
	}
}

func TestWideRunesAreNeverHalved(t *testing.T) {
	for _, tt := range []struct {
		name string
		draw func(Canvas)
		want string
	}{
		{"fits", func(c Canvas) { c.Text(0, 0, 0, "語x") }, "語x  "},
		{"cut at the edge", func(c Canvas) { c.Text(4, 0, 0, "語") }, "     "},
		{"left half covered", func(c Canvas) { c.Text(1, 0, 0, "語"); c.Text(1, 0, 0, "a") }, " a   "},
		{"right half covered", func(c Canvas) { c.Text(1, 0, 0, "語"); c.Text(2, 0, 0, "a") }, "  a  "},
		{"covered by a wide one", func(c Canvas) { c.Text(0, 0, 0, "語語"); c.Text(1, 0, 0, "本") }, " 本  "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			g := New(5, 1)
			tt.draw(g.Canvas())
			got := text(g)
			if got != tt.want && ansi.StringWidth(got) != 5 {
				t.Errorf("got %q, %d columns", got, ansi.StringWidth(got))
			}
			if strings.TrimRight(got, " ") != strings.TrimRight(tt.want, " ") {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestWhatATerminalWouldObeyIsNotWritten(t *testing.T) {
	g := New(30, 1)
	g.Canvas().Text(0, 0, 0, "a\x1b[2Jb\x07\n\u202ec\u200d\ufe0f\u0301d")
	got := text(g)
	if strings.ContainsAny(got, "\x1b\x07\n\u202e\u200d\ufe0f") {
		t.Errorf("got %q", got)
	}
	if w := ansi.StringWidth(got); w != 30 {
		t.Errorf("%q is %d columns wide", got, w)
	}
}

// TestEveryLineIsAsWideAsTheGrid draws nonsense.
func TestRepeatDrawsOneColumnARune(t *testing.T) {
	for _, r := range []rune{'─', '語', '\x1b', '\u0301', 'ᄀ'} {
		g := New(4, 1)
		g.Canvas().Repeat(0, 0, 4, 0, r)
		want := "����"
		if r == '─' {
			want = "────"
		}
		if got := g.Render(Plain()); got != want {
			t.Errorf("%q is drawn as %q", r, got)
		}
	}
}

func TestEveryLineIsAsWideAsTheGrid(t *testing.T) {
	const seed = 7
	r := rand.New(rand.NewPCG(seed, seed))
	words := []string{"raft", "語", "👍🏽", "🇩🇪", "e\u0301", "\x1b[31m", "▐2▌", "\t", "", "\U0001F468\u200d\U0001F469", "✓", "n2→n3"}
	for range 2000 {
		w, h := r.IntN(40), 1+r.IntN(6)
		g := New(w, h)
		c := g.Canvas()
		for range 6 {
			sub := c.Sub(Rect{r.IntN(50) - 5, r.IntN(8) - 1, r.IntN(50), r.IntN(8)})
			sub.Box(1, Heavy)
			sub.Within(r.IntN(9)-4, r.IntN(3), r.IntN(20)-2, 2, words[r.IntN(len(words))]+words[r.IntN(len(words))])
			sub.Row(r.IntN(4)).Select()
		}
		for _, p := range []*Palette{Plain(), NewPalette(&Look{}, termenv.TrueColor)} {
			lines := strings.Split(g.Render(p), "\n")
			if len(lines) != h {
				t.Fatalf("seed %d: %d lines, want %d", seed, len(lines), h)
			}
			for _, line := range lines {
				if got := ansi.StringWidth(line); got != w {
					t.Fatalf("seed %d: %q is %d columns wide, want %d", seed, line, got, w)
				}
			}
		}
	}
}

func TestEscapeCodesOnlyWhereTheStyleChanges(t *testing.T) {
	look := &Look{Specs: []Spec{{}, {Bold: true}, {Fg: Color{Hex: "#ff0000", ANSI: 9}}}}
	g := New(6, 1)
	c := g.Canvas()
	c.Text(0, 0, 1, "ab")
	c.Text(2, 0, 2, "cd")
	for _, tt := range []struct {
		profile termenv.Profile
		want    string
	}{
		{termenv.TrueColor, "\x1b[0;1mab\x1b[0;38;2;255;0;0mcd\x1b[0m  "},
		{termenv.ANSI256, "\x1b[0;1mab\x1b[0;38;5;196mcd\x1b[0m  "},
		{termenv.ANSI, "\x1b[0;1mab\x1b[0;91mcd\x1b[0m  "},
		{termenv.Ascii, "\x1b[0;1mab\x1b[0mcd  "},
	} {
		if got := g.Render(NewPalette(look, tt.profile)); got != tt.want {
			t.Errorf("profile %v: got %q, want %q", tt.profile, got, tt.want)
		}
	}
	if got := g.Render(Plain()); got != "abcd  " {
		t.Errorf("plain: got %q", got)
	}
}

func TestSelectionIsSeenWithoutColour(t *testing.T) {
	g := New(3, 1)
	g.Canvas().Text(0, 0, 0, "abc")
	g.Canvas().Select()
	if got := g.Render(NewPalette(&Look{}, termenv.Ascii)); !strings.Contains(got, "\x1b[0;7mabc") {
		t.Errorf("got %q", got)
	}
}

func TestSVGHasAllText(t *testing.T) {
	g := New(20, 2)
	g.Canvas().Box(1, Light)
	g.Canvas().Text(3, 0, 1, "a < b & c")
	got := g.SVG(&Look{Paper: "#000000", Ink: "#ffffff", Specs: []Spec{{}, {Bold: true}}})
	for _, want := range []string{">a<", ">&lt;<", ">&amp;<", `fill="#ffffff"`, "<path", "</svg>"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}
