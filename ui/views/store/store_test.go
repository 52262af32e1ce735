package store_test

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
	"raftviz/ui/views/store"
)

var pictures = flag.String("pictures", "", "a directory to draw each golden screen in as SVG")

// draw draws both panes of the view as a screen of w by h has room for them.
func draw(f *frame.Frame, w, h int) *grid.Grid {
	f.Spots = f.Spots[:0]
	g := grid.New(w, h)
	l := layout.Compute(layout.Screen{W: w, H: h, Nodes: len(f.Nodes()), Page: layout.KeyValue, Status: 1})
	store.Draw(f, g.Canvas().Sub(l.Panes[layout.StoresPane]))
	store.DrawOperations(f, g.Canvas().Sub(l.Panes[layout.OperationsPane]))
	return g
}

// check compares the view at three sizes with the golden files.
func check(t *testing.T, f *frame.Frame) {
	t.Helper()
	for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			g := draw(f, size[0], size[1])
			if *pictures != "" {
				name := strings.ReplaceAll(t.Name(), "/", "_") + ".svg"
				if err := os.WriteFile(filepath.Join(*pictures, name), []byte(g.SVG(theme.Dark())), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			golden.RequireEqual(t, g.Render(grid.Plain())+"\n")
		})
	}
}

var started = []string{"cluster seed=1", "settle", "campaign 1", "settle"}

func of(t testing.TB, lines ...string) *frame.Frame {
	return frametest.Of(t, layout.KeyValue, append(started[:len(started):len(started)], lines...)...)
}

func TestStoresThatDiffer(t *testing.T) {
	check(t, of(t, "put x 1", "put color blue", "settle", "partition 1,2 | 3", "put x 2", "put y 7", "settle", "get x via 3", "read x", "settle"))
}

func TestNoKeys(t *testing.T) { check(t, of(t)) }

func TestEveryFate(t *testing.T) {
	check(t, frametest.Of(t, layout.KeyValue, "cluster seed=1", "settle", "put x 1 via 2", "campaign 1", "settle",
		"put name 语言", "settle", "read name via 2", "settle", "isolate 3", "put name a-rather-long-value-for-a-key", "settle",
		"get name via 3", "get name via 1", "heal", "tick all", "settle", "put y 1 via 2", "crash 2", "tick all 2", "isolate 1", "put z 1 via 1", "settle", "tick 1 2"))
}

func TestThePast(t *testing.T) {
	check(t, of(t, "put x 1", "settle", "read x via 2", "settle", "put y 1", "settle", "back 25"))
}

func TestNineNodes(t *testing.T) {
	check(t, frametest.Of(t, layout.KeyValue, "cluster seed=3 nodes=9", "settle", "campaign 4", "settle", "put x 1", "put language 中文字符",
		"settle", "crash 7", "isolate 9", "put x 2", "settle"))
}

func TestNobodyIsUp(t *testing.T) {
	check(t, of(t, "put x 1", "settle", "crash 1", "crash 2", "crash 3"))
}
