package logs

import (
	"strconv"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
)

// sheet is all logs side by side: a column a node, a row an index.
type sheet struct {
	f       *frame.Frame
	columns []column
	// lead is the leader of the highest term, nil for none.
	lead *view.Node
	// held is the last of the leader's entries that are held back, 0 for none.
	held uint64
	// first and last are the indexes of the first row and the last.
	first, last uint64
	tile        paint.Tile
	// gutter is the room at the left for indexes and labels.
	gutter int
	// labelled is set where the columns are so narrow that the gutter has the labels
	// of what stands in their headings, wordy where they have room for the entries in
	// words, and spelled where they have room for the marks in words.
	labelled, wordy, spelled bool
}

// column is one node's log.
type column struct {
	*view.Node
	x, w     int
	selected bool
	// marks are the indexes of the node's marks.
	marks [marks]uint64
	// coming are the messages that bring the entries of the rows that are shown, nil
	// for none.
	coming []*view.Message
}

// Widths of a column.
const (
	widest  = 48 // wider, the marks at its end would be far from the entry
	wordy   = 14
	spelled = 34
)

// newSheet divides so many columns between the nodes.
func newSheet(f *frame.Frame, width int) *sheet {
	v, nodes := f.View(), f.Nodes()
	s := &sheet{f: f, lead: v.Node(v.Leader()), columns: make([]column, len(nodes))}
	s.held = heldBackTo(v, s.lead)
	term := uint64(0)
	s.first = nodes[0].Log.First()
	for _, n := range nodes {
		s.first, s.last = min(s.first, n.Log.First()), max(s.last, n.Log.Last())
		term = max(term, n.Log.Term(n.Log.Last()))
	}
	// The row before the first entry has the position that a log begins behind.
	s.first = max(s.first, 2) - 1
	s.tile = paint.TileFor(term)
	s.divide(nodes, width)
	return s
}

// divide gives each node its room.
func (s *sheet) divide(nodes []*view.Node, width int) {
	digits := max(len(strconv.FormatUint(s.last, 10)), 3)
	s.gutter = max(3+digits+2, gutterLabels)
	room := (width - s.gutter) / len(nodes)
	s.labelled = room < headingWidth(digits)
	if s.labelled && digits < 6 {
		s.gutter = gutterLabels
		room = (width - s.gutter) / len(nodes)
	}
	s.wordy, s.spelled = room >= wordy, room >= spelled
	room = min(room, widest)
	for i, n := range nodes {
		s.columns[i] = column{
			Node: n, x: s.gutter + i*room, w: room,
			selected: n.ID == s.f.Selected, marks: marksOf(n, s.lead),
		}
	}
}

// rows is how many indexes there are.
func (s *sheet) rows() int { return int(s.last+1) - int(s.first) }

// thing is the place in row i of the selected node's log.
func (s *sheet) thing(i int) frame.Thing {
	return frame.Thing{Kind: frame.Entry, Node: s.f.Selected, Number: s.first + uint64(i)}
}

// chosen is the row that is selected, -1 for none.
func (s *sheet) chosen() int {
	t := s.f.Cursors[layout.LogsPane]
	if t.Kind != frame.Entry || t.Number < s.first || t.Number > s.last {
		return -1
	}
	return int(t.Number - s.first)
}

// arrivals notes which of the rows from number top on are on their way to which
// node, in a MsgApp or a MsgSnap.
func (s *sheet) arrivals(top, rows int) {
	lo, hi := s.first+uint64(top), s.first+uint64(top+rows)
	for _, m := range s.f.View().Messages {
		col := s.column(m.To)
		if col == nil {
			continue
		}
		from, to := carries(m.Message)
		for i := max(from, lo); i < min(to+1, hi); i++ {
			if col.coming == nil {
				col.coming = make([]*view.Message, rows)
			}
			col.coming[i-lo] = m.Message
		}
	}
}

// carries are the first and the last index that a message brings to its receiver's
// log, 1 and 0 for none.
func carries(m *view.Message) (from, to uint64) {
	switch {
	case m.Type == raftpb.MsgApp:
		return m.Index + 1, m.Index + uint64(len(m.Entries))
	case m.Type == raftpb.MsgSnap && m.Snapshot != nil:
		return m.Snapshot.Index, m.Snapshot.Index
	}
	return 1, 0
}

func (s *sheet) column(id view.NodeID) *column {
	for i := range s.columns {
		if s.columns[i].ID == id {
			return &s.columns[i]
		}
	}
	return nil
}

// cell is the room of a column in a row.
func (col *column) cell(row grid.Canvas) grid.Canvas {
	gap := 1
	if col.w >= wordy {
		gap = 2
	}
	return row.Sub(grid.Rect{X: col.x, W: col.w - gap, H: row.H()})
}

// heldBack reports whether a column's entry at an index is held back.
func (s *sheet) heldBack(col *column, i uint64) bool {
	return col.Node == s.lead && i > s.lead.Commit && i <= s.held
}
