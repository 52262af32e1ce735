// Package layout divides the screen: one pure function from its size, the
// number of nodes and the view to the rectangles that the panes draw in.
package layout

import "raftviz/ui/grid"

// MinWidth and MinHeight are the smallest screen that everything can be shown on.
const (
	MinWidth  = 80
	MinHeight = 24
)

// tallTimeline is the height from which on the timeline has a row for its marks.
const tallTimeline = 30

// largePage is the height of a view from which on it can have a pane more than it
// is named for.
const largePage = 45

// gap is the number of blank columns between two things side by side.
const gap = 2

// Screen is what a layout depends on.
type Screen struct {
	W, H int
	// Nodes is how many node boxes there are, 1..9.
	Nodes int
	Page  Page
	// Zoom is the pane that has the view's whole room, NoPane for none.
	Zoom Pane
	// Status is how many rows the status would like to have.
	Status int
	// Lesson is how many rows the text of a lesson would like to have, 0 for no lesson.
	Lesson int
}

// Layout is where everything is. The rectangles do not overlap, and fill the
// screen.
type Layout struct {
	// TooSmall is set when the screen is below MinWidth by MinHeight. The
	// rectangles are empty then.
	TooSmall bool
	Screen   grid.Rect
	// Header is one row at the top, and Tabs, which names the views, the one below it.
	Header, Tabs grid.Rect
	// Lesson is for the text of a lesson, empty where there is none.
	Lesson grid.Rect
	// Panes are those of the view, and the timeline; the others are empty.
	Panes [Panes]grid.Rect
	// Status is for what was done and what comes next, above the timeline. Keys is
	// the last row, for keys.
	Status, Keys grid.Rect
}

// arrange divides the room of a view between its panes.
type arrange func(body grid.Rect, nodes int, panes *[Panes]grid.Rect)

var pages = [Pages]arrange{
	clusterPage, readyPage, logsPage, spaceTimePage, progressPage, keyValuePage, diskPage, eventsPage,
}

// Compute divides a screen.
func Compute(s Screen) Layout {
	l := Layout{Screen: grid.Rect{W: max(s.W, 0), H: max(s.H, 0)}}
	if s.W < MinWidth || s.H < MinHeight {
		l.TooSmall = true
		return l
	}
	timeline := 1
	if s.H >= tallTimeline {
		timeline = 2
	}
	l.Header = grid.Rect{W: s.W, H: 1}
	l.Tabs = grid.Rect{Y: 1, W: s.W, H: 1}
	l.Keys = grid.Rect{Y: s.H - 1, W: s.W, H: 1}
	l.Panes[TimelinePane] = grid.Rect{Y: s.H - 1 - timeline, W: s.W, H: timeline}
	l.Status = grid.Rect{Y: s.H - 2 - timeline, W: s.W, H: 1}
	body := grid.Rect{Y: 2, W: s.W, H: l.Status.Y - 2}
	zoom := s.Zoom
	if s.Lesson > 0 {
		l.Lesson, body = lesson(body, s.Lesson)
		if zoom == NoPane && body.H < s.Page.least(body.W, s.Nodes) {
			zoom = s.Page.Main()
		}
	}
	if zoom != NoPane {
		l.Panes[zoom] = body
	} else {
		pages[s.Page](body, max(s.Nodes, 1), &l.Panes)
	}
	l.raiseStatus(s.Status)
	return l
}

// raiseStatus gives the status so many rows: those that it needs beyond one are
// the last ones of the panes above it. Nothing moves.
func (l *Layout) raiseStatus(rows int) {
	more := min(max(rows-l.Status.H, 0), l.Status.Y-l.Tabs.Bottom())
	l.Status.Y -= more
	l.Status.H += more
	for p := NodesPane; p < TimelinePane; p++ {
		r := &l.Panes[p]
		r.H = min(r.H, max(l.Status.Y-r.Y, 0))
	}
	l.Lesson.H = min(l.Lesson.H, max(l.Status.Y-l.Lesson.Y, 0))
}

// At is the pane that has a cell of the screen, NoPane for none.
func (l *Layout) At(x, y int) Pane {
	for p, r := range l.Panes {
		if r.Contains(x, y) {
			return Pane(p)
		}
	}
	return NoPane
}

// stack puts panes below one another, each with its height; the last has the rest.
func stack(body grid.Rect, heights ...int) []grid.Rect {
	rects := make([]grid.Rect, 0, len(heights)+1)
	for _, h := range heights {
		h = min(h, body.H)
		rects = append(rects, grid.Rect{X: body.X, Y: body.Y, W: body.W, H: h})
		body.Y, body.H = body.Y+h, body.H-h
	}
	return append(rects, body)
}

// beside puts two panes side by side, the left one with so many columns.
func beside(body grid.Rect, left int) (l, r grid.Rect) {
	l, r = body, body
	l.W = left
	r.X, r.W = body.X+left+gap, body.W-left-gap
	return l, r
}
