package logs

import (
	"strconv"
	"strings"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// row draws row number i, with top the first one that is shown.
func (s *sheet) row(c grid.Canvas, i, top int) {
	index := s.first + uint64(i)
	c.Right(s.gutter-1, 0, theme.Dim, strconv.FormatUint(index, 10))
	for k := range s.columns {
		col := &s.columns[k]
		cell := col.cell(c)
		var coming *view.Message
		if col.coming != nil {
			coming = col.coming[i-top]
		}
		s.cell(cell, col, index, coming)
		s.f.SpotAside(layout.LogsPane, cell, grid.Rect{W: col.w, H: 1},
			frame.Thing{Kind: frame.Entry, Node: col.ID, Number: index})
	}
}

// cell draws what a node has at an index; coming brings it an entry there, nil for
// none.
func (s *sheet) cell(c grid.Canvas, col *column, i uint64, coming *view.Message) {
	s.tile.Draw(c, 0, 0, col.Node, i)
	text, style := s.words(col, i, coming), theme.Dim
	if col.selected {
		style = theme.Text
	}
	missing := col.Log.Entry(i) == nil
	if missing && coming != nil {
		c.Text(s.tile.Digits, 0, arriving.style, string(arriving.letter))
		style = arriving.style
	}
	x := s.tile.Width() + 1
	end := s.marks(c, col, i, coming != nil && !missing, x, text)
	if value, put := strings.CutPrefix(text, "put "); put && grid.Width(text) > end-x {
		text = value // what was put tells entries apart, that it was put does not
	}
	c.Within(x, 0, end-x, style, text)
	if !col.Up {
		c.Restyle(paint.Fade)
	}
}

// words say what a node has at an index, or what brings it: "" where the columns
// are too narrow for words.
func (s *sheet) words(col *column, i uint64, coming *view.Message) string {
	e := col.Log.Entry(i)
	switch {
	case !s.wordy:
		return ""
	case e != nil:
		return s.f.Phrases.Of(e)
	case coming != nil:
		return coming.Type.String() + " #" + strconv.Itoa(coming.ID)
	case i > 0 && i == col.Log.Compacted:
		return lang.F("up to %d/%d", col.Log.CompactedTerm, i)
	}
	return ""
}

// marks draws an entry's flags and marks at the end of its cell: in words if that
// leaves room for a text from column from on, else in letters. It returns the
// column that they begin in.
func (s *sheet) marks(c grid.Canvas, col *column, i uint64, coming bool, from int, text string) int {
	var room [marks + 3]*mark
	list := room[:0]
	if conflicts(col.Node, s.lead, i) {
		list = append(list, &conflict)
	}
	if coming {
		list = append(list, &arriving)
	}
	if s.heldBack(col, i) {
		list = append(list, &heldBack)
	}
	for k := range markOf {
		if i > 0 && col.marks[k] == i {
			list = append(list, &markOf[k])
		}
	}
	if len(list) == 0 {
		return c.W()
	}
	width := 0
	for _, m := range list {
		width += 1 + grid.Width(m.said())
	}
	if x := c.W() - width; s.spelled && x >= from+grid.Width(text) {
		at := x
		for _, m := range list {
			at = c.Text(at+1, 0, m.style, m.said())
		}
		return x
	}
	x := max(c.W()-len(list), s.tile.Width())
	for k, m := range list {
		c.Repeat(x+k, 0, 1, m.style, m.letter)
	}
	return x - 1
}
