package spacetime

import (
	"cmp"
	"slices"

	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
)

// spot is a thing of the diagram and where it is.
type spot struct {
	row, step int
	thing     frame.Thing
	rect      grid.Rect
}

// spots says where everything is, in the order of time, and with the things next
// to those that can be seen.
func (p *picture) spots(f *frame.Frame, c grid.Canvas, dx int) {
	if p.hi == p.lo {
		return
	}
	all := make([]spot, 0, 256)
	all = p.flightSpots(all, f.Cursors[layout.SpaceTimePane], f.Newest)
	for i := range p.marks {
		m := &p.marks[i]
		all = p.moment(all, m.row, m.lane, m.steps[0].View.Step)
	}
	for i := range p.rows {
		if r := &p.rows[i]; r.kind != eventful && p.near(i) {
			all = append(all, spot{i, r.first, frame.Thing{Kind: frame.Moment, Step: r.first}, grid.Rect{X: -dx, W: p.w + dx, H: 1}})
		}
	}
	all = p.keepSelected(all, f.Cursors[layout.SpaceTimePane])
	slices.SortStableFunc(all, func(a, b spot) int { return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.step, b.step)) })
	p.place(f, c, dx, all)
}

// keepSelected adds the moment that is selected where none of the spots is its own: on
// a screen of another size its row had begun at another step, or its step is in none.
func (p *picture) keepSelected(all []spot, selected frame.Thing) []spot {
	if selected.Kind != frame.Moment || slices.ContainsFunc(all, func(s spot) bool { return s.thing == selected }) {
		return all
	}
	row := p.rowOf(selected.Step)
	if !p.near(row) {
		return all
	}
	return append(all, spot{row, selected.Step, selected, grid.Rect{W: p.w, H: 1}})
}

// near reports whether a row can be seen, or is next to those that can.
func (p *picture) near(row int) bool { return row >= p.lo-1 && row <= p.hi }

// moment adds the spot of what happened on a lane in a step.
func (p *picture) moment(all []spot, row, lane, step int) []spot {
	if !p.near(row) {
		return all
	}
	thing := frame.Thing{Kind: frame.Moment, Node: p.lanes[lane], Step: step}
	return append(all, spot{row, step, thing, grid.Rect{X: p.x[lane], W: 1, H: 1}})
}

// place hands the frame the spots of the rows that can be seen, and one on either
// side of them.
func (p *picture) place(f *frame.Frame, c grid.Canvas, dx int, all []spot) {
	lo, _ := slices.BinarySearchFunc(all, p.lo, func(s spot, row int) int { return cmp.Compare(s.row, row) })
	hi, _ := slices.BinarySearchFunc(all, p.hi, func(s spot, row int) int { return cmp.Compare(s.row, row) })
	for i := max(lo-1, 0); i < min(hi+1, len(all)); i++ {
		s := &all[i]
		if i < lo || i >= hi {
			f.Spot(layout.SpaceTimePane, c, grid.Rect{}, s.thing)
			continue
		}
		s.rect.X += dx
		s.rect.Y = p.y(s.row) + 1
		f.Spot(layout.SpaceTimePane, c, s.rect, s.thing)
	}
	f.Ends[layout.SpaceTimePane] = [2]frame.Thing{{Kind: frame.Moment, Step: f.Oldest}, {Kind: frame.Moment, Step: f.At}}
}

// flightSpots adds the spots of the messages, and of the steps that sent them.
func (p *picture) flightSpots(all []spot, cursor frame.Thing, newest int) []spot {
	for i := range p.flights {
		f := &p.flights[i]
		if f.sent != before && (i == 0 || p.flights[i-1].sentStep != f.sentStep) {
			all = p.moment(all, f.sent, f.from, f.sentStep)
		}
		s := spot{row: f.home(), step: f.endStep, thing: p.thing(f, cursor)}
		switch {
		case f.end < p.hi && f.end >= p.lo:
			from, tip := p.reach(f)
			s.rect = grid.Rect{X: min(from, tip), W: max(from, tip) - min(from, tip) + 1, H: 1}
			if f.slot > 0 {
				s.rect.X, s.rect.W = tip, 1
			}
		case f.end == never && p.rows[p.hi-1].last < newest:
			if s.thing != cursor {
				continue // it comes to its end below
			}
			s.step, s.rect = f.sentStep, grid.Rect{X: p.x[f.from], W: 1, H: 1}
		case f.end == never:
			s.row, s.step = p.hi-1, f.ID-never
			s.rect = grid.Rect{X: p.trackColumn(&p.bundles[f.bundle]), W: 1, H: 1}
		}
		if p.near(s.row) {
			all = append(all, s)
		}
	}
	return all
}

// thing is a message as the screen's cursor knows it. The one that is selected
// keeps the step that it was selected with.
func (p *picture) thing(f *flight, cursor frame.Thing) frame.Thing {
	t := frame.Thing{Kind: frame.Message, Number: uint64(f.ID), Step: f.sentStep}
	if cursor.Kind == frame.Message && cursor.Number == t.Number {
		return cursor
	}
	if f.sentStep < 0 {
		t.Step = max(f.endStep, p.from)
	}
	return t
}

// momentOf is a mark as the screen's cursor knows it.
func (d *diagram) momentOf(m *mark) frame.Thing {
	return frame.Thing{Kind: frame.Moment, Node: d.lanes[m.lane], Step: m.steps[0].View.Step}
}

// rowOfMoment is the row of a moment: the one of its mark, else the last of its step.
func (d *diagram) rowOfMoment(t frame.Thing) int {
	for i := range d.marks {
		if d.momentOf(&d.marks[i]) == t {
			return d.marks[i].row
		}
	}
	return d.rowOf(t.Step)
}

// chosenRow is the row of what is selected, -1 for none.
func (p *picture) chosenRow(t frame.Thing) int {
	switch t.Kind {
	case frame.Moment:
		return p.rowOfMoment(t)
	case frame.Message:
		if f := p.flightOf(t); f != nil {
			return f.home()
		}
	}
	return -1
}

// flightOf is the flight of a selected message, nil for none.
func (p *picture) flightOf(t frame.Thing) *flight {
	for i := range p.flights {
		if f := &p.flights[i]; t.Kind == frame.Message && uint64(f.ID) == t.Number {
			return f
		}
	}
	return nil
}

// entering is a node as the first row finds it, nil when there was none.
func (p *picture) entering(id view.NodeID) *view.Node {
	if len(p.rows) == 0 {
		return nil
	}
	return p.rows[max(p.lo-1, 0)].after.Node(id)
}
