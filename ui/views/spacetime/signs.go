package spacetime

import (
	"raftviz/cluster/view"
	"raftviz/ui/grid"
	"raftviz/ui/theme"
)

// drawTerms writes on each lane the term that a node is in, once it has changed:
// as soon as the lane has a free place.
func (p *picture) drawTerms() {
	for lane, id := range p.lanes {
		now := uint64(0)
		if n := p.entering(id); n != nil {
			now = n.Term
		}
		pending := false
		for r := p.lo; r < p.hi; r++ {
			n := p.rows[r].after.Node(id)
			if n == nil {
				continue
			}
			if n.Term != now {
				now, pending = n.Term, true
			}
			if pending && n.Up && p.rows[r].kind != banner {
				pending = !p.term(p.x[lane], p.y(r), now)
			}
		}
	}
}

// term writes a term on a lane where nothing else is, and reports whether it could.
func (p *picture) term(x, y int, term uint64) bool {
	c := p.at(x, y)
	if c.lines != 0 || c.r != '│' && c.r != '┃' && c.r != '┊' {
		return false
	}
	digits := p.num(term).end()
	from := x - len(digits)/2
	if !p.blank(from, x, y) || !p.blank(x+1, from+len(digits), y) {
		return false
	}
	p.write(from, y, theme.TermFilled(term), digits)
	return true
}

// drawBanners writes across all lanes what happened to the network or to all.
func (p *picture) drawBanners() {
	for r := p.lo; r < p.hi; r++ {
		if row := &p.rows[r]; row.kind == banner {
			p.banner(p.y(r), row.event)
		}
	}
}

func (p *picture) banner(y int, e *view.Event) {
	style := theme.Warn
	switch e.What {
	case view.Violated:
		style = theme.Bad
	case view.Noted:
		style = theme.Dim
	}
	words := grid.Clip(e.String(), p.w-4)
	x := (p.w - grid.Width(words)) / 2
	for i := range p.w {
		if p.at(i, y).empty() {
			p.put(i, y, '╌', style)
		}
	}
	p.put(x-1, y, ' ', style)
	p.write(x, y, style, words)
	p.put(x+grid.Width(words), y, ' ', style)
}
