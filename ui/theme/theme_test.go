package theme

import (
	"testing"

	"raftviz/ui/grid"
)

func TestThemesHaveTheSameStyles(t *testing.T) {
	dark, light := Dark(), Light()
	if len(dark.Specs) != len(light.Specs) || len(dark.Specs) > grid.MaxStyles {
		t.Errorf("dark has %d styles, light %d; at most %d are possible", len(dark.Specs), len(light.Specs), grid.MaxStyles)
	}
	if last := int(TermFilled(termColors - 1)); last != len(dark.Specs)-1 {
		t.Errorf("the last style is %d, there are %d", last, len(dark.Specs))
	}
}

func TestNeighbouringTermsLookDifferent(t *testing.T) {
	for name, look := range map[string]*grid.Look{"dark": Dark(), "light": Light()} {
		for term := uint64(1); term < 3*termColors; term++ {
			a, b := look.Specs[Term(term)], look.Specs[Term(term+1)]
			if a.Fg.Hex == b.Fg.Hex || a.Fg.ANSI == b.Fg.ANSI {
				t.Errorf("%s: terms %d and %d look the same", name, term, term+1)
			}
			if filled := look.Specs[TermFilled(term)]; filled.Bg != a.Fg {
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
