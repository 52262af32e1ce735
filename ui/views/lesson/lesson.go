// Package lesson draws the text of a lesson's step: what is said, what is asked, and
// the commands that run.
package lesson

import (
	"fmt"

	"raftviz/cluster/lang"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// leastTitle is the room in which a part of the lesson's title says something.
const leastTitle = 12

// margin is the number of blank columns at both sides of the text.
const margin = 2

// Rows is how many rows the lesson's step needs on a screen of that width, with its
// heading: the same before and after its commands have run, so that nothing jumps.
func Rows(l *frame.Lesson, width int) int {
	columns, beside := layout.LessonWidth(width)
	before, after := *l, *l
	before.Ran, after.Ran = false, true
	return 1 + max(len(text(&before, columns, beside).rows), len(text(&after, columns, beside).rows))
}

// Scrolled is how far the reader has scrolled in a lesson that has a room on the screen,
// with its heading, after so many rows more: no further than there is text.
func Scrolled(l *frame.Lesson, room grid.Rect, beside bool, by int) int {
	p := text(l, room.W, beside)
	return p.top(room.H-1, by) - p.start(room.H-1)
}

// text is what is to be read, in rows that fit in so many columns.
func text(l *frame.Lesson, columns int, beside bool) *page {
	p := &page{Lesson: l, width: columns - 2*margin}
	switch {
	case l.Step == nil:
		p.end()
	case beside:
		p.whole()
	case l.Ran:
		p.said()
	default:
		p.told()
	}
	if n := len(p.rows); n > 0 && len(p.rows[n-1].pieces) == 0 {
		p.rows = p.rows[:n-1] // a gap in front of nothing
	}
	return p
}

// start is the first row to be read, where so many can be shown: that of what is said of
// the run, with as much of the text before it as there is room for.
func (p *page) start(rows int) int { return max(min(p.after, len(p.rows)-rows), 0) }

// top is the first row that is shown, once the reader has scrolled by some more.
func (p *page) top(rows, by int) int {
	return max(min(p.start(rows)+p.Scroll+by, len(p.rows)-rows), 0)
}

// Draw draws the step: beside a view all of it, above one what is to be read now.
func Draw(f *frame.Frame, c grid.Canvas, beside bool) {
	l := f.Lesson
	below := heading(f, c)
	p := text(l, c.W(), beside)
	top := p.top(below.H(), 0)
	for y := range min(below.H(), len(p.rows)-top) {
		r := p.rows[top+y]
		paint.Write(below, margin, y, c.W(), r.pieces...)
		if r.thing.Kind != frame.Nothing {
			f.Spot(layout.NoPane, below, grid.Rect{X: margin, Y: y, W: c.W() - 2*margin, H: 1}, r.thing)
		}
	}
	if top > 0 {
		hint(f, below, 0, "lesson-read-back", "K", counted(top, lang.T(" 1 row above "), lang.Mark(" %d rows above ")))
	}
	if more := len(p.rows) - top - below.H(); more > 0 {
		hint(f, below, below.H()-1, "lesson-read-on", "J", counted(more, lang.T(" 1 more row "), lang.Mark(" %d more rows ")))
	}
}

// hint says at the end of a row which key shows what has no room.
func hint(f *frame.Frame, c grid.Canvas, y int, action, usual, says string) {
	paint.WriteRight(c, c.W(), y, paint.In(theme.Key, " "+f.Key(action, usual)), paint.Label(says))
}

// counted is one of two texts: for one row, and for more.
func counted(rows int, one, more string) string {
	if rows == 1 {
		return one
	}
	return lang.F(more, rows)
}

// heading says where in the lesson this is, and returns the canvas below.
func heading(f *frame.Frame, c grid.Canvas) grid.Canvas {
	l := f.Lesson
	title := []paint.Piece{paint.In(theme.AccentStrong, fmt.Sprintf("%d/%d", l.Number, l.Steps))}
	right := []paint.Piece{paint.Label(l.Title)}
	if l.Step != nil {
		title = append(title, paint.Plain(" "), paint.In(theme.Title, l.Step.Title))
	} else {
		title = []paint.Piece{paint.In(theme.Title, lang.T("the end"))}
	}
	if l.Away {
		right = []paint.Piece{paint.In(theme.Warn, lang.T("free play")), paint.Plain(" "), paint.In(theme.Key, f.Key("lesson-steps", "L")), paint.Label(" " + lang.T("returns"))}
	}
	if room := c.W() - paint.Width(title) - 12; paint.Width(right) > room && !l.Away {
		right = nil
		if room >= leastTitle {
			right = []paint.Piece{paint.Label(grid.Clip(l.Title, room))}
		}
	}
	return paint.Heading(c, false, title, right...)
}
