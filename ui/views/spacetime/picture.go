package spacetime

import (
	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// picture is some rows of a diagram, drawn.
type picture struct {
	window
	*sheet
	*text
	// x are the columns of the lanes, and gap is how many columns are between two.
	x   [view.MaxNodes]int
	gap int
}

// y is where a row is.
func (p *picture) y(row int) int { return row - p.lo }

// columns puts so many lanes side by side on a width, from column left on.
func columns(lanes, from, w int) (x [view.MaxNodes]int, gap int) {
	each := min(w/max(lanes, 1), widest)
	from += (w - each*lanes) / 2
	for i := range lanes {
		x[i] = from + i*each + each/2
	}
	return x, each - 1
}

// widest is the greatest distance between two lanes: a longer arrow is no clearer.
const widest = 44

// draw draws the rows of the window, what is selected last.
func (p *picture) draw(cursor frame.Thing) {
	p.assign(p.lo, p.hi, min(max((p.gap-2)/2, 1), maxTracks-1))
	p.tracks()
	p.shafts()
	p.drawLanes()
	p.drawMarks()
	p.drawBanners()
	p.drawTerms()
	p.labels()
	p.openEnds()
	p.drawWords()
	if f := p.flightOf(cursor); f != nil && p.seen(f) {
		p.highlight(f)
	}
	if lane, row := p.laneAt(cursor); row >= p.lo && row < p.hi {
		p.at(p.x[lane], p.y(row)).style |= grid.Highlight
	}
}

// laneAt is where a selected moment is, with row -1 where it is none.
func (p *picture) laneAt(t frame.Thing) (lane, row int) {
	if t.Kind != frame.Moment || t.Node == 0 || int(t.Node) >= len(p.lane) || p.lane[t.Node] < 0 {
		return 0, -1
	}
	return p.lane[t.Node], p.chosenRow(t)
}

// drawLanes draws the lines of the nodes.
func (p *picture) drawLanes() {
	for r := p.lo; r < p.hi; r++ {
		row := &p.rows[r]
		for i, id := range p.lanes {
			n := row.after.Node(id)
			if n == nil {
				continue
			}
			p.laneCell(p.x[i], p.y(r), row.kind, n)
		}
	}
}

func (p *picture) laneCell(x, y int, kind rowKind, n *view.Node) {
	c := p.at(x, y)
	lead := n.Up && n.Role == view.Leader
	switch {
	case c.lines == 0 && n.Elsewhere():
		c.r, c.style = '┊', theme.Faint
	case c.lines != 0 && lead:
		c.r = '╂'
	case c.lines != 0:
		c.r = '┼'
		if n.Down() {
			c.r = '─'
		}
	case !n.Up:
		c.r, c.style = '·', theme.Faint
	case kind == quiet:
		c.r, c.style = '┊', theme.Term(n.Term)
	case lead:
		c.r, c.style = '┃', theme.Term(n.Term)
	default:
		c.r, c.style = '│', theme.Term(n.Term)
	}
}

// drawMarks draws what happened on the lanes, and where messages were sent.
func (p *picture) drawMarks() {
	for i := range p.flights {
		f := &p.flights[i]
		if f.sentStep >= 0 && f.sent >= p.lo && f.sent < p.hi {
			p.put(p.x[f.from], p.y(f.sent), '●', paint.KindStyle(f.Message))
		}
	}
	for i := range p.marks {
		m := &p.marks[i]
		if m.row >= p.lo && m.row < p.hi {
			r := []rune(m.glyph.text)[0]
			if c := p.at(p.x[m.lane], p.y(m.row)); m.glyph.rank > 2 || c.r != '●' {
				c.r, c.style = r, m.glyph.style
			}
		}
	}
}
