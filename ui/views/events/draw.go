package events

import (
	"strconv"

	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// places are the columns of the list.
type places struct{ step, node, sign, text int }

// placesFor are the columns behind a step's number, as wide as the newest one is.
func placesFor(f *frame.Frame) places {
	end := 3 + max(len(strconv.Itoa(f.Newest)), 3)
	return places{step: end, node: end + 2, sign: end + 5, text: end + 7}
}

// columnsFor is how many columns an event's text has before it goes on in the
// next row. Where there are few rows, none goes on.
func columnsFor(f *frame.Frame, c grid.Canvas) int {
	if c.H()-1 < wrappingEvents {
		return wide
	}
	return max(c.W()-placesFor(f).text-1, 1)
}

// wrappingEvents is the number of rows from which on an event may have several.
const wrappingEvents = 5

// withCommand is the width from which on the list says what commands caused it.
const withCommand = 70

// draw draws a row; the first one says what command it belongs to although that
// did not begin in it.
func (r *row) draw(f *frame.Frame, c grid.Canvas, ps places, top bool) {
	if r.first || top {
		c.Right(ps.step, 0, theme.Faint, strconv.Itoa(r.step.View.Step))
	}
	node, text := r.words(f)
	e := r.event()
	style := weight(e)
	if node != "" {
		c.Text(ps.node, 0, nodeStyle(style), node)
	}
	if r.part == 0 {
		c.Text(ps.sign, 0, style, sign(e))
	}
	end := c.W() - 1
	if (r.begins || top) && r.part == 0 {
		end = r.command(f, c, ps.text+grid.Width(text))
	}
	writeText(f, c, ps.text, end, style, text)
}

// nodeStyle is how the name of the node is written before an event in a style.
func nodeStyle(event grid.Style) grid.Style {
	switch event {
	case theme.Dim, theme.Text:
		return event
	}
	return theme.Strong
}

// command draws the command at the right end, where the text leaves it room, and
// returns where the text must end.
func (r *row) command(f *frame.Frame, c grid.Canvas, text int) int {
	end := c.W() - 1
	if f.Commands == nil || c.W() < withCommand {
		return end
	}
	line := f.Commands(r.step.Command)
	if line == "" {
		return end
	}
	line = grid.Clip(line, c.W()/4)
	if text+grid.Width(line)+5 > end {
		return end
	}
	return paint.WriteRight(c, end, 0, paint.In(theme.Faint, "‹ "), paint.In(theme.Command, line)) - 1
}

// writeText writes an event's text, with the words that the filter looks for
// marked.
func writeText(f *frame.Frame, c grid.Canvas, x, end int, style grid.Style, text string) {
	if f.Found == nil {
		c.Within(x, 0, end-x, style, text)
		return
	}
	paint.Write(c, x, 0, end, marked(text, style, f.Found.Filter.Words())...)
}

func fraction(a, b int) string { return strconv.Itoa(a) + "/" + strconv.Itoa(b) }
