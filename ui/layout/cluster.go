package layout

import "raftviz/ui/grid"

// LoopRows is the height of the stages as a list: a title, and a row for each
// of the eight. A pane that is lower has them in one row.
const LoopRows = 9

// Widths from which on there is room to put things side by side.
const (
	minPair  = 100 // the Ready in hand beside its stages
	minBands = 160 // the messages beside the events
)

// clusterPage has the nodes, the Ready of the selected one, the messages in
// flight, and what happened last.
func clusterPage(body grid.Rect, nodes int, panes *[Panes]grid.Rect) {
	rows, _ := boxRows(body.W, nodes)
	s := share(body.W, body.H, rows)
	at := stack(body, rows*s.nodes)
	panes[NodesPane], body = at[0], at[1]
	if body.W >= minBands {
		at = stack(body, s.ready)
		readyBand(at[0], panes)
		panes[MessagesPane], panes[EventsPane] = pair(at[1])
		return
	}
	at = stack(body, s.messages, s.ready)
	panes[MessagesPane], panes[EventsPane] = at[0], at[2]
	readyBand(at[1], panes)
}

// readyBand has what is in a Ready beside its stages, or below the row of them.
func readyBand(r grid.Rect, panes *[Panes]grid.Rect) {
	if r.H < LoopRows {
		at := stack(r, 2)
		panes[StagesPane], panes[FieldsPane] = at[0], at[1]
		return
	}
	panes[FieldsPane], panes[StagesPane] = pair(r)
}

// pair is two panes side by side, of the same width.
func pair(r grid.Rect) (left, right grid.Rect) { return beside(r, (r.W-gap)/2) }

// shares are the heights of the sections; nodes is that of one pane.
type shares struct{ nodes, messages, ready, events int }

// section names a height in shares.
type section int

const (
	nodes section = iota
	messages
	ready
	events
)

// wishes say what gets room first when there is more than the least: each is a
// section and the height that it would have before the next wish is heard.
var wishes = []struct {
	section section
	height  int
}{
	{messages, 3}, {events, 2}, {nodes, 6}, {ready, 5}, {nodes, 7}, {messages, 5}, {events, 4},
	{ready, LoopRows}, {messages, 7}, {events, 6}, {nodes, 10},
	{messages, 9}, {events, 8}, {ready, 8}, {nodes, 13}, {events, 12}, {messages, 14},
	{nodes, 22}, {events, 24}, {messages, 24}, {nodes, 40}, {events, 1000},
}

// share divides so many rows of a screen of width w between the sections, with
// the node boxes standing in so many rows.
func share(w, height, rows int) shares {
	if height < fewRows {
		return shareFew(height, rows)
	}
	s := shares{nodes: leastBox, messages: 2, ready: 4}
	side := w >= minBands
	if side {
		s.events = s.messages
	}
	for _, wish := range wishes {
		s.grant(wish.section, wish.height, rows, w, height)
	}
	if !side && s.messages < leastMessages {
		s.messages, s.ready = s.messages+s.ready, 0 // it has a view of its own, the messages have none
	}
	if !side && s.events == 1 {
		s.messages, s.events = s.messages+1, 0 // the title alone says nothing
	}
	return s
}

// fewRows is the height below which a lesson's text has left too little for all sections.
const fewRows = 17

// fewWishes are wishes for so little room: the timers and votes of the nodes first, for a
// Ready's stage stands on the border of its box too. It has a section where one is left for it.
var fewWishes = []struct {
	section section
	height  int
}{{messages, 3}, {nodes, 7}, {messages, 4}, {ready, 4}, {nodes, 8}, {messages, 100}}

// shareFew divides few rows.
func shareFew(height, rows int) shares {
	s := shares{nodes: leastBox, messages: 2}
	for _, wish := range fewWishes {
		if wish.section == ready && height-s.sum(rows, false) < wish.height {
			continue
		}
		s.grant(wish.section, wish.height, rows, 0, height)
	}
	return s
}

// grant raises one height towards a wish as far as the rows that are left allow.
func (s *shares) grant(what section, height, rows, w, total int) {
	side := w >= minBands
	left := total - s.sum(rows, side)
	switch what {
	case nodes:
		s.nodes += min(max(height-s.nodes, 0), left/rows)
	case ready:
		more := min(max(height-s.ready, 0), left)
		if height == LoopRows && (w < minPair || s.ready+more < height) {
			return // a list of stages that does not fit is worse than one row of them
		}
		s.ready += more
	case messages:
		s.messages += min(max(height-s.messages, 0), left)
	case events:
		s.events += min(max(height-s.events, 0), left)
	}
	if side {
		s.messages = max(s.messages, s.events)
		s.events = s.messages
	}
}

// leastBox is the height of the lowest box of a node.
const leastBox = 4

// leastMessages is the height from which on more than one message can be seen.
const leastMessages = 3

// sum is the number of rows that the heights fill.
func (s *shares) sum(rows int, side bool) int {
	n := rows*s.nodes + s.messages + s.ready
	if !side {
		n += s.events
	}
	return n
}
