package scene

import (
	"raftviz/cluster/lang"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// statusRow draws the status.
type statusRow struct{ frame.Status }

// maxNote is the most rows that a note has below its command.
const maxNote = 3

// Clipped reports whether the status has more to say than a screen of w by h
// has room for.
func Clipped(f *frame.Frame, w, h int) bool {
	return statusRow{f.Status}.rows(w, upcomingWidth(f, w)) > Layout(f, w, h).Status.H
}

// rows is how many rows the status needs on a screen of that width, with so many
// columns taken by the next step.
func (s statusRow) rows(columns, next int) int {
	if !s.Error && !s.Paused || paint.Width(s.pieces())+next <= columns-2 {
		return 1
	}
	return s.first() + len(s.wrapped(columns))
}

// first is the row that a note begins in when it does not fit behind its command.
func (s statusRow) first() int {
	if s.Line == "" {
		return 0
	}
	return 1
}

// wrapped are the rows of a note that has rows of its own.
func (s statusRow) wrapped(width int) []string { return grid.Wrap(s.Note, width-s.column()-1) }

// column is where the rows of such a note begin.
func (s statusRow) column() int { return 1 + grid.Width(s.mark().Text) }

// pieces are command and note in a row.
func (s statusRow) pieces() []paint.Piece {
	ps := s.command()
	if s.Note != "" {
		if ps != nil {
			ps = append(ps, paint.Plain("  "))
		}
		ps = append(ps, note(s)...)
	}
	return ps
}

func (s statusRow) command() []paint.Piece {
	if s.Line == "" {
		return nil
	}
	return []paint.Piece{paint.In(theme.Faint, "› "), paint.In(theme.Command, s.Line)}
}

// status draws what was done at the left and what comes next at the right.
func status(f *frame.Frame, c grid.Canvas) {
	s := statusRow{f.Status}
	if c.H() > 1 {
		s.tall(f, c)
		return
	}
	ps := s.pieces()
	taken := paint.Width(ps)
	if !s.Error && !s.Paused && !s.Busy {
		taken = min(taken, c.W()/2) // the rest may be cut
	}
	end := upcoming(f, c.Row(0), taken)
	paint.Write(c, 1, 0, end-2, ps...)
}

// tall draws a note that has rows of its own.
func (s statusRow) tall(f *frame.Frame, c grid.Canvas) {
	if s.first() > 0 {
		end := upcoming(f, c.Row(0), min(paint.Width(s.command()), c.W()/2))
		paint.Write(c, 1, 0, end-2, s.command()...)
	}
	c.Text(1, s.first(), s.mark().Style, s.mark().Text)
	for i, line := range s.wrapped(c.W()) {
		c.Text(s.column(), s.first()+i, theme.Warn, line)
	}
}

func note(s statusRow) []paint.Piece {
	switch {
	case s.Error, s.Paused:
		return []paint.Piece{s.mark(), paint.In(theme.Warn, s.Note)}
	case s.Busy:
		return []paint.Piece{paint.In(theme.AccentStrong, s.Note)}
	}
	return []paint.Piece{paint.In(theme.Dim, s.Note)}
}

// mark stands before a note that is not to be missed.
func (s statusRow) mark() paint.Piece {
	if s.Paused {
		return paint.In(theme.AccentStrong, "▮▮ ")
	}
	return paint.In(theme.Bad, "✗ ")
}

// leastUpcoming is the least room in which the next step can be told.
const leastUpcoming = 12

// next says what the next step will be, or of an older step what the one behind it
// was; text is "" where nothing is known.
func next(f *frame.Frame) (label, text string) {
	if f.Upcoming != "" || !f.Past() {
		return lang.T("next "), f.Upcoming
	}
	if then := f.Step(f.At + 1); len(then.Events) > 0 {
		text = then.Events[0].String()
	}
	return lang.F("next step %d: ", f.At+1), text
}

// upcomingWidth is how many columns the next step should have beside a note that is
// not to be cut: all that it needs, but no more than a third of the screen.
func upcomingWidth(f *frame.Frame, columns int) int {
	label, text := next(f)
	if text == "" {
		return 0
	}
	return min(grid.Width(label)+grid.Width(text), columns/3) + 6
}

// upcoming draws the next step at the right, where the row has room behind so many
// columns that are taken. It returns the column that what is at the left has to end
// before.
func upcoming(f *frame.Frame, c grid.Canvas, taken int) int {
	label, text := next(f)
	room := c.W() - taken - grid.Width(label) - 6
	if text == "" || room < leastUpcoming && room < grid.Width(text) {
		return c.W() + 1
	}
	return paint.WriteRight(c, c.W()-1, 0, paint.Label(label), paint.In(theme.Accent, grid.Clip(text, room)))
}

// keys draws the keys that are valid now, as many as there is room for. Each can
// be clicked.
func keys(f *frame.Frame, c grid.Canvas) {
	end := c.W() + 1
	for _, k := range f.Last {
		end -= hintWidth(k) + 2
	}
	x := end
	for _, k := range f.Last {
		x = key(f, c, x, k)
	}
	x = 1
	for _, k := range f.Keys {
		if x+hintWidth(k) <= end-2 {
			x = key(f, c, x, k)
		}
	}
}

// hintWidth is the number of columns of a hint.
func hintWidth(k frame.Hint) int { return grid.Width(k.Key) + 1 + grid.Width(k.Does) }

// key draws a key, and returns the column for the next one.
func key(f *frame.Frame, c grid.Canvas, x int, k frame.Hint) int {
	end := c.Text(x, 0, theme.Key, k.Key)
	end = c.Text(end+1, 0, theme.Dim, k.Does)
	press(f, c, grid.Rect{X: x, W: end - x, H: 1}, k.Key)
	return end + 2
}

// press makes a place do what a key does, when it is clicked.
func press(f *frame.Frame, c grid.Canvas, r grid.Rect, key string) {
	f.Spot(layout.NoPane, c, r, frame.Thing{Kind: frame.Press, Name: key})
}

func hints(hs []frame.Hint) []paint.Piece {
	ps := make([]paint.Piece, 0, 3*len(hs))
	for i, h := range hs {
		if i > 0 {
			ps = append(ps, paint.Plain("  "))
		}
		ps = append(ps, paint.In(theme.Key, h.Key), paint.Label(" "+h.Does))
	}
	return ps
}

// drawInput draws the end of the text that the cursor is in, in so many columns.
func drawInput(in frame.Input, c grid.Canvas, x, y, width int) {
	runes := []rune(in.Text)
	at := min(max(in.Cursor, 0), len(runes))
	first := at
	for room := width - 1; first > 0; first-- {
		if room -= grid.Width(string(runes[first-1])); room < 0 {
			break
		}
	}
	field := c.Sub(grid.Rect{X: x, Y: y, W: width, H: 1})
	end := field.Text(0, 0, theme.Strong, string(runes[first:at]))
	under, rest := " ", ""
	if at < len(runes) {
		under, rest = string(runes[at]), string(runes[at+1:])
	}
	end = field.Text(end, 0, theme.Cursor, under)
	field.Text(end, 0, theme.Strong, rest)
}
