package ui

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"
	"github.com/muesli/termenv"

	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/theme"
)

// richSession has what there is to see: three terms, a leader that is cut off with
// entries that no other has in their place, snapshots, a fourth member, a node
// that is down, and operations of clients that are and are not acknowledged.
var richSession = []string{
	"cluster seed=1 snapshot=6 catchup=2 heartbeat=2 delay=1", "settle", "until leader != 0", "settle",
	"put colour green", "settle", "put x 1", "settle", "add 4", "settle", "until node(4).applied > 5 within 200",
	"partition 3 | 1,2,4", "put x lost via 3", "put 键 值 via 3", "run 12",
	"until leader != 3 && leader != 0 within 600", "run 30", "put x 2", "put y 3", "run 60",
	"put z 4", "run 60", "crash 1", "put colour blue via 2", "run 12",
}

// looks are the palettes of the themes that the pictures are made in, with one
// that has no colours.
var looks = []struct {
	name    string
	palette *grid.Palette
}{
	{"text", grid.Plain()},
	{"dark", grid.NewPalette(theme.Dark(), termenv.ANSI256)},
	{"light", grid.NewPalette(theme.Light(), termenv.ANSI256)},
}

// TestViews draws each view at three sizes, as text and in two themes.
func TestViews(t *testing.T) {
	s := open(t, 80, 24, richSession...)
	if s.m.status.Error || len(s.m.script) > 0 {
		t.Fatalf("the session: %+v, %d lines left", s.m.status, len(s.m.script))
	}
	for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
		s.m.width, s.m.height = size[0], size[1]
		for p := range layout.Pages {
			s.press(fmt.Sprint(int(p) + 1))
			for _, look := range looks {
				t.Run(fmt.Sprintf("%v/%dx%d %s", p, size[0], size[1], look.name), func(t *testing.T) {
					s.m.palette = look.palette
					golden.RequireEqual(t, visible(s.m.View()))
				})
			}
		}
	}
}

// visible is a screen with its escape codes written out, so that a difference can
// be read.
func visible(screen string) string { return strings.ReplaceAll(screen, "\x1b[", "␛[") + "\n" }
