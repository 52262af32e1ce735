package spacetime

import (
	"slices"

	"raftviz/cluster/view"
)

// delivery is a message that arrives, or is lost because its receiver is down.
func (b *builder) delivery(s *view.Step) {
	i := b.flying(s.Message)
	if why, gone := lossOf(s, s.Message); gone {
		b.lose(s, i, why)
		return
	}
	f := &b.flights[i]
	if f.to < 0 {
		return
	}
	g := glyphAt(s, s.Node)
	gaps, lanes := between(f.from, f.to)
	words := uint16(0)
	if g.rank > 0 && b.words {
		words = beside(f.to, f.direction())
	}
	p := b.on[f.to]
	if b.closed(s) || b.gaps&(gaps|words) != 0 || b.touched(lanes) || b.crossed&(1<<f.to) != 0 || p.sent || g.rank > 0 && p.mark > 0 || b.knotted(f) {
		b.fresh(s, eventful)
	}
	b.extend(s)
	b.unseen(s, f)
	b.turnsOff(f)
	b.gaps |= gaps
	b.crossed |= lanes
	b.on[f.to].arrived = true
	if g.rank > 0 {
		b.mark(s, f.to, g, f.direction())
	}
	b.ended(i, s, delivered)
}

// unseen makes level the arrow of a message of which nobody saw when another process
// sent it.
func (b *builder) unseen(s *view.Step, f *flight) {
	if n := s.View.Node(f.From); f.sent == before && n != nil && n.Remote {
		f.sent = b.current()
		b.bundles[f.bundle].start = f.sent
	}
}

// knotted reports whether an arrow that turns off in the last row would run into
// the beginning of others that the row has at its sender.
func (b *builder) knotted(f *flight) bool { return b.on[f.from].sent && f.sent != b.current() }

// turnsOff says that an arrow turns off from its track in the last row.
func (b *builder) turnsOff(f *flight) {
	if f.sent != b.current() {
		b.on[f.from].leaves |= beside(f.from, f.direction())
	}
}

// touched reports whether the row has anything on some lanes.
func (b *builder) touched(lanes uint16) bool {
	for i := range b.lanes {
		if lanes&(1<<i) != 0 && b.on[i].taken() {
			return true
		}
	}
	return false
}

// flying is the place of the flight of a message.
func (b *builder) flying(m *view.Message) int {
	for _, i := range b.open {
		if b.flights[i].ID == m.ID {
			return i
		}
	}
	if b.early == nil {
		b.early = map[int]bool{}
	}
	b.early[m.ID] = true
	return b.launch(m, before, -1, -1)
}

// launch makes a message fly; bundle is that of those sent with it, -1 for a new one.
func (b *builder) launch(m *view.Message, row, step, with int) int {
	f := flight{Message: m, from: b.laneOf(m.From), to: b.laneOf(m.To), sent: row, end: never, sentStep: step, endStep: -1}
	f.from = max(f.from, 0)
	if with < 0 {
		with = len(b.bundles)
		b.bundles = append(b.bundles, bundle{lane: f.from, side: f.direction(), start: row, end: row})
	}
	f.bundle = with
	b.flights = append(b.flights, f)
	b.open = append(b.open, len(b.flights)-1)
	return len(b.flights) - 1
}

func (b *builder) laneOf(id view.NodeID) int {
	if int(id) >= len(b.lane) {
		return -1
	}
	return b.lane[id]
}

// ended says that a flight came to its end in the last row.
func (b *builder) ended(i int, s *view.Step, how fate) {
	f := &b.flights[i]
	f.end, f.endStep, f.fate = b.current(), s.View.Step, how
	bd := &b.bundles[f.bundle]
	bd.end = max(bd.end, f.end)
	for k, o := range b.open {
		if o == i {
			b.open = append(b.open[:k], b.open[k+1:]...)
			return
		}
	}
}

// send makes the messages of a Ready fly, and loses those that do not get far.
func (b *builder) send(s *view.Step) {
	ms := b.stillToCome(sentIn(s))
	if len(ms) == 0 {
		return
	}
	lane := b.laneOf(s.Node)
	if lane < 0 {
		return
	}
	sides := uint16(0)
	for _, m := range ms {
		to := b.laneOf(m.To)
		if to >= 0 && to < lane {
			sides |= beside(lane, -1)
		} else {
			sides |= beside(lane, 1)
		}
	}
	p := b.on[lane]
	wordy := p.mark > 0 && b.words && beside(lane, b.marks[p.mark-1].side)&sides != 0
	if b.closed(s) || p.sent || b.crossed&(1<<lane) != 0 || p.leaves&sides != 0 || wordy {
		b.fresh(s, eventful)
	}
	b.extend(s)
	b.on[lane].sent = true
	first := len(b.flights)
	with := [2]int{-1, -1}
	for _, m := range ms {
		to := b.laneOf(m.To)
		side := 1
		if to >= 0 && to < lane {
			side = 0
		}
		i := b.launch(m, b.current(), s.View.Step, with[side])
		with[side] = b.flights[i].bundle
	}
	for i := first; i < first+len(ms); i++ {
		m := b.flights[i].Message
		if why, gone := lossOf(s, m); gone {
			b.lose(s, i, why)
		} else if to := s.View.Node(m.To); to != nil && to.Elsewhere() {
			b.breakOff(s, i, away)
		}
	}
}

// stillToCome are messages without those that were delivered before: what another
// process sends is heard of late.
func (b *builder) stillToCome(ms []*view.Message) []*view.Message {
	if len(b.early) == 0 {
		return ms
	}
	return slices.DeleteFunc(slices.Clone(ms), func(m *view.Message) bool { return b.early[m.ID] })
}

// sentIn are the messages that a send stage handed to the network.
func sentIn(s *view.Step) []*view.Message {
	for i := range s.Events {
		if e := &s.Events[i]; e.What == view.Sent {
			if rd, ok := e.About.(*view.Ready); ok {
				return rd.Messages
			}
		}
	}
	return nil
}

// network is what was done to a message on its way.
func (b *builder) network(s *view.Step) {
	if s.Message == nil || len(s.Events) == 0 {
		return
	}
	switch e := &s.Events[0]; e.What {
	case view.Dropped:
		b.lose(s, b.flying(s.Message), e.Text)
	case view.Duplicated:
		b.duplicate(s, int(e.Count))
	}
}

// duplicate makes the copy of a message fly, which leaves from the sender's lane.
func (b *builder) duplicate(s *view.Step, id int) {
	for _, m := range s.Messages {
		if m.ID != id {
			continue
		}
		lane := max(b.laneOf(m.From), 0)
		if b.closed(s) || b.on[lane].sent || b.crossed&(1<<lane) != 0 {
			b.fresh(s, eventful)
		}
		b.extend(s)
		b.on[lane].sent = true
		b.launch(m.Message, b.current(), s.View.Step, -1)
	}
}
