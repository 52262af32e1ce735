package frametest

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/theme"
)

// pictures lets a person look at golden files in colour.
var pictures = flag.String("pictures", "", "directory to draw the golden files in, as SVG")

// screens are the sizes at which panes are compared with golden files.
var screens = [][2]int{{80, 24}, {120, 40}, {200, 60}}

// Golden compares the panes of the frame's view, each drawn where the layout puts
// it, with a golden file for each size of the screen. The rest of the screen is
// blank: it is not the view's.
func Golden(t *testing.T, f *frame.Frame, draw map[layout.Pane]func(*frame.Frame, grid.Canvas)) {
	t.Helper()
	for _, size := range screens {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			g := Panes(f, size[0], size[1], draw)
			RequireEqual(t, g)
		})
	}
}

// RequireEqual compares what was drawn with the test's golden file.
func RequireEqual(t *testing.T, g *grid.Grid) {
	t.Helper()
	if *pictures != "" {
		name := strings.ReplaceAll(t.Name(), "/", "_") + ".svg"
		if err := os.WriteFile(filepath.Join(*pictures, name), []byte(g.SVG(theme.Dark())), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	golden.RequireEqual(t, g.Render(grid.Plain())+"\n")
}

// Panes draws the panes of the frame's view on a screen of w by h.
func Panes(f *frame.Frame, w, h int, draw map[layout.Pane]func(*frame.Frame, grid.Canvas)) *grid.Grid {
	g := grid.New(w, h)
	f.Spots = f.Spots[:0]
	l := layout.Compute(layout.Screen{W: w, H: h, Nodes: len(f.Nodes()), Page: f.Page, Zoom: f.Zoom, Status: 1})
	for p, draw := range draw {
		if r := l.Panes[p]; !r.Empty() {
			draw(f, g.Canvas().Sub(r))
		}
	}
	return g
}
