package spacetime

import (
	"raftviz/cluster/view"
)

// diagram is what is drawn: rows of what happened, oldest first, and the
// messages between them.
type diagram struct {
	// lanes are the nodes, from left to right; lane has the place of each, -1 for
	// none.
	lanes []view.NodeID
	lane  [view.MaxNodes + 1]int
	// now is the step that is looked at.
	now     int
	rows    []row
	marks   []mark
	flights []flight
	bundles []bundle
	// from is the first step that was read, and more is set when there are others
	// before it.
	from int
}

// rowKind is what a row is for.
type rowKind uint8

const (
	// eventful rows have marks, and the ends of arrows.
	eventful rowKind = iota
	// quiet rows stand for ticks that changed nothing.
	quiet
	// banner rows say what happened to the network or to all.
	banner
	// present is the row below the step that is looked at.
	present
)

// row is some steps that follow one another and are drawn side by side: nothing
// in it happened on the same lane but what one node did in one go.
type row struct {
	kind rowKind
	// first and last are its steps, and after the cluster after the last.
	first, last int
	after       *view.View
	command     int
	tick        int
	// ticks is how many a quiet row stands for.
	ticks int
	// event is what a banner says.
	event *view.Event
}

// mark is something that happened on a lane.
type mark struct {
	row, lane int
	// steps are the ones in which it happened: what a message brought about, and
	// what the node's Ready made of it.
	steps [3]*view.Step
	count int
	glyph glyph
	// side is where its words are to stand, 1 for the right, -1 for the left, 0 for
	// nowhere.
	side int
}

// fate is what has become of a message.
type fate uint8

const (
	onItsWay fate = iota
	delivered
	// lost on its way: its link is cut, or it was dropped.
	lost
	// lostThere was sent to a node that is down.
	lostThere
	// away was sent to a node of another process, which does not tell when it arrives.
	away
)

// Rows that are not among those of the diagram.
const (
	before = -1      // it was sent before the first row
	never  = 1 << 30 // it has not come to an end
)

// flight is a message and its way.
type flight struct {
	*view.Message
	from, to int // lanes; to is -1 for a node that was never started
	// sent and end are rows, and sentStep and endStep the steps; sentStep is -1 when
	// it was sent before the first row.
	sent, end         int
	sentStep, endStep int
	fate              fate
	bundle            int
	// Messages of a kind that were lost, or went away, in one step, on one side of their sender, are
	// one arrow with a break for each: head is the place of the first among the
	// flights, slot counts from it, and behind is how many more the first has.
	head, slot, behind int
}

// direction is 1 for a message to the right, -1 for one to the left.
func (f *flight) direction() int {
	if f.to >= 0 && f.to < f.from {
		return -1
	}
	return 1
}

// straight reports whether the arrow is level: it came to its end in the row in
// which it was sent.
func (f *flight) straight() bool { return f.sent == f.end }

// bundle is messages that were sent in one step, to one side: they share a track
// beside the sender's lane until each turns off to its receiver.
type bundle struct {
	lane, side int
	start, end int // rows
	// track is the column of the track, counted from the lane, 0 for none.
	track int
}
