package timeline

import (
	"math/bits"
	"strconv"

	"raftviz/cluster/lang"
	"raftviz/ui/chronicle"
	"raftviz/ui/grid"
	"raftviz/ui/theme"
)

// terms draws the bands: solid up to the step that is shown, a line behind it.
func (l *line) terms(c grid.Canvas) {
	for i, term := range l.term {
		glyph := '█'
		if i > l.at {
			glyph = '━'
		}
		c.Repeat(i, 0, 1, theme.Term(term), glyph)
	}
}

// on is the style of what is written on a column's band; s is what it would be
// where there is none.
func (l *line) on(column int, s grid.Style) grid.Style {
	if column > l.at {
		return s
	}
	return theme.TermFilled(l.term[column])
}

// commits draws a bar for the commits of each column that nothing else is in: four
// times as many make it higher.
func (l *line) commits(c grid.Canvas) {
	for i, m := range l.moments {
		if m.sign != nil {
			continue
		}
		if n := l.f.Chronicle.Count(chronicle.Committed, l.first(i), l.first(i+1)); n > 0 {
			height := min(bits.Len(uint(n))-1, 2*len(bars)-1) / 2
			c.Repeat(i, 0, 1, l.style(i, theme.Faint), bars[height])
		}
	}
}

// marks draws the moments.
func (l *line) marks(c grid.Canvas) {
	for i, m := range l.moments {
		if m.sign != nil {
			c.Repeat(i, 0, 1, l.style(i, m.sign.style), m.sign.glyph)
		}
	}
}

// style is that of a mark in a column: its own, unless it is on the band.
func (l *line) style(column int, s grid.Style) grid.Style {
	if l.above {
		return s
	}
	return l.on(column, s)
}

// cursor marks the step that is shown on the band, and above it where no moment is.
func (l *line) cursor(c grid.Canvas) {
	if l.above && l.moments[l.at].sign == nil {
		c.Text(l.at, 0, theme.AccentStrong, "▼")
	}
	c.Text(l.at, c.H()-1, theme.Cursor, "●")
}

// numbers writes its term into each band that has room for it.
func (l *line) numbers(c grid.Canvas) {
	for from := 0; from < len(l.term); {
		to := from + 1
		for to < len(l.term) && l.term[to] == l.term[from] {
			to++
		}
		l.name(c, from, to)
		from = to
	}
}

// name writes the term of the band in the columns from number from up to, and
// without, number to: in words, or as the number that it is.
func (l *line) name(c grid.Canvas, from, to int) {
	if to-from < 2 {
		return
	}
	number := strconv.FormatUint(l.term[from], 10)
	if l.number(c, from+1, to-1, lang.F("term %s", number)) || l.number(c, from+1, to, number) {
		return
	}
	l.number(c, from, to, number)
}

// number writes a term's number into the first free columns from number from up
// to, and without, number to, if there are as many with one more behind them.
func (l *line) number(c grid.Canvas, from, to int, text string) bool {
	width := grid.Width(text)
	for x := from; x+width < to; x++ {
		if !l.free(x, x+width) {
			continue
		}
		for _, r := range text {
			x = c.Text(x, 0, l.on(x, theme.Term(l.term[x])), string(r))
		}
		return true
	}
	return false
}

// free reports whether nothing but the band is in some of its columns.
func (l *line) free(from, to int) bool {
	for i := from; i < to; i++ {
		if i == l.at || !l.above && l.moments[i].sign != nil {
			return false
		}
	}
	return true
}
