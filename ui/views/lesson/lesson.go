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

// margin is the number of blank columns at both sides of the text.
const margin = 2

// Rows is how many rows the lesson's step needs on a screen of that width, with its
// heading: the same before and after its commands have run, so that nothing jumps.
func Rows(l *frame.Lesson, width int) int {
	columns, beside := layout.LessonWidth(width)
	before, after := *l, *l
	before.Ran, after.Ran = false, true
	return 1 + max(len(text(&before, columns, beside)), len(text(&after, columns, beside)))
}

// text is what is to be read, in rows that fit in so many columns.
func text(l *frame.Lesson, columns int, beside bool) []row {
	p := page{Lesson: l, width: columns - 2*margin}
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
	return p.rows
}

// Draw draws the step: beside a view all of it, above one what is to be read now.
func Draw(f *frame.Frame, c grid.Canvas, beside bool) {
	l := f.Lesson
	below := heading(f, c)
	rows := text(l, c.W(), beside)
	if l.Scroll == 0 && beside {
		rows = fitted(l, c.W(), below.H(), rows)
	}
	top := max(min(l.Scroll, len(rows)-below.H()), 0)
	for y := range min(below.H(), len(rows)-top) {
		r := rows[top+y]
		paint.Write(below, margin, y, c.W(), r.pieces...)
		if r.thing.Kind != frame.Nothing {
			f.Spot(layout.NoPane, below, grid.Rect{X: margin, Y: y, W: c.W() - 2*margin, H: 1}, r.thing)
		}
	}
	if more := len(rows) - top - below.H(); more > 0 {
		says := lang.T(" 1 more row ")
		if more > 1 {
			says = lang.F(" %d more rows ", more)
		}
		paint.WriteRight(below, c.W(), below.H()-1, paint.In(theme.Key, " "+f.Key("lesson-read-on", "J")), paint.Label(says))
	}
}

// fitted is a text that stands beside the view with fewer of its commands where all of
// its rows are too many: what is said behind them matters more than they do, and who reads
// on sees them.
func fitted(l *frame.Lesson, columns, height int, rows []row) []row {
	if l.Step == nil || len(rows) <= height {
		return rows
	}
	p := page{Lesson: l, width: columns - 2*margin}
	p.commands()
	p.most, p.rows = max(len(p.rows)-(len(rows)-height), 2), nil
	p.whole()
	return p.rows
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
	}
	return paint.Heading(c, false, title, right...)
}
