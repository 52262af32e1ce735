package layout

// sideBySide is the height of the Ready in hand when it stands beside its
// stages: a title, and a row for each of the eight stages.
const sideBySide = 9

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
	{nodes, 6}, {ready, 5}, {nodes, 7}, {messages, 5}, {events, 4},
	{ready, sideBySide}, {messages, 7}, {events, 6}, {nodes, 10},
	{messages, 9}, {events, 8}, {ready, 8}, {nodes, 13}, {events, 12}, {messages, 14},
	{nodes, 22}, {events, 1000},
}

// share divides so many rows of a screen of width w between the sections, with
// the node panes standing in so many rows.
func share(w, height, rows int) shares {
	s := shares{nodes: 4, messages: 3, ready: 4, events: 2}
	side := w >= minBands
	if side {
		s.events = s.messages
	}
	for _, wish := range wishes {
		s.grant(wish.section, wish.height, rows, w, height)
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
		if height == sideBySide && (w < minPair || s.ready+more < height) {
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

// sum is the number of rows that the heights fill.
func (s *shares) sum(rows int, side bool) int {
	n := rows*s.nodes + s.messages + s.ready
	if !side {
		n += s.events
	}
	return n
}
