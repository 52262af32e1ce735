package scene

import (
	"strings"
	"testing"

	"raftviz/ui/frame"
	"raftviz/ui/grid"
)

// TestALongInputIsNotMeasuredOverAndOver draws a line as long as a paste can
// make it: what is left of the screen is not looked at.
func TestALongInputIsNotMeasuredOverAndOver(t *testing.T) {
	g := grid.New(40, 1)
	in := frame.Input{Text: strings.Repeat("键", 100_000), Cursor: 99_999}
	allocated := testing.AllocsPerRun(1, func() { drawInput(in, g.Canvas(), 0, 0, 40) })
	if allocated > 100 {
		t.Errorf("%g allocations for 40 columns", allocated)
	}
}

func TestInputShowsWhereTheCursorIs(t *testing.T) {
	for _, tt := range []struct {
		text   string
		cursor int
		want   string
	}{
		{"put x 1", 7, "put x 1"}, {"put abc 1", 9, "t abc 1"}, {"键值共识日志", 6, "识日志"}, {"键值共识日志", 2, "键值共识"}, {"abcdefghijkl", 0, "abcdefgh"},
	} {
		g := grid.New(8, 1)
		drawInput(frame.Input{Text: tt.text, Cursor: tt.cursor}, g.Canvas(), 0, 0, 8)
		if got := strings.TrimRight(g.Render(grid.Plain()), " "); got != tt.want {
			t.Errorf("%q with the cursor at %d is drawn as %q, want %q", tt.text, tt.cursor, got, tt.want)
		}
	}
}
