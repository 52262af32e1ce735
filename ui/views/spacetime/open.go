package spacetime

import (
	"raftviz/cluster/lang"
	"raftviz/ui/grid"
	"raftviz/ui/paint"
)

// openEnds marks the tracks that go on below the last row, and says which messages
// are on them.
func (p *picture) openEnds() {
	for i := range p.bundles {
		if b := &p.bundles[i]; b.start < p.hi-1 && b.end >= p.hi {
			p.openEnd(b)
		}
	}
	if p.hi == p.lo || p.rows[p.hi-1].kind != present {
		return
	}
	for lane := range p.lanes {
		p.inFlight(lane, 1)
		p.inFlight(lane, -1)
	}
}

func (p *picture) openEnd(b *bundle) {
	if c := p.at(p.trackColumn(b), p.y(p.hi-1)); c != nil && c.lines == up|down {
		c.r = '▾'
	}
}

// inFlight says what is on the open tracks of a lane's side: each message, or
// only the kinds of messages.
func (p *picture) inFlight(lane, side int) {
	for level := range labelLevels - 1 {
		words, style := p.flying(lane, side, level)
		if words == "" || p.words(p.x[lane], p.y(p.hi-1), side, style, words) {
			return
		}
	}
}

// flying lists the messages on the open tracks of a lane's side. Those that would
// be called the same are named once.
func (p *picture) flying(lane, side, level int) (words string, style grid.Style) {
	last := ""
	for i := range p.flights {
		f := &p.flights[i]
		if f.from != lane || f.direction() != side || f.sent >= p.hi || f.end < p.hi {
			continue
		}
		p.label(f.Message, level)
		word := p.end()
		if word == last {
			continue
		}
		if last == "" {
			words, style = word, paint.KindStyle(f.Message)
		} else {
			words = p.add(words, lang.T(", "), word).end()
		}
		last = word
	}
	return words, style
}
