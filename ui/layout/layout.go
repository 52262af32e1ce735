// Package layout divides the screen: one pure function from its size and the
// number of nodes to the rectangles that the panes draw in.
package layout

import "raftviz/ui/grid"

// MinWidth and MinHeight are the smallest screen that everything can be shown on.
const (
	MinWidth  = 80
	MinHeight = 24
)

// Widths from which on there is room to put things side by side.
const (
	minPane  = 26  // one node's pane
	minPair  = 100 // the Ready in hand beside its stages
	minBands = 160 // the messages beside the events
)

// gap is the number of blank columns between two things side by side.
const gap = 2

// Layout is where everything is. The rectangles do not overlap, and lie within
// the screen.
type Layout struct {
	// TooSmall is set when the screen is below MinWidth by MinHeight. The
	// rectangles are empty then.
	TooSmall bool
	Screen   grid.Rect
	// Header is one row at the top.
	Header grid.Rect
	// Nodes has a pane a node, in the order of the nodes.
	Nodes []grid.Rect
	// Columns is how many panes stand side by side.
	Columns int
	// Messages, Ready, Stages and Events are sections whose first row is a title.
	Messages, Ready, Stages, Events grid.Rect
	// Compact is set when Stages is a title and one row above Ready, which then
	// has no title of its own, instead of a list beside it.
	Compact bool
	// Status is for what was done and what comes next: one row, or those that
	// WithStatus has added. Keys is the row for keys.
	Status, Keys grid.Rect
}

// Compute divides a screen of w by h cells for a number of nodes, 1..9.
func Compute(w, h, nodes int) Layout {
	l := Layout{Screen: grid.Rect{W: max(w, 0), H: max(h, 0)}}
	if w < MinWidth || h < MinHeight {
		l.TooSmall = true
		return l
	}
	nodes = max(nodes, 1)
	rows, columns := arrange(w, nodes)
	s := share(w, h-3, rows)
	l.Columns = columns
	l.Header = grid.Rect{W: w, H: 1}
	y := 1
	l.Nodes = panes(w, y, s.nodes, nodes, columns)
	y += rows * s.nodes
	if w >= minBands {
		y = l.bands(y, s)
	} else {
		y = l.stack(y, s)
	}
	l.Status = grid.Rect{Y: y, W: w, H: 1}
	l.Keys = grid.Rect{Y: y + 1, W: w, H: 1}
	return l
}

// WithStatus is the layout with so many rows for the status, as far as the
// sections above it can spare them: each keeps its title.
func (l Layout) WithStatus(rows int) Layout {
	more := min(rows-l.Status.H, l.Events.H-1)
	if more <= 0 {
		return l
	}
	if l.Messages.Bottom() == l.Status.Y {
		l.Messages.H -= more // they are beside the events
	}
	l.Events.H -= more
	l.Status.Y -= more
	l.Status.H += more
	return l
}

// arrange is in how many rows and columns the node panes stand: as many side
// by side as fit, and the rows as even as can be.
func arrange(w, nodes int) (rows, columns int) {
	most := max(min(w/minPane, nodes), 1)
	rows = (nodes + most - 1) / most
	return rows, (nodes + rows - 1) / rows
}

func panes(w, y, height, nodes, columns int) []grid.Rect {
	rects := make([]grid.Rect, nodes)
	for i := range rects {
		column, row := i%columns, i/columns
		x, right := column*w/columns, (column+1)*w/columns
		rects[i] = grid.Rect{X: x, Y: y + row*height, W: right - x, H: height}
	}
	return rects
}

// stack puts the sections below one another, and returns the row below them.
func (l *Layout) stack(y int, s shares) int {
	w := l.Screen.W
	l.Messages = grid.Rect{Y: y, W: w, H: s.messages}
	y = l.ready(y+s.messages, s)
	l.Events = grid.Rect{Y: y, W: w, H: s.events}
	return y + s.events
}

// bands puts messages and events side by side.
func (l *Layout) bands(y int, s shares) int {
	y = l.ready(y, s)
	left, right := pair(y, l.Screen.W, s.messages)
	l.Messages, l.Events = left, right
	return y + s.messages
}

func (l *Layout) ready(y int, s shares) int {
	w := l.Screen.W
	if l.Compact = s.ready < sideBySide; l.Compact {
		l.Stages = grid.Rect{Y: y, W: w, H: 2}
		l.Ready = grid.Rect{Y: y + 2, W: w, H: s.ready - 2}
	} else {
		l.Ready, l.Stages = pair(y, w, s.ready)
	}
	return y + s.ready
}

// pair is two rectangles side by side.
func pair(y, w, h int) (left, right grid.Rect) {
	half := (w - gap) / 2
	return grid.Rect{Y: y, W: half, H: h}, grid.Rect{X: half + gap, Y: y, W: w - half - gap, H: h}
}
