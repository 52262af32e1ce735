package spacetime

import (
	"strings"

	"raftviz/cluster/view"
)

// builder puts what happened into rows. What follows on other lanes stands in
// the same row as long as nothing is in its way: a broadcast and its answers look
// as they are drawn by hand.
type builder struct {
	diagram
	// words is set when there is room between the lanes for words.
	words bool
	// tick is the clock as the last row left it, and lone the ticks since.
	tick, lone int
	// seen is the cluster after the step before.
	seen *view.View
	// open are the flights that have not come to their end.
	open []int

	// What stands in the row that is being filled: the gaps between lanes that
	// are taken, where gap i is left of lane i, and the lanes that arrows cross.
	gaps, crossed uint16
	on            [view.MaxNodes]place
}

// place is what a row has on one lane.
type place struct {
	arrived, sent bool
	// leaves has the gaps into which arrows turn off from a track of the lane.
	leaves uint16
	mark   int // its place among the marks and 1
}

func (p place) taken() bool { return p.arrived || p.sent || p.mark > 0 }

// build makes the diagram of the steps from number from up to to.
func build(step func(int) *view.Step, from, to, at int, words bool) *diagram {
	last := step(to)
	b := &builder{words: words}
	b.now, b.from = at, from
	b.rows, b.marks = make([]row, 0, 128), make([]mark, 0, 128)
	b.flights, b.bundles = make([]flight, 0, 256), make([]bundle, 0, 256)
	for i := range b.lane {
		b.lane[i] = -1
	}
	b.lanes = make([]view.NodeID, 0, view.MaxNodes)
	for _, n := range last.Nodes {
		if n != nil {
			b.lane[n.ID] = len(b.lanes)
			b.lanes = append(b.lanes, n.ID)
		}
	}
	if from > 0 {
		b.begin(step(from - 1))
	}
	for i := from; i <= to; i++ {
		s := step(i)
		b.take(s)
		if i == at {
			b.fresh(s, present)
		}
		b.seen = &s.View
	}
	b.settle()
	return &b.diagram
}

// begin takes in what was in flight before the first step.
func (b *builder) begin(s *view.Step) {
	b.tick, b.seen = s.Tick, &s.View
	for _, m := range s.Messages {
		b.launch(m.Message, before, -1, -1)
	}
}

// settle gives the bundles that are still open their end.
func (b *builder) settle() {
	for _, i := range b.open {
		b.bundles[b.flights[i].bundle].end = never
	}
}

// take puts what a step did into a row.
func (b *builder) take(s *view.Step) {
	switch s.Kind {
	case view.KindDeliver:
		b.delivery(s)
	case view.KindNetwork:
		b.network(s)
	default:
		if s.Kind == view.KindTick {
			b.lone++
		}
		if s.Kind == view.KindStage && s.Stage == view.Send {
			b.send(s)
		}
		b.changes(s)
	}
	for i := range s.Events {
		if e := &s.Events[i]; banners(e) {
			b.fresh(s, banner)
			b.row().event = e
		}
	}
}

func (b *builder) row() *row { return &b.rows[len(b.rows)-1] }

// current is the number of the row that is being filled.
func (b *builder) current() int { return len(b.rows) - 1 }

// closed reports whether a step needs a row of its own whatever the last has.
func (b *builder) closed(s *view.Step) bool {
	if len(b.rows) == 0 {
		return true
	}
	r := b.row()
	return r.kind != eventful || r.tick != s.Tick
}

// fresh begins a row with a step; before it, the ticks that changed nothing.
func (b *builder) fresh(s *view.Step, kind rowKind) {
	idle := s.Tick - b.tick - 1
	if kind == present {
		idle++
	}
	if s.Tick == b.tick {
		idle = b.lone
	}
	if idle > 1 && b.seen != nil {
		b.idle(s, idle)
	}
	b.tick, b.lone = s.Tick, 0
	b.rows = append(b.rows, row{kind: kind, first: s.View.Step, command: s.Command, tick: s.Tick})
	b.gaps, b.crossed, b.on = 0, 0, [view.MaxNodes]place{}
	b.extend(s)
}

// idle adds a row for ticks that changed nothing, before a step.
func (b *builder) idle(s *view.Step, ticks int) {
	first := b.from
	if len(b.rows) > 0 {
		first = b.row().last + 1
	}
	b.rows = append(b.rows, row{
		kind: quiet, first: min(first, s.View.Step), last: max(first, s.View.Step-1), after: b.seen, tick: s.Tick, ticks: ticks,
	})
}

// extend says that the last row has a step.
func (b *builder) extend(s *view.Step) {
	r := b.row()
	r.last, r.after, b.lone = s.View.Step, &s.View, 0
}

// between are the gaps from one lane to another, and the lanes in between.
func between(from, to int) (gaps, lanes uint16) {
	left, right := min(from, to), max(from, to)
	gaps = (1<<(right+1) - 1) &^ (1<<(left+1) - 1)
	return gaps, gaps &^ (1 << right)
}

// beside is the gap on a side of a lane.
func beside(lane, side int) uint16 {
	if side > 0 {
		return 1 << (lane + 1)
	}
	return 1 << lane
}

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
	b.turnsOff(f)
	b.gaps |= gaps
	b.crossed |= lanes
	b.on[f.to].arrived = true
	if g.rank > 0 {
		b.mark(s, f.to, g, f.direction())
	}
	b.ended(i, s, delivered)
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

// mark puts a mark on a lane of the last row.
func (b *builder) mark(s *view.Step, lane int, g glyph, side int) {
	if b.words && side != 0 {
		b.gaps |= beside(lane, side)
	}
	b.marks = append(b.marks, mark{row: b.current(), lane: lane, steps: [3]*view.Step{s}, count: 1, glyph: g, side: side})
	b.on[lane].mark = len(b.marks)
}

// flying is the place of the flight of a message.
func (b *builder) flying(m *view.Message) int {
	for _, i := range b.open {
		if b.flights[i].ID == m.ID {
			return i
		}
	}
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

// lossOf is why a message was lost in a step, if it was.
func lossOf(s *view.Step, m *view.Message) (why string, gone bool) {
	for i := range s.Events {
		e := &s.Events[i]
		if e.What != view.Lost && e.What != view.Dropped {
			continue
		}
		if o, ok := e.About.(*view.Message); ok && o.ID == m.ID {
			return e.Text, true
		}
	}
	return "", false
}

// lose breaks an arrow off: at its receiver's lane when that is down, else soon
// after the sender's.
func (b *builder) lose(s *view.Step, i int, why string) {
	f := &b.flights[i]
	f.head = i
	if b.joins(s, i, why) {
		b.ended(i, s, lost)
		return
	}
	how, gaps, lanes := lost, beside(f.from, f.direction()), uint16(0)
	if f.to >= 0 && strings.HasSuffix(why, "is down") {
		how = lostThere
		gaps, lanes = between(f.from, f.to)
	}
	if b.closed(s) || b.gaps&gaps != 0 || b.touched(lanes) || b.knotted(f) {
		b.fresh(s, eventful)
	}
	b.extend(s)
	b.turnsOff(f)
	b.gaps |= gaps
	b.crossed |= lanes
	b.ended(i, s, how)
}

// joins reports whether a lost message can be one arrow with that lost before it,
// and makes it so.
func (b *builder) joins(s *view.Step, i int, why string) bool {
	f := &b.flights[i]
	for k := i - 1; k >= 0 && b.flights[k].sentStep == f.sentStep; k-- {
		o := &b.flights[k]
		if o.bundle != f.bundle || o.endStep != s.View.Step || o.end != b.current() || o.fate != lost || o.Type != f.Type {
			continue
		}
		if strings.HasSuffix(why, "is down") && f.to >= 0 {
			return false
		}
		f.head, f.slot = o.head, o.slot+1
		b.flights[f.head].behind = f.slot
		return true
	}
	return false
}

// send makes the messages of a Ready fly, and loses those that do not get far.
func (b *builder) send(s *view.Step) {
	ms := sentIn(s)
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
		if why, gone := lossOf(s, b.flights[i].Message); gone {
			b.lose(s, i, why)
		}
	}
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
