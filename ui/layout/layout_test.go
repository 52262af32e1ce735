package layout

import (
	"fmt"
	"testing"

	"raftviz/ui/grid"
)

// sections are all rectangles of a layout but the screen.
func sections(l Layout) map[string]grid.Rect {
	rects := map[string]grid.Rect{
		"header": l.Header, "messages": l.Messages, "ready": l.Ready, "stages": l.Stages,
		"events": l.Events, "status": l.Status, "keys": l.Keys,
	}
	for i, r := range l.Nodes {
		rects[fmt.Sprintf("node %d", i+1)] = r
	}
	return rects
}

func TestHeights(t *testing.T) {
	for _, tt := range []struct {
		w, h, nodes                    int
		columns                        int
		node, messages, stages, events int
		compact                        bool
	}{
		{80, 24, 3, 3, 7, 5, 2, 4, true},
		{80, 24, 1, 1, 7, 5, 2, 4, true},
		{80, 24, 5, 3, 6, 3, 2, 2, true},
		{80, 24, 9, 3, 4, 3, 2, 2, true},
		{80, 40, 3, 3, 12, 9, 2, 8, true},
		{120, 30, 3, 3, 7, 7, 9, 4, false},
		{120, 40, 3, 3, 11, 9, 9, 8, false},
		{200, 60, 3, 3, 22, 26, 9, 26, false},
		{200, 24, 9, 5, 6, 4, 2, 4, true},
		{1000, 500, 9, 9, 22, 466, 9, 466, false},
	} {
		t.Run(fmt.Sprintf("%dx%d with %d nodes", tt.w, tt.h, tt.nodes), func(t *testing.T) {
			l := Compute(tt.w, tt.h, tt.nodes)
			got := fmt.Sprint(l.Columns, l.Nodes[0].H, l.Messages.H, l.Stages.H, l.Events.H, l.Compact)
			want := fmt.Sprint(tt.columns, tt.node, tt.messages, tt.stages, tt.events, tt.compact)
			if got != want {
				t.Errorf("columns, heights and compact are %s, want %s", got, want)
			}
		})
	}
}

func TestSectionsFillTheScreenAndDoNotOverlap(t *testing.T) {
	for w := MinWidth; w < 260; w += 3 {
		for h := MinHeight; h < 90; h += 2 {
			for nodes := 1; nodes <= 9; nodes++ {
				checkSections(t, w, h, nodes)
			}
		}
	}
}

func checkSections(t *testing.T, w, h, nodes int) {
	t.Helper()
	l := Compute(w, h, nodes)
	if len(l.Nodes) != nodes {
		t.Fatalf("%dx%d: %d panes for %d nodes", w, h, len(l.Nodes), nodes)
	}
	if l.Keys.Bottom() != h {
		t.Fatalf("%dx%d with %d nodes: the keys end in row %d", w, h, nodes, l.Keys.Bottom())
	}
	rects := sections(l)
	for a, r := range rects {
		if r.Empty() || r.Intersect(l.Screen) != r {
			t.Fatalf("%dx%d with %d nodes: %s is %v", w, h, nodes, a, r)
		}
		for b, o := range rects {
			if a != b && !r.Intersect(o).Empty() {
				t.Fatalf("%dx%d with %d nodes: %s %v overlaps %s %v", w, h, nodes, a, r, b, o)
			}
		}
	}
}

func TestTooSmall(t *testing.T) {
	for _, size := range [][2]int{{79, 24}, {80, 23}, {1, 1}, {0, 0}, {-5, -5}} {
		if l := Compute(size[0], size[1], 3); !l.TooSmall || len(l.Nodes) != 0 {
			t.Errorf("%v is not too small: %+v", size, l)
		}
	}
	if Compute(80, 24, 3).TooSmall {
		t.Error("80x24 is too small")
	}
}

// TestWithStatus checks that a taller status takes its rows from the sections
// above it, and leaves them their titles.
func TestWithStatus(t *testing.T) {
	for _, tt := range []struct{ w, h, nodes, rows, want int }{
		{80, 24, 3, 1, 1}, {80, 24, 3, 3, 3}, {80, 24, 9, 4, 2}, {120, 40, 3, 4, 4}, {200, 60, 3, 4, 4},
	} {
		before := Compute(tt.w, tt.h, tt.nodes)
		l := before.WithStatus(tt.rows)
		if l.Status.H != tt.want || l.Status.Y+l.Status.H != l.Keys.Y {
			t.Errorf("%+v: the status is %+v, the keys %+v", tt, l.Status, l.Keys)
		}
		if l.Events.H < 1 || l.Events.Y+l.Events.H != l.Status.Y {
			t.Errorf("%+v: the events are %+v, the status %+v", tt, l.Events, l.Status)
		}
		if tt.w >= minBands && l.Messages.H != l.Events.H {
			t.Errorf("%+v: the messages are %+v beside events %+v", tt, l.Messages, l.Events)
		}
	}
}
