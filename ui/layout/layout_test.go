package layout

import (
	"fmt"
	"testing"

	"raftviz/ui/grid"
)

// parts are all rectangles of a layout that have cells.
func parts(l Layout) map[string]grid.Rect {
	rects := map[string]grid.Rect{"header": l.Header, "tabs": l.Tabs, "status": l.Status, "keys": l.Keys}
	for p, r := range l.Panes {
		if !r.Empty() {
			rects[Pane(p).String()] = r
		}
	}
	return rects
}

func TestClusterPage(t *testing.T) {
	for _, tt := range []struct {
		w, h, nodes                   int
		columns                       int
		box, messages, stages, events int
	}{
		{80, 24, 1, 1, 7, 5, 2, 2},
		{80, 24, 3, 3, 7, 5, 2, 2},
		{80, 24, 4, 2, 5, 3, 2, 2},
		{80, 24, 6, 3, 5, 3, 2, 2},
		{80, 24, 9, 3, 4, 3, 2, 0},
		{80, 40, 3, 3, 10, 9, 2, 8},
		{100, 30, 5, 3, 7, 3, 2, 2},
		{120, 30, 3, 3, 7, 7, 2, 5},
		{120, 40, 3, 3, 10, 9, 9, 6},
		{120, 40, 4, 4, 10, 9, 9, 6},
		{120, 40, 5, 3, 7, 7, 9, 4},
		{120, 40, 9, 3, 7, 5, 2, 3},
		{160, 50, 9, 5, 13, 9, 9, 9},
		{200, 60, 3, 3, 22, 23, 9, 23},
		{200, 60, 7, 7, 22, 23, 9, 23},
		{200, 60, 9, 5, 15, 15, 9, 15},
		{300, 100, 3, 3, 40, 45, 9, 45},
		{300, 100, 9, 9, 40, 45, 9, 45},
		{1000, 500, 9, 9, 40, 445, 9, 445},
	} {
		t.Run(fmt.Sprintf("%dx%d with %d nodes", tt.w, tt.h, tt.nodes), func(t *testing.T) {
			l := Compute(Screen{W: tt.w, H: tt.h, Nodes: tt.nodes})
			boxes, columns := Boxes(l.Panes[NodesPane], tt.nodes)
			got := fmt.Sprint(columns, boxes[0].H, l.Panes[MessagesPane].H, l.Panes[StagesPane].H, l.Panes[EventsPane].H)
			want := fmt.Sprint(tt.columns, tt.box, tt.messages, tt.stages, tt.events)
			if got != want {
				t.Errorf("columns and heights are %s, want %s", got, want)
			}
		})
	}
}

// TestClusterPageAtEverySize checks that each node has a box, all of one height and
// none too small for who it is, and that there is room to see what is in flight and
// what the selected node does next.
func TestClusterPageAtEverySize(t *testing.T) {
	for w := MinWidth; w <= 300; w += 5 {
		for h := MinHeight; h <= 100; h += 2 {
			for nodes := 1; nodes <= 9; nodes++ {
				l := Compute(Screen{W: w, H: h, Nodes: nodes})
				pane := l.Panes[NodesPane]
				boxes, _ := Boxes(pane, nodes)
				for i, b := range boxes {
					if b.W < minBox || b.H < 4 || b.H != boxes[0].H || b.Right() > pane.W || b.Bottom() > pane.H {
						t.Fatalf("%dx%d with %d nodes: box %d of %v is %v", w, h, nodes, i+1, pane, b)
					}
					for _, o := range boxes[:i] {
						if !b.Intersect(o).Empty() {
							t.Fatalf("%dx%d with %d nodes: boxes %v and %v overlap", w, h, nodes, o, b)
						}
					}
				}
				if l.Panes[MessagesPane].H < 3 || l.Panes[StagesPane].H < 2 || l.Panes[FieldsPane].H < 2 {
					t.Fatalf("%dx%d with %d nodes: panes are %v", w, h, nodes, parts(l))
				}
			}
		}
	}
}

// TestPanesFillTheScreenAndDoNotOverlap divides screens of all sizes, for each
// view and each pane that is zoomed.
func TestPanesFillTheScreenAndDoNotOverlap(t *testing.T) {
	for w := MinWidth; w < 310; w += 7 {
		for h := MinHeight; h < 110; h += 3 {
			for page := range Pages {
				for nodes := 1; nodes <= 9; nodes++ {
					check(t, Screen{W: w, H: h, Nodes: nodes, Page: page, Status: 1 + (w+h)%4})
				}
			}
			for pane := NodesPane; pane < TimelinePane; pane++ {
				check(t, Screen{W: w, H: h, Nodes: 9, Zoom: pane})
			}
		}
	}
}

func check(t *testing.T, s Screen) {
	t.Helper()
	l := Compute(s)
	rects := parts(l)
	if l.Keys.Bottom() != s.H || l.Panes[TimelinePane].Bottom() != l.Keys.Y || l.Status.Bottom() != l.Panes[TimelinePane].Y {
		t.Fatalf("%+v: status, timeline and keys are %v", s, rects)
	}
	if s.Zoom == NoPane && l.Panes[s.Page.Main()].Empty() {
		t.Fatalf("%+v: the view has no %v", s, s.Page.Main())
	}
	cells := 0
	for a, r := range rects {
		if r.Empty() || r.Intersect(l.Screen) != r {
			t.Fatalf("%+v: %s is %v", s, a, r)
		}
		cells += r.W * r.H
		for b, o := range rects {
			if a != b && !r.Intersect(o).Empty() {
				t.Fatalf("%+v: %s %v overlaps %s %v", s, a, r, b, o)
			}
		}
	}
	if cells < s.W*s.H*9/10 {
		t.Fatalf("%+v: %d of %d cells are used", s, cells, s.W*s.H)
	}
}

func TestTooSmall(t *testing.T) {
	for _, size := range [][2]int{{79, 24}, {80, 23}, {1, 1}, {0, 0}, {-5, -5}} {
		if !Compute(Screen{W: size[0], H: size[1], Nodes: 3}).TooSmall {
			t.Errorf("%v is not too small", size)
		}
	}
	if Compute(Screen{W: 80, H: 24, Nodes: 3}).TooSmall {
		t.Error("80x24 is too small")
	}
}

// TestStatusRises checks that a taller status has the rows that it asks for, and
// that no pane moves.
func TestStatusRises(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
		for page := range Pages {
			one := Compute(Screen{W: size[0], H: size[1], Nodes: 3, Page: page, Status: 1})
			for rows := 2; rows <= 4; rows++ {
				l := Compute(Screen{W: size[0], H: size[1], Nodes: 3, Page: page, Status: rows})
				if l.Status.H != rows {
					t.Errorf("%v, %v: the status has %d rows of %d", size, page, l.Status.H, rows)
				}
				for p, r := range l.Panes {
					before := one.Panes[p]
					if r.X != before.X || r.Y != before.Y || r.W != before.W || r.H > before.H {
						t.Errorf("%v, %v with %d rows: %v moves from %v to %v", size, page, rows, Pane(p), before, r)
					}
				}
			}
		}
	}
}

// TestLargeScreensHaveAPaneMore checks which views have, and that smaller screens
// leave all the room to what a view is named for.
func TestLargeScreensHaveAPaneMore(t *testing.T) {
	for page, pane := range map[Page]Pane{Progress: LogsPane, KeyValue: LogsPane, Disk: StagesPane} {
		if large := Compute(Screen{W: 200, H: 60, Nodes: 3, Page: page}); large.Panes[pane].H < LoopRows {
			t.Errorf("%v at 200x60: %v is %v", page, pane, large.Panes[pane])
		}
		if usual := Compute(Screen{W: 120, H: 40, Nodes: 3, Page: page}); !usual.Panes[pane].Empty() {
			t.Errorf("%v at 120x40: %v is %v", page, pane, usual.Panes[pane])
		}
	}
}

// TestLittleRoomBelowALesson: where a text takes most of the smallest screen, boxes keep their
// rows, and a Ready what is in it.
func TestLittleRoomBelowALesson(t *testing.T) {
	for lesson := 1; lesson <= 20; lesson++ {
		s := Screen{W: MinWidth, H: MinHeight, Nodes: 3, Lesson: lesson, Status: 1}
		l := Compute(s)
		boxes, _ := Boxes(l.Panes[NodesPane], s.Nodes)
		if boxes[0].H < 7 {
			t.Errorf("a text of %d rows leaves %d for a box", lesson, boxes[0].H)
		}
		if e := l.Panes[EventsPane]; e.H == 1 {
			t.Errorf("a text of %d rows leaves the heading of the events", lesson)
		}
		s.Page = Ready
		if l = Compute(s); l.Panes[FieldsPane].H < 6 || l.Panes[StagesPane].H < 2 {
			t.Errorf("a text of %d rows leaves %d for what is in a Ready", lesson, l.Panes[FieldsPane].H)
		}
	}
}

// TestLittleRoom has views below a lesson's text: what they are looked at for must be there.
func TestLittleRoom(t *testing.T) {
	at := func(p Page, nodes, lesson int) *[Panes]grid.Rect {
		l := Compute(Screen{W: 80, H: 24, Page: p, Nodes: nodes, Lesson: lesson})
		return &l.Panes
	}
	if p := at(Progress, 5, 7); p[ProgressPane].H < 5+tightMembers {
		t.Errorf("the progress of five has %d rows", p[ProgressPane].H)
	}
	if p := at(Progress, 4, 7); p[ConfigPane].H < titledConfig {
		t.Errorf("the configurations of four have %d rows", p[ConfigPane].H)
	}
	if p := at(KeyValue, 3, 11); p[OperationsPane].H < 4 || p[StoresPane].H < 4 {
		t.Errorf("stores and operations have %d and %d rows", p[StoresPane].H, p[OperationsPane].H)
	}
	for nodes := 1; nodes <= 9; nodes++ {
		for lesson := 1; lesson <= 20; lesson++ {
			for pane, r := range at(Cluster, nodes, lesson) {
				if r.H < 0 || Pane(pane) == MessagesPane && !r.Empty() && r.H < leastMessages {
					t.Errorf("of %d nodes below %d rows, %v has %d", nodes, lesson, Pane(pane), r.H)
				}
			}
		}
	}
	if p := at(Ready, 3, 11); p[FieldsPane].Empty() {
		t.Error("nothing says what is in the Ready")
	}
	for lesson := 4; lesson < 9; lesson++ {
		p := at(Cluster, 5, lesson)
		if p[MessagesPane].H < leastMessages || p[EventsPane].H == 1 {
			t.Errorf("below %d rows, messages and events have %d and %d", lesson, p[MessagesPane].H, p[EventsPane].H)
		}
	}
}
