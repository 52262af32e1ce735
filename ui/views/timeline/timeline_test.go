package timeline

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"raftviz/ui/frame"
	"raftviz/ui/frametest"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/theme"
)

// pictures lets a person look at the golden timelines in colour.
var pictures = flag.String("pictures", "", "directory to draw the golden timelines in, as SVG")

// eventful is a run with moments of many kinds, and another branch.
var eventful = []string{
	"cluster seed=1", "until leader != 0", "put x 1", "settle", "put y 2", "settle", "run 5",
	"crash 3", "until leader not in [0, 3]", "settle", "put x 3", "settle", "restart 3", "run 10",
	"add 4", "settle", "run 5", "isolate 1", "run 60", "heal", "run 40", "snapshot 2", "settle",
	"goto 300", "tick all", "branch main", "goto 600",
}

func draw(f *frame.Frame, w, h int) *grid.Grid {
	g := grid.New(w, h)
	f.Spots = f.Spots[:0]
	Draw(f, g.Canvas())
	return g
}

func check(t *testing.T, f *frame.Frame, w, h int) {
	t.Helper()
	g := draw(f, w, h)
	if *pictures != "" {
		name := strings.ReplaceAll(t.Name(), "/", "_") + ".svg"
		if err := os.WriteFile(filepath.Join(*pictures, name), []byte(g.SVG(theme.Dark())), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	golden.RequireEqual(t, g.Render(grid.Plain())+"\n")
}

func TestTimeline(t *testing.T) {
	f := frametest.Of(t, layout.Cluster, eventful...)
	for _, size := range [][2]int{{80, 1}, {120, 2}, {200, 2}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) { check(t, f, size[0], size[1]) })
	}
}
