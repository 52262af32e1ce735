package spacetime

import (
	"strings"

	"raftviz/cluster/view"
	"raftviz/ui/grid"
	"raftviz/ui/theme"
)

// drawWords writes beside the marks what happened, where there is room.
func (p *picture) drawWords() {
	for i := range p.marks {
		m := &p.marks[i]
		if m.row >= p.lo && m.row < p.hi {
			p.markWords(m)
		}
	}
}

func (p *picture) markWords(m *mark) {
	text := m.words(p.lanes[m.lane])
	side := m.side
	if side == 0 {
		side = 1
	}
	for _, s := range []int{side, -side} {
		x, room := p.room(p.x[m.lane], p.y(m.row), s)
		for _, words := range text {
			if w := grid.Width(words); w > 0 && w <= room {
				if s < 0 {
					x -= w - 1
				}
				p.write(x, p.y(m.row), theme.Text, words)
				return
			}
		}
	}
}

// room is where words can begin beside a lane, and how many columns they have:
// behind its tracks, and with a blank column around them.
func (p *picture) room(lane, y, side int) (x, columns int) {
	x = lane + side
	for c := p.at(x, y); c != nil && !c.empty() && (x-lane)*side <= maxTracks && c.lines&(left|right) != left|right; c = p.at(x, y) {
		x += side
	}
	if c := p.at(x, y); c == nil || !c.empty() {
		return x, 0
	}
	x += side
	for c := p.at(x+side*columns, y); c != nil && c.empty(); c = p.at(x+side*columns, y) {
		columns++
	}
	if p.at(x+side*columns, y) != nil {
		columns--
	}
	return x, columns
}

// words are what a mark says, from the longest to the shortest.
func (m *mark) words(id view.NodeID) [2]string {
	var all []string
	main, rank := "", -1
	for _, s := range m.steps[:m.count] {
		for i := range s.Events {
			e := &s.Events[i]
			if e.Node != id {
				continue
			}
			g := glyphOf(e)
			if g.rank == 0 {
				continue
			}
			w := wordsOf(e)
			if g.rank > rank {
				main, rank = w, g.rank
			}
			all = append(all, w)
		}
	}
	return [2]string{strings.Join(all, ", "), main}
}

// wordsOf says an event in a word or two.
func wordsOf(e *view.Event) string {
	switch e.What {
	case view.Crashed:
		return "crashed"
	case view.Stopped:
		return "stopped"
	case view.Started:
		return "starts"
	case view.RoleChanged:
		return e.Text
	case view.TriggeredSnapshot:
		return "snapshot " + number(e.Index)
	case view.AppliedSnapshot:
		return "snapshot " + number(e.Index)
	case view.CommitAdvanced:
		return "commit " + number(e.Index)
	case view.Published:
		return "applied " + number(e.Index)
	case view.TermChanged:
		return "term " + number(e.Term)
	case view.Voted:
		return "votes " + e.Peer.String()
	}
	return ""
}
