package spacetime

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

// pictures lets a person look at the drawings in colour.
var pictures = flag.String("pictures", "", "directory to draw the golden drawings in, as SVG")

// check compares the view of a frame with its golden file.
func check(t *testing.T, f *frame.Frame, w, h int) {
	t.Helper()
	g := grid.New(w, h)
	Draw(f, g.Canvas())
	if *pictures != "" {
		name := strings.ReplaceAll(t.Name(), "/", "_") + ".svg"
		if err := os.WriteFile(filepath.Join(*pictures, name), []byte(g.SVG(theme.Dark())), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	golden.RequireEqual(t, g.Render(grid.Plain())+"\n")
}

// sizes are those of the view on screens of 80x24, 120x40 and 200x60.
var sizes = [][2]int{{80, 19}, {120, 34}, {200, 54}}

var scenes = []struct {
	name  string
	lines []string
}{
	{"election", []string{"cluster seed=42", "until leader != 0", "run 1"}},
	{"put", []string{"cluster seed=42 heartbeat=3", "until leader != 0", "run 4", "put x 1", "run 2"}},
	{"lost", []string{"cluster seed=42 heartbeat=3", "until leader != 0", "run 3", "put x 1", "ready 2", "drop 2->3", "run 6"}},
	{"delayed", []string{"cluster seed=42 heartbeat=3", "until leader != 0", "run 3", "put x 1", "ready 2", "delay 2->1 5", "put y 2", "run 8"}},
	{"partition", []string{"cluster nodes=5 seed=42 heartbeat=3", "until leader != 0", "run 4", "partition 1,2 | 3,4,5", "put y 2", "run 12"}},
	{"crash", []string{"cluster seed=42 heartbeat=3", "until leader != 0", "run 3", "crash 3", "put x 1", "run 3", "restart 3", "run 4"}},
}

func TestScenes(t *testing.T) {
	for _, s := range scenes {
		for _, size := range sizes {
			t.Run(fmt.Sprintf("%s/%dx%d", s.name, size[0], size[1]), func(t *testing.T) {
				check(t, frametest.Of(t, layout.SpaceTime, s.lines...), size[0], size[1])
			})
		}
	}
}
