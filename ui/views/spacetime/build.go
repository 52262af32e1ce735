package spacetime

import (
	"raftviz/cluster/view"
)

// builder puts what happened into rows. What follows on other lanes stands in
// the same row as long as nothing is in its way: a broadcast and its answers look
// as they are drawn by hand.
type builder struct {
	diagram
	// words is set when there is room between the lanes for words, and breaks is how
	// many breaks there is room for side by side.
	words  bool
	breaks int
	// tick is the clock as the last row left it, and lone the ticks since.
	tick, lone int
	// seen is the cluster after the step before.
	seen *view.View
	// open are the flights that have not come to their end.
	open []int
	// early are the messages that arrived without having been seen to be sent.
	early map[int]bool

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

// build makes the diagram of the steps from number from up to to, for lanes with so
// many columns between them. Step number oldest is the first that there is: of one
// that is not the start it is not known what was in flight before it, and so its
// messages are left out.
func build(step func(int) *view.Step, oldest, from, to, at, gap int) *diagram {
	last := step(to)
	b := &builder{words: gap >= wordy, breaks: max(gap-4, 1)}
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
		b.begin(step(max(from-1, oldest)))
	}
	for i := from; i <= to; i++ {
		s := step(i)
		if i > 0 && i == oldest {
			b.remains(s)
		} else {
			b.take(s)
		}
		if i == at {
			b.fresh(s, present)
		}
		b.seen = &s.View
	}
	if idle := last.Tick - b.tick; idle > 1 {
		b.idle(last, idle)
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
	b.banners(s)
}

// remains puts what a step did to the nodes into a row, and not what it did with
// messages.
func (b *builder) remains(s *view.Step) {
	b.changes(s)
	b.banners(s)
}

// banners puts what is told across all lanes into rows.
func (b *builder) banners(s *view.Step) {
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
