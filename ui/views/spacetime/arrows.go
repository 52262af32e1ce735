package spacetime

import (
	"raftviz/ui/grid"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// trackColumn is the column of a bundle's track.
func (p *picture) trackColumn(b *bundle) int { return p.x[b.lane] + b.side*(1+max(b.track, 1)) }

// tracks draws the tracks of all bundles: the way of the messages beside the
// sender's lane, while they are in flight.
func (p *picture) tracks() {
	for i := range p.flights {
		f := &p.flights[i]
		if p.seen(f) {
			p.track(f, paint.KindStyle(f.Message))
		}
	}
}

// seen reports whether any of a flight is in the rows that can be seen.
func (p *picture) seen(f *flight) bool { return f.sent < p.hi && f.end >= p.lo }

// track draws the part of a flight's way that is beside the sender's lane.
func (p *picture) track(f *flight, style grid.Style) {
	if f.straight() {
		return
	}
	b := &p.bundles[f.bundle]
	x := p.trackColumn(b)
	toLane, toReceiver := left, right
	if b.side < 0 {
		toLane, toReceiver = right, left
	}
	if f.sent >= p.lo {
		y := p.y(f.sent)
		for c := p.x[f.from] + b.side; c != x; c += b.side {
			p.line(c, y, left|right, style)
		}
		p.line(x, y, toLane|down, style)
	}
	for r := max(f.sent+1, p.lo); r < min(f.end, p.hi); r++ {
		p.line(x, p.y(r), up|down, style)
	}
	if f.end < p.hi {
		p.line(x, p.y(f.end), up|toReceiver, style)
	}
}

// shafts draws what is level of the arrows that end in the rows that can be seen.
func (p *picture) shafts() {
	for i := range p.flights {
		f := &p.flights[i]
		if f.end < p.lo || f.end >= p.hi {
			continue
		}
		style := paint.KindStyle(f.Message)
		p.shaft(f, style)
		p.tip(f, style)
	}
}

// reach is where the level part of an arrow begins and where its tip is.
func (p *picture) reach(f *flight) (from, tip int) {
	side := f.direction()
	from = p.x[f.from] + side
	if !f.straight() {
		from = p.trackColumn(&p.bundles[f.bundle]) + side
	}
	switch {
	case f.fate == lost || f.fate == away || f.to < 0:
		limit := p.gap
		if limit > 24 {
			limit = limit * 2 / 3
		}
		return from, p.x[f.from] + side*(limit-p.flights[f.head].behind+f.slot)
	}
	return from, p.x[f.to] - side
}

func (p *picture) shaft(f *flight, style grid.Style) {
	if f.slot > 0 {
		return // the one that it joined has it
	}
	from, tip := p.reach(f)
	side := f.direction()
	y := p.y(f.end)
	for x := from; (tip-x)*side > 0; x += side {
		p.line(x, y, left|right, style)
	}
}

// tip is the arrow's head, or the place where it broke off.
func (p *picture) tip(f *flight, style grid.Style) {
	_, x := p.reach(f)
	r := '▶'
	switch {
	case f.fate == away && f.direction() < 0:
		r = '◂'
	case f.fate == away:
		r = '▸'
	case f.fate != delivered:
		r, style = '✗', theme.Bad
	case f.direction() < 0:
		r = '◀'
	}
	p.put(x, p.y(f.end), r, style)
}

// highlight makes a selected arrow stand out from those that it crosses.
func (p *picture) highlight(f *flight) {
	const style = theme.AccentStrong | grid.Highlight
	p.track(f, style)
	if f.end >= p.hi {
		p.line(p.trackColumn(&p.bundles[f.bundle]), p.y(p.hi-1), 0, style)
		return
	}
	from, tip := p.reach(f)
	for x := min(from, tip); x <= max(from, tip); x++ {
		p.line(x, p.y(f.end), 0, style)
	}
}
