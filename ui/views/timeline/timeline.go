package timeline

import (
	"fmt"
	"slices"

	"raftviz/cluster/lang"
	"raftviz/ui/chronicle"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// margin is the number of columns before the line.
const margin = 1

// Draw draws the whole history in a line: the terms as bands, and above them the
// moments that matter; on them, where there is one row only. At its right end it
// says which step is shown.
func Draw(f *frame.Frame, c grid.Canvas) {
	end := where(f, c)
	l := newLine(f, max(end-margin-2, 1), c.H() > 1)
	l.spots(c)
	c = c.Sub(grid.Rect{X: margin, W: l.columns, H: c.H()})
	band := c.Row(c.H() - 1)
	l.terms(band)
	l.commits(c.Row(0))
	l.marks(c.Row(0))
	l.cursor(c)
	l.numbers(band)
}

// where says which step is shown, in as many columns for each one, and returns the
// column that it begins in.
func where(f *frame.Frame, c grid.Canvas) int {
	style := theme.Strong
	if f.Past() {
		style = theme.Warn
	}
	newest := fmt.Sprint(f.Newest)
	at := fmt.Sprintf("%*d", len(newest), f.At)
	return paint.WriteRight(c, c.W()-1, c.H()-1,
		paint.Label(lang.T("step ")), paint.In(style, at), paint.Label(lang.F(" of %d", f.Newest)+kept(f, c.W())))
}

// kept says which steps are kept, on so many columns, "" where all are.
func kept(f *frame.Frame, columns int) string {
	switch {
	case f.Oldest == 0:
		return ""
	case columns < roomy:
		return lang.F(", %d kept", f.Newest+1-f.Oldest)
	}
	return lang.F(" · steps %d-%d kept", f.Oldest, f.Newest)
}

// roomy is the width from which on there is room to say which steps are kept.
const roomy = 110

// line is the history in columns.
type line struct {
	scale
	f *frame.Frame
	// above is set when the moments have a row of their own above the band.
	above bool
	// at is the column of the step that is shown.
	at int
	// term has the highest term in each column that is used, and moments what to
	// show there.
	term    []uint64
	moments []moment
}

// moment is a step that matters, and the sign for why, nil for none.
type moment struct {
	step int
	sign *sign
}

// newLine is the history in so many columns.
func newLine(f *frame.Frame, columns int, above bool) *line {
	l := &line{scale: scale{f.Newest + 1 - f.Oldest, columns}, f: f, above: above}
	l.at = l.column(f.At)
	l.term = make([]uint64, l.used())
	for i := range l.term {
		l.term[i] = f.Chronicle.TermAt(l.first(i+1) - 1)
	}
	l.moments = make([]moment, l.used())
	l.take(chronicle.Violated)
	for _, fork := range forks(f.Branches) {
		// While a command makes a branch, the branches are those before it.
		if fork.step >= f.Oldest && fork.step <= f.Newest {
			l.put(l.column(fork.step), fork.step, fork.sign)
		}
	}
	for k := chronicle.Violated - 1; k > chronicle.Committed; k-- {
		l.take(k)
	}
	return l
}

// column is the one that stands for a step, and first the first step that one stands
// for: the line begins with the oldest that is kept.
func (l *line) column(step int) int  { return l.scale.column(step - l.f.Oldest) }
func (l *line) first(column int) int { return l.f.Oldest + l.scale.first(column) }

// take puts the first moment of a kind of each column there, if that has none.
// It costs a search a column, however many moments there are.
func (l *line) take(k chronicle.Kind) {
	for column := 0; column < len(l.moments); column++ {
		if l.moments[column].sign != nil {
			continue
		}
		step, ok := l.f.Chronicle.Next(k, l.first(column))
		if !ok || step > l.f.Newest {
			return
		}
		column = l.column(step)
		l.put(column, step, &signs[k])
	}
}

// put puts a moment into a column that has none.
func (l *line) put(column, step int, s *sign) {
	if m := &l.moments[column]; m.sign == nil {
		*m = moment{step, s}
	}
}

// spots makes each column a spot: of its moment's step, else of its last one. What
// is left of them goes to the first step, what is right of them to the newest.
func (l *line) spots(c grid.Canvas) {
	f := l.f
	f.Spots = slices.Grow(f.Spots, l.used()+2)
	spot := func(x, w, step int) {
		f.Spot(layout.TimelinePane, c, grid.Rect{X: x, W: w, H: c.H()}, frame.Thing{Kind: frame.Moment, Step: step})
	}
	spot(0, margin, f.Oldest)
	for i, m := range l.moments {
		step := l.first(i+1) - 1
		if m.sign != nil {
			step = m.step
		}
		spot(margin+i, 1, step)
	}
	right := margin + l.used()
	spot(right, c.W()-right, f.Newest)
}
