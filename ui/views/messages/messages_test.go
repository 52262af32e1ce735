package messages

import (
	"fmt"
	"strings"
	"testing"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/frametest"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
)

// drawn are the messages in their room on a screen of w by h.
func drawn(f *frame.Frame, w, h int) *grid.Grid {
	l := layout.Compute(layout.Screen{W: w, H: h, Nodes: len(f.Nodes()), Page: f.Page, Zoom: f.Zoom})
	r := l.Panes[layout.MessagesPane]
	g := grid.New(r.W, r.H)
	f.Spots = f.Spots[:0]
	Draw(f, g.Canvas())
	return g
}

func check(t *testing.T, f *frame.Frame, w, h int) {
	t.Helper()
	g := drawn(f, w, h)
	frametest.RequireEqual(t, g)
}

var sizes = [][2]int{{80, 24}, {120, 40}, {200, 60}}

// disturbedPuts is a cluster with a delayed link, one that is cut, several puts on
// their way and the first message selected.
func disturbedPuts(t testing.TB) *frame.Frame {
	f := frametest.Of(t, layout.Cluster, "cluster nodes=5 seed=1", "until leader != 0", "settle",
		"link 5->1 delay=2..5 loss=10%", "cut 2->5", "put x 1", "put y 2", "put name 語言 via 2", "step 12")
	f.Cursors[layout.MessagesPane] = thing(f, f.View().Messages[0])
	return f
}

func TestMessages(t *testing.T) {
	f := disturbedPuts(t)
	for _, zoom := range []layout.Pane{layout.NoPane, layout.MessagesPane} {
		f.Zoom = zoom
		for _, size := range sizes {
			t.Run(strings.TrimSpace(fmt.Sprintf("%dx%d %v", size[0], size[1], zoom)), func(t *testing.T) { check(t, f, size[0], size[1]) })
		}
	}
}

// TestNothingInFlight shows that clients wait and that the network is split.
func TestNothingInFlight(t *testing.T) {
	f := frametest.Of(t, layout.Cluster, "cluster seed=1", "until leader != 0", "settle", "partition 1 | 2,3", "put x 1 via 1", "settle")
	check(t, f, 80, 24)
}

func TestWaiting(t *testing.T) {
	for want, lines := range map[string][]string{
		"put x=1 via n3 waits":                  {"put x 1"},
		"read x via n2 waits":                   {"read x via 2"},
		"put x=1 via n1 and 2 more wait":        {"put x 1 via 1", "put y 2", "read x"},
		"put x=a-value-that-is-much-too-… wait": {"put x a-value-that-is-much-too-long-for-a-title"},
	} {
		f := frametest.Of(t, layout.Cluster, append([]string{"cluster seed=1", "until leader != 0", "settle"}, lines...)...)
		if got := drawn(f, 80, 24).Render(grid.Plain()); !strings.Contains(got, want) {
			t.Errorf("after %q there is no %q in\n%s", lines, want, got)
		}
	}
}

// TestEveryMessageCanBeReached goes from message to message in panes of all heights.
func TestEveryMessageCanBeReached(t *testing.T) {
	f := disturbedPuts(t)
	for h := 2; h < 30; h++ {
		f.Cursors[layout.MessagesPane] = frame.Thing{}
		g := grid.New(80, h)
		for i, m := range f.View().Messages {
			f.Spots = f.Spots[:0]
			Draw(f, g.Canvas())
			next := f.Next(layout.MessagesPane, f.Cursors[layout.MessagesPane], 1)
			if next != thing(f, m) {
				t.Fatalf("in %d rows message %d is %+v, want #%d", h, i, next, m.ID)
			}
			f.Cursors[layout.MessagesPane] = next
		}
	}
}

func TestInChinese(t *testing.T) {
	frametest.Chinese(t)
	f := disturbedPuts(t)
	for _, f.Zoom = range []layout.Pane{layout.NoPane, layout.MessagesPane} {
		for _, m := range f.View().Messages {
			f.Cursors[layout.MessagesPane] = thing(f, m)
			for _, size := range sizes {
				frametest.OnlyTerms(t, drawn(f, size[0], size[1]).Render(grid.Plain()), "name")
			}
		}
	}
	for kind := range explanations {
		for _, m := range []view.Message{{Index: 3}, {Reject: true}, {Entries: []raftpb.Entry{{Term: 1, Index: 1}}}, {Snapshot: &view.Snapshot{}}} {
			m.Type = kind
			frametest.OnlyTerms(t, Explain(&m))
		}
	}
	check(t, f, 120, 40)
}
