package spacetime

import "raftviz/cluster/view"

// mark puts a mark on a lane of the last row.
func (b *builder) mark(s *view.Step, lane int, g glyph, side int) {
	if b.words && side != 0 {
		b.gaps |= beside(lane, side)
	}
	b.marks = append(b.marks, mark{row: b.current(), lane: lane, steps: [3]*view.Step{s}, count: 1, glyph: g, side: side})
	b.on[lane].mark = len(b.marks)
}

// changes puts a mark on the lane of each node that a step changed.
func (b *builder) changes(s *view.Step) {
	for lane, id := range b.lanes {
		if g := glyphAt(s, id); g.rank > 0 {
			b.change(s, lane, g)
		}
	}
}

// change puts a mark on a lane. What a stage did stands with what brought it about.
func (b *builder) change(s *view.Step, lane int, g glyph) {
	p := b.on[lane]
	if !b.closed(s) && b.crossed&(1<<lane) == 0 {
		switch {
		case p.mark > 0 && s.Kind == view.KindStage && b.marks[p.mark-1].count < 3:
			b.extend(s)
			b.marks[p.mark-1].add(s, g)
			return
		case p.mark == 0 && (!p.taken() || s.Kind == view.KindStage):
			if side := b.free(lane); side != 0 || !b.words {
				b.extend(s)
				b.mark(s, lane, g, side)
				return
			}
		}
	}
	b.fresh(s, eventful)
	b.mark(s, lane, g, b.free(lane))
}

// add adds what happened later to a mark.
func (m *mark) add(s *view.Step, g glyph) {
	m.steps[m.count] = s
	m.count++
	if g.rank > m.glyph.rank {
		m.glyph = g
	}
}

// free is the side of a lane on which the row has room for words, 0 for none.
func (b *builder) free(lane int) int {
	for _, side := range []int{1, -1} {
		if b.gaps&beside(lane, side) == 0 {
			return side
		}
	}
	return 0
}
