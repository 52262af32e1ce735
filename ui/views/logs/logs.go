// Package logs draws all nodes' logs side by side, aligned by index, as the Raft
// paper's figure 7 does: indexes go downwards, and each node has a column.
package logs

import (
	"slices"

	"raftviz/cluster/lang"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// noted is the height from which on there are rows for a sentence below the logs,
// and noteRows how many.
const (
	noted    = 16
	noteRows = 2
)

// Draw draws all logs, aligned by index: their end, as long as no place in them
// is selected.
func Draw(f *frame.Frame, c grid.Canvas) {
	s := newSheet(f, c.W())
	heading := s.headings()
	rows := c.H() - 1 - heading
	if c.H() >= noted {
		rows -= noteRows
	}
	list := frame.List{Pane: layout.LogsPane, Len: s.rows(), Chosen: s.chosen(), Tail: true, Thing: s.thing}
	top := f.Top(&list, max(rows, 0))
	shown := max(min(rows, s.rows()-top), 0)
	title := s.where(top, shown)
	body := paint.Heading(c, f.Focus == layout.LogsPane, title, s.legend(c.W()-paint.Width(title)-9)...)
	s.heading(body.Sub(grid.Rect{W: body.W(), H: heading}))
	if s.rows() == 0 {
		body.Text(s.gutter, heading, theme.Faint, lang.F("all logs are empty: %s does what comes next, %s puts something", f.Key("step", "space"), f.Key("put", "p")))
		return
	}
	s.arrivals(top, shown)
	f.Spots = slices.Grow(f.Spots, shown*(len(s.columns)+1)+2)
	list.Draw = func(row grid.Canvas, i int) { s.row(row, i, top) }
	f.List(body.Sub(grid.Rect{Y: heading, W: body.W(), H: rows}), list)
	if c.H() >= noted {
		below := min(1+heading+shown+1, c.H()-noteRows)
		paint.Paragraph(c, 3, below, c.W()-1, noteRows, s.note()...)
	}
}

// where says which indexes are shown, of how many.
func (s *sheet) where(top, shown int) []paint.Piece {
	ps := []paint.Piece{paint.In(theme.Title, lang.T("logs"))}
	if shown < s.rows() {
		from := s.first + uint64(top)
		ps = append(ps, paint.Label(" "+lang.F("%d…%d of %d", from, from+uint64(shown)-1, s.last)))
	}
	return ps
}

// legend says in so many columns what the shapes mean, those to be told apart first.
func (s *sheet) legend(room int) []paint.Piece {
	parts := [...]paint.Piece{
		{Style: theme.Text, Text: lang.T("■ committed")}, {Style: theme.Text, Text: lang.T("□ not yet")}, {Style: conflict.style, Text: conflict.said()},
		{Style: arriving.style, Text: arriving.said()}, {Style: markOf[disk].style, Text: lang.T("d on disk")},
		{Style: markOf[snapshot].style, Text: lang.T("s snapshot")}, {Style: heldBack.style, Text: heldBack.said()},
		{Style: theme.Faint, Text: lang.T("· missing")}, {Style: theme.Faint, Text: lang.T("░ compacted")},
	}
	groups := [len(parts)][]paint.Piece{parts[:1]}
	for i := range parts[1:] {
		groups[i+1] = []paint.Piece{paint.Plain("  "), parts[i+1]}
	}
	return paint.Fitting(room, groups[:]...)
}
