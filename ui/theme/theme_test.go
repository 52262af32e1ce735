package theme

import (
	"testing"

	"github.com/muesli/termenv"

	"raftviz/ui/grid"
)

// looks are those of all themes, with a name for the test.
func looks() map[string]*grid.Look {
	all := map[string]*grid.Look{}
	for _, t := range Themes() {
		all[t.Name+" on dark"], all[t.Name+" on light"] = t.Look(true), t.Look(false)
	}
	return all
}

// colourful are the looks that have colours.
func colourful() map[string]*grid.Look {
	all := looks()
	delete(all, NoColor+" on dark")
	delete(all, NoColor+" on light")
	return all
}

func TestNamedFindsEveryTheme(t *testing.T) {
	for _, name := range Names() {
		if found, ok := Named(name); !ok || found.Name != name || found.About == "" {
			t.Errorf("%s: found %q, %v", name, found.Name, ok)
		}
	}
	if _, ok := Named("pink"); ok {
		t.Error("there is a theme pink")
	}
	if got := Allowed(); got != "auto, dark, light, okabe-ito or plain" {
		t.Errorf("allowed are %s", got)
	}
}

func TestAutoFollowsTheBackground(t *testing.T) {
	auto, _ := Named(Auto)
	if auto.Look(true).Paper != Dark().Paper || auto.Look(false).Paper != Light().Paper {
		t.Error("auto does not look as the background does")
	}
}

func TestThemesHaveTheSameStyles(t *testing.T) {
	want := int(TermFilled(termColors-1)) + 1
	for name, look := range looks() {
		if len(look.Specs) != want || want > grid.MaxStyles {
			t.Errorf("%s has %d styles, want %d; at most %d are possible", name, len(look.Specs), want, grid.MaxStyles)
		}
	}
}

func TestNeighbouringTermsLookDifferent(t *testing.T) {
	for name, look := range colourful() {
		for term := uint64(1); term < 3*termColors; term++ {
			a, b := look.Specs[Term(term)].Fg, look.Specs[Term(term+1)].Fg
			if a.Hex == b.Hex || a.ANSI == b.ANSI || termenv.ANSI256.Color(a.Hex) == termenv.ANSI256.Color(b.Hex) {
				t.Errorf("%s: terms %d and %d look the same", name, term, term+1)
			}
			if filled := look.Specs[TermFilled(term)]; filled.Bg != a {
				t.Errorf("%s: the tiles of term %d have two colours", name, term)
			}
		}
	}
}

func TestNoTermHasNoColour(t *testing.T) {
	if Term(0) != Dim || TermFilled(0) != Dim {
		t.Error("term 0 has a colour of its own")
	}
}

// TestPlainHasNoColours checks that plain says by attributes what must stand out.
func TestPlainHasNoColours(t *testing.T) {
	look := plainOnDark()
	for s, spec := range look.Specs {
		if spec.Fg != (grid.Color{}) || spec.Bg != (grid.Color{}) {
			t.Errorf("style %d has a colour", s)
		}
	}
	if look.Selection != (grid.Color{}) {
		t.Error("the selection has a colour")
	}
	for _, s := range []grid.Style{Dim, Faint, Strong, Warn, Bad, Cursor, TermFilled(2)} {
		if look.Specs[s] == look.Specs[Text] {
			t.Errorf("style %d does not stand out", s)
		}
	}
	for term := uint64(1); term < 3*termColors; term++ {
		if look.Specs[Term(term)] == look.Specs[TermFilled(term)] {
			t.Errorf("term %d: what is committed looks like what is not", term)
		}
		if look.Specs[TermFilled(term)] == look.Specs[TermFilled(term+1)] {
			t.Errorf("the tiles of terms %d and %d look the same", term, term+1)
		}
	}
}
