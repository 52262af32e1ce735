package scene

import (
	"raftviz/ui/grid"
	"raftviz/ui/theme"
)

// Status is what was just done.
type Status struct {
	// Line is the command that ran, in the command language.
	Line string
	// Note is what came of it, or what the program has to say.
	Note string
	// Error is set when Note says what went wrong, Paused when it says why the
	// command has ended before its end. Such a note has as many rows as it needs,
	// up to maxNote; any other note is cut at the end of its row.
	Error, Paused bool
	// Busy is set while the command runs.
	Busy bool
}

// maxNote is the most rows that a note has below its command.
const maxNote = 3

// Clipped reports whether the status has more to say than a screen of w by h
// has room for.
func (f *Frame) Clipped(w, h int) bool { return f.Status.rows(w) > f.Layout(w, h).Status.H }

// rows is how many rows the status needs on a screen of that width.
func (s Status) rows(columns int) int {
	if !s.Error && !s.Paused || width(s.pieces()) <= columns-2 {
		return 1
	}
	return s.first() + len(s.wrapped(columns))
}

// first is the row that a note begins in when it does not fit behind its command.
func (s Status) first() int {
	if s.Line == "" {
		return 0
	}
	return 1
}

// wrapped are the rows of a note that has rows of its own.
func (s Status) wrapped(width int) []string { return grid.Wrap(s.Note, width-s.column()-1) }

// column is where the rows of such a note begin.
func (s Status) column() int { return 1 + grid.Width(s.mark().text) }

// pieces are command and note in a row.
func (s Status) pieces() []piece {
	ps := s.command()
	if s.Note != "" {
		if ps != nil {
			ps = append(ps, plain("  "))
		}
		ps = append(ps, note(s)...)
	}
	return ps
}

func (s Status) command() []piece {
	if s.Line == "" {
		return nil
	}
	return []piece{{theme.Faint, "› "}, {theme.Command, s.Line}}
}

// status draws what was done at the left and what comes next at the right.
func status(f *Frame, c grid.Canvas) {
	s := f.Status
	if c.H() > 1 {
		s.tall(c)
		return
	}
	ps := s.pieces()
	end := c.W() - 1
	if !s.Error && !s.Paused && !s.Busy {
		end = upcoming(f, c, min(width(ps), c.W()/2)) - 2
	}
	write(c, 1, 0, end, ps...)
}

// tall draws a note that has rows of its own.
func (s Status) tall(c grid.Canvas) {
	write(c, 1, 0, c.W()-1, s.command()...)
	c.Text(1, s.first(), s.mark().style, s.mark().text)
	for i, line := range s.wrapped(c.W()) {
		c.Text(s.column(), s.first()+i, theme.Warn, line)
	}
}

func note(s Status) []piece {
	switch {
	case s.Error, s.Paused:
		return []piece{s.mark(), {theme.Warn, s.Note}}
	case s.Busy:
		return []piece{{theme.AccentStrong, s.Note}}
	}
	return []piece{{theme.Dim, s.Note}}
}

// mark stands before a note that is not to be missed.
func (s Status) mark() piece {
	if s.Paused {
		return piece{theme.AccentStrong, "▮▮ "}
	}
	return piece{theme.Bad, "✗ "}
}

// upcoming draws what the next step will be, and returns where it begins.
func upcoming(f *Frame, c grid.Canvas, taken int) int {
	if f.Upcoming == "" {
		return c.W()
	}
	room := c.W() - taken - 12
	return writeRight(c, c.W()-1, 0, label("next "), piece{theme.Accent, grid.Clip(f.Upcoming, room)})
}

// keys draws the keys that are valid now, as many as there is room for.
func keys(f *Frame, c grid.Canvas) {
	end := writeRight(c, c.W()-1, 0, hints(f.Last)...)
	x := 1
	for i, k := range f.Keys {
		ps := hints([]Hint{k})
		if i > 0 {
			ps = append([]piece{plain("  ")}, ps...)
		}
		if x+width(ps) > end-2 {
			continue
		}
		x = write(c, x, 0, end, ps...)
	}
}

func hints(hs []Hint) []piece {
	var ps []piece
	for i, h := range hs {
		if i > 0 {
			ps = append(ps, plain("  "))
		}
		ps = append(ps, piece{theme.Key, h.Key}, label(" "+h.Does))
	}
	return ps
}

// Input is a line of text that is being typed.
type Input struct {
	Text   string
	Cursor int // in runes
}

// draw draws the end of the text that the cursor is in, in so many columns.
func (in Input) draw(c grid.Canvas, x, y, width int) {
	runes := []rune(in.Text)
	at := min(max(in.Cursor, 0), len(runes))
	first := 0
	for first < at && grid.Width(string(runes[first:at])) > width-1 {
		first++
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
