package grid

import (
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// TestNoRuneJoinsItsNeighbours draws every rune between others, and asks for the
// width of the whole as a terminal sees it that knows of grapheme clusters.
func TestNoRuneJoinsItsNeighbours(t *testing.T) {
	for r := rune(0); r < 0x20000; r++ { // beyond are ideographs and tags
		drawn, width := measure(r)
		if width == 0 {
			continue
		}
		for _, beside := range []string{"a", "각", "क", string(drawn)} {
			text := beside + string(drawn) + beside
			if got, want := ansi.StringWidth(text), 2*Width(beside)+width; got != want {
				t.Errorf("%U: %q is %d columns wide, drawn in %d", r, text, got, want)
				break
			}
		}
	}
}
