package cluster

import (
	"fmt"
	"testing"

	"raftviz/ui/frame"
	"raftviz/ui/frametest"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
)

// busy is a cluster of so many nodes in the middle of a put: entries are on their
// way, and one node lags behind.
func busy(t testing.TB, nodes int) *frame.Frame {
	t.Helper()
	lines := []string{fmt.Sprintf("cluster nodes=%d seed=1", nodes), "until leader != 0", "settle", "put x 1", "settle", "put name 語言", "settle"}
	if nodes > 2 {
		lines = append(lines, "isolate 2")
	}
	lines = append(lines, "put y 3", "settle", "put z 4 via 1", "step 7")
	f := frametest.Of(t, layout.Cluster, lines...)
	frametest.Select(f, f.View().Leader())
	return f
}

// check draws the nodes in their room on a screen of w by h.
func check(t *testing.T, f *frame.Frame, w, h int) {
	t.Helper()
	l := layout.Compute(layout.Screen{W: w, H: h, Nodes: len(f.Nodes()), Page: f.Page, Zoom: f.Zoom})
	r := l.Panes[layout.NodesPane]
	g := grid.New(r.W, r.H)
	f.Spots = f.Spots[:0]
	Draw(f, g.Canvas())
	frametest.RequireEqual(t, g)
}

var sizes = [][2]int{{80, 24}, {120, 40}, {200, 60}}

func TestNodes(t *testing.T) {
	for _, nodes := range []int{1, 3, 5, 9} {
		f := busy(t, nodes)
		for _, size := range sizes {
			t.Run(fmt.Sprintf("%d at %dx%d", nodes, size[0], size[1]), func(t *testing.T) { check(t, f, size[0], size[1]) })
		}
		f.Zoom = layout.NodesPane
		for _, size := range sizes {
			t.Run(fmt.Sprintf("%d zoomed at %dx%d", nodes, size[0], size[1]), func(t *testing.T) { check(t, f, size[0], size[1]) })
		}
	}
}
