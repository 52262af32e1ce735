package logs

import (
	"strconv"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/grid"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// gutterLabels is the room that the labels of the headings need.
const gutterLabels = len("applied ")

// headingWidth is the width from which on a column has its labels itself, with
// numbers of so many digits.
func headingWidth(digits int) int { return len("commit ") + len("  applied ") + 2*digits + 1 }

// headings is how many rows the columns' headings have.
func (s *sheet) headings() int {
	if s.labelled {
		return 6
	}
	return 3
}

// heading draws who each column's node is, and what it knows.
func (s *sheet) heading(c grid.Canvas) {
	if s.labelled {
		c.Repeat(0, 0, s.gutter, theme.Faint, '─')
		c.Right(s.gutter-1, 1, theme.Dim, lang.T("term"))
		for y, m := range [...]int{commit, applied, match, next} {
			s.label(c.Row(2+y), &markOf[m])
		}
	}
	for i := range s.columns {
		col := &s.columns[i]
		s.title(col, c)
		cell := col.cell(c)
		if s.labelled {
			s.values(cell, col)
		} else {
			s.pairs(cell, col)
		}
		if !col.Up {
			cell.Restyle(paint.Fade)
		}
	}
}

// label draws a mark as a label of the gutter.
func (s *sheet) label(c grid.Canvas, m *mark) {
	x := c.Right(s.gutter-1, 0, theme.Dim, m.said())
	c.Repeat(x, 0, 1, m.style, m.letter)
}

// title draws the node and its role on a line, which is heavy for the one that is
// selected.
func (s *sheet) title(col *column, c grid.Canvas) {
	line, lead, style := '─', "── ", theme.Faint
	if col.selected {
		line, lead, style = '━', "━▸ ", theme.AccentStrong
	}
	c = c.Sub(grid.Rect{X: col.x, W: col.w, H: 1})
	c.Repeat(0, 0, c.W(), style, line)
	x := c.Text(0, 0, style, lead)
	x = c.Text(x, 0, theme.Strong, col.ID.String())
	term := " " + lang.F("term %d", col.Term)
	if s.labelled {
		term = ""
	}
	stand := paint.StandingOf(col.Node)
	words := make([]string, 0, len(stand.Words)+1)
	for _, w := range stand.Words {
		words = append(words, " "+stand.Glyph+" "+w)
	}
	words = append(words, " "+stand.Glyph)
	x = c.Text(x, 0, stand.Style, grid.Fit(c.W()-x-grid.Width(term)-1, words...))
	x = c.Text(x, 0, theme.Term(col.Term), term)
	c.Text(x, 0, style, " ")
}

// values draws what the gutter has labels for.
func (s *sheet) values(c grid.Canvas, col *column) {
	number := func(y int, style grid.Style, v uint64) {
		c.Text(1, y, style, strconv.FormatUint(v, 10))
	}
	number(1, theme.Term(col.Term), col.Term)
	if col.Elsewhere() {
		for y := 2; y <= 3; y++ {
			c.Text(1, y, theme.Faint, "—")
		}
	} else {
		number(2, theme.Strong, col.Commit)
		number(3, theme.Strong, col.Applied)
	}
	switch p := progressOf(col.Node, s.lead); {
	case p != nil:
		number(4, theme.Text, p.Match)
		number(5, theme.Text, p.Next)
	default:
		c.Text(1, 4, theme.Faint, "—")
		c.Text(1, 5, theme.Faint, "—")
	}
}

// pairs draws labels and values.
func (s *sheet) pairs(c grid.Canvas, col *column) {
	first := labelled(nil, commit, col.Commit)
	groups := [][]paint.Piece{first, labelled(nil, applied, col.Applied)}
	if col.Disk != nil {
		groups = append(groups, labelled(nil, disk, col.Saved()))
	}
	for i := range groups[1:] {
		groups[i+1] = append([]paint.Piece{paint.Plain(" ")}, groups[i+1]...)
	}
	if col.Elsewhere() {
		groups = [][]paint.Piece{{paint.In(theme.Faint, grid.Fit(c.W(), lang.T("its log is in another process"), lang.T("in another process"), lang.T("elsewhere")))}}
	}
	paint.Write(c, 0, 1, c.W(), paint.Fitting(c.W(), groups...)...)
	paint.Write(c, 0, 2, c.W(), s.knowledge(col, c.W())...)
}

// labelled adds the label of a mark and its value.
func labelled(ps []paint.Piece, m int, v uint64) []paint.Piece {
	word := markOf[m].said()
	return append(ps, paint.In(markOf[m].style, word[:1]), paint.Label(word[1:]+" "), paint.Strong(strconv.FormatUint(v, 10)))
}

// knowledge is what the leader knows of a node.
func (s *sheet) knowledge(col *column, room int) []paint.Piece {
	if id := s.f.View().Known(); s.lead == nil && id != 0 {
		return []paint.Piece{paint.In(theme.Faint, grid.Fit(room, lang.F("leader %v is elsewhere", id), lang.F("%v leads", id)))}
	}
	if s.lead == nil {
		return []paint.Piece{paint.In(theme.Faint, grid.Fit(room, lang.T("no leader to follow"), lang.T("no leader")))}
	}
	p := progressOf(col.Node, s.lead)
	switch {
	case p != nil:
		ps := append(labelled(nil, match, p.Match), paint.Label(" ▸ "))
		return paint.Fitting(room, labelled(ps, next, p.Next), []paint.Piece{paint.Label(" " + p.State)})
	case col.Node == s.lead:
		return []paint.Piece{paint.Label(grid.Fit(room, lang.T("the others' logs become this one"), lang.T("the others follow it"), lang.T("leads")))}
	case col.Role == view.Leader && col.Up:
		return []paint.Piece{paint.In(theme.Warn, grid.Fit(room, lang.T("leads an earlier term"), lang.T("an earlier term")))}
	}
	return []paint.Piece{paint.In(theme.Faint, grid.Fit(room, lang.F("not a member for %v", s.lead.ID), lang.T("not a member")))}
}
