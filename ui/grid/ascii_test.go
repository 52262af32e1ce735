package grid

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// inASCII is text drawn, and written without signs.
func inASCII(text string) string {
	g := New(Width(text), 1)
	g.Canvas().Text(0, 0, 0, text)
	g.ASCII()
	return g.Render(Plain())
}

func TestASCIIKeepsShapesApart(t *testing.T) {
	for text, want := range map[string]string{
		"▐2▌▕3▏·░":          "[2](3).:",
		"★ ◆ ◇ ● ○":         "* ? ! @ o",
		"✓ ▶ ✗ …":           "+ > x ~",
		"━━━───":            "===---",
		"│ ├┤ ╭╮╰╯ ┏━┓":     "| ++ ++++ #=#",
		"n1 → n2 ← 3×":      "n1 > n2 < 3x",
		"鍵=値 naïve Ωmega ½": "鍵=値 naïve Ωmega ½",
	} {
		if got := inASCII(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

// TestASCIISignsThatAreUsedTogetherDiffer looks at signs of which one stands
// where another could.
func TestASCIISignsThatAreUsedTogetherDiffer(t *testing.T) {
	for _, signs := range []string{"★◆◇●○", "▐▕·░", "▌▏·░", "✓✗▶·", "━─", "▶▷", "■□", "▲▼", "▣≠±↑★✗!▁█━▼●"} {
		seen := map[rune]rune{}
		for _, r := range signs {
			a := ascii(r)
			if before, ok := seen[a]; ok {
				t.Errorf("%c and %c both become %c", before, r, a)
			}
			seen[a] = r
		}
	}
}

// TestASCIITableIsASCII checks the table, and that no column is won or lost.
func TestASCIITableIsASCII(t *testing.T) {
	var all strings.Builder
	for from, to := range asciiSigns {
		if to < 0x20 || to > 0x7e {
			t.Errorf("%c becomes %q", from, to)
		}
		all.WriteRune(from)
	}
	text := all.String() + "語👍"
	if got := inASCII(text); ansi.StringWidth(got) != Width(text) {
		t.Errorf("%d columns became %d", Width(text), ansi.StringWidth(got))
	}
}
