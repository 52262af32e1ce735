package scene

import (
	"raftviz/ui/frame"
	"raftviz/ui/grid"
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
	return statusRow{f.Status}.rows(w) > Layout(f, w, h).Status.H
}

// rows is how many rows the status needs on a screen of that width.
func (s statusRow) rows(columns int) int {
	if !s.Error && !s.Paused || paint.Width(s.pieces()) <= columns-2 {
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
		s.tall(c)
		return
	}
	ps := s.pieces()
	end := c.W() - 1
	if !s.Error && !s.Paused && !s.Busy {
		end = upcoming(f, c, min(paint.Width(ps), c.W()/2)) - 2
	}
	paint.Write(c, 1, 0, end, ps...)
}

// tall draws a note that has rows of its own.
func (s statusRow) tall(c grid.Canvas) {
	paint.Write(c, 1, 0, c.W()-1, s.command()...)
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

// upcoming draws what the next step will be, and returns where it begins.
func upcoming(f *frame.Frame, c grid.Canvas, taken int) int {
	if f.Upcoming == "" {
		return c.W()
	}
	room := c.W() - taken - 12
	return paint.WriteRight(c, c.W()-1, 0, paint.Label("next "), paint.In(theme.Accent, grid.Clip(f.Upcoming, room)))
}

// keys draws the keys that are valid now, as many as there is room for.
func keys(f *frame.Frame, c grid.Canvas) {
	end := paint.WriteRight(c, c.W()-1, 0, hints(f.Last)...)
	x := 1
	for i, k := range f.Keys {
		ps := hints([]frame.Hint{k})
		if i > 0 {
			ps = append([]paint.Piece{paint.Plain("  ")}, ps...)
		}
		if x+paint.Width(ps) > end-2 {
			continue
		}
		x = paint.Write(c, x, 0, end, ps...)
	}
}

func hints(hs []frame.Hint) []paint.Piece {
	var ps []paint.Piece
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
