package ui

import (
	"fmt"
	"testing"

	"github.com/muesli/termenv"

	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/theme"
)

// busyScreen is a screen of nine nodes at 200x60 with at least so many steps behind it,
// in true colour.
func busyScreen(t testing.TB, steps int) *screen {
	t.Helper()
	s := open(t, 200, 60, "cluster seed=1 nodes=9", "settle", "until leader != 0", "put key0 value")
	s.m.palette = grid.NewPalette(theme.Dark(), termenv.TrueColor)
	for i := 1; s.m.trace.len < steps; i++ {
		s.do(fmt.Sprintf("put key%d value%d", i%40, i), fmt.Sprintf("run %d", min(20_000, steps/4)))
	}
	s.do("put x 1", "run 60", "put y 2")
	return s
}

// BenchmarkView draws each view at the newest step of a million, and at one in
// the middle.
func BenchmarkView(b *testing.B) {
	s := busyScreen(b, 1_000_000)
	for _, at := range []struct{ name, line string }{{"newest", ""}, {"past", "goto 500000"}} {
		if at.line != "" {
			s.do(at.line)
		}
		for p := range layout.Pages {
			b.Run(fmt.Sprintf("%v/%s", p, at.name), func(b *testing.B) {
				s.press(fmt.Sprint(int(p) + 1))
				_ = s.m.View()
				b.ReportAllocs()
				for b.Loop() {
					_ = s.m.View()
				}
			})
		}
	}
}

// allocations are how many a View may make at 200x60.
const allocations = 500

// TestAViewAllocatesLittle draws each view of nine nodes, with more steps behind
// it than a screen looks back.
func TestAViewAllocatesLittle(t *testing.T) {
	s := busyScreen(t, 5000)
	for _, line := range []string{"goto 4000", fmt.Sprintf("goto %d", s.m.trace.newest())} {
		s.do(line)
		for p := range layout.Pages {
			s.press(fmt.Sprint(int(p) + 1))
			if n := testing.AllocsPerRun(5, func() { _ = s.m.View() }); n > allocations {
				t.Errorf("%v after %s: %g allocations", p, line, n)
			}
		}
	}
}
