package events

import (
	"slices"

	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
)

// window is the rows that a pane of so many rows shows: the last ones while no
// event is selected, else those that it showed before, moved as little as shows
// the selected one. It reads only the steps that these tell of, and their
// neighbours.
func window(f *frame.Frame, height, columns int) []row {
	w := reader{f, columns}
	if height <= 0 || f.At < 0 {
		return nil
	}
	top := &f.Tops[layout.EventsPane]
	rows := w.chosen(*top, height)
	if len(rows) > 0 {
		*top = rows[0].key()
	}
	return rows
}

// reader makes rows of so many columns for their text.
type reader struct {
	f       *frame.Frame
	columns int
}

func (w reader) chosen(top, height int) []row {
	t := w.f.Cursors[layout.EventsPane]
	if t.Kind != frame.Event || t.Step > w.f.At || t.Step < w.f.Oldest {
		return w.before(w.f.At, height)
	}
	chosen := keyOf(t.Step, int(t.Number))
	rows := w.from(min(top, chosen), height)
	if !slices.ContainsFunc(rows, func(r row) bool { return r.is(t) }) {
		rows = w.upTo(chosen, height)
	}
	if len(rows) < height {
		rows = w.before(w.f.At, height)
	}
	return rows
}

// before are the last so many rows of the steps up to number last.
func (w reader) before(last, height int) []row {
	var rows []row // newest first
	for last >= w.f.Oldest && len(rows) < height {
		b := w.block(last)
		slices.Reverse(b)
		rows = append(rows, b...)
		last = w.blockStart(last) - 1
	}
	slices.Reverse(rows)
	return rows[max(len(rows)-height, 0):]
}

// from are the first so many rows from the one with that key on.
func (w reader) from(key, height int) []row {
	var rows []row
	for i := w.blockStart(max(key/numbers, w.f.Oldest)); i <= w.f.At && len(rows) < height; i = w.blockEnd(i) + 1 {
		for _, r := range w.block(i) {
			if r.key() >= key || keyOf(r.last(), 0) >= key {
				rows = append(rows, r)
			}
		}
	}
	return rows[:min(len(rows), height)]
}

// upTo are the last so many rows up to that with the key.
func (w reader) upTo(key, height int) []row {
	if key < keyOf(w.f.Oldest, 0) {
		return nil
	}
	rows := slices.DeleteFunc(w.block(key/numbers), func(r row) bool { return r.key() > key })
	if more := height - len(rows); more > 0 {
		rows = append(w.before(w.blockStart(key/numbers)-1, more), rows...)
	}
	return rows[max(len(rows)-height, 0):]
}

// A block is the steps of one round of ticks, in which the nodes tick one after
// the other, or one other step.

func (w reader) blockStart(i int) int {
	for i > w.f.Oldest && w.sameRound(i-1, i) {
		i--
	}
	return i
}

func (w reader) blockEnd(i int) int {
	for i < w.f.At && w.sameRound(i, i+1) {
		i++
	}
	return i
}

// sameRound reports whether step number b, which follows a, is a tick of the same
// round.
func (w reader) sameRound(a, b int) bool {
	s := w.f.Step(b)
	if !ticks(s) {
		return false
	}
	before := w.f.Step(a)
	return ticks(before) && before.Node < s.Node
}

// ticks reports whether a tick was all that happened in the step.
func ticks(s *view.Step) bool {
	return s.Kind == view.KindTick && len(s.Events) == 1
}

// block is the rows of the block that a step is in.
func (w reader) block(i int) []row {
	from, to := w.blockStart(i), w.blockEnd(i)
	s := w.f.Step(from)
	begins := s.Command > 0 && (from == w.f.Oldest || w.f.Step(from-1).Command != s.Command)
	if to > from {
		r := row{step: s, first: true, begins: begins}
		for k := from; k <= to; k++ {
			r.ticks = append(r.ticks, w.f.Step(k))
		}
		return []row{r}
	}
	rows := make([]row, 0, len(s.Events))
	for n := range s.Events {
		switch e := &s.Events[n]; {
		case e.What == view.Violated:
			for part, text := range grid.Wrap(e.String(), w.columns) {
				rows = append(rows, row{step: s, number: n, part: part, text: text})
			}
		case w.f.Raft || e.What != view.Raft:
			rows = append(rows, row{step: s, number: n})
		}
	}
	if len(rows) > 0 {
		rows[0].first, rows[0].begins = true, begins
	}
	return rows
}

// lastBefore is the event before a row.
func lastBefore(f *frame.Frame, r *row) (t frame.Thing, ok bool) {
	w := reader{f, wide}
	return lastOf(w.upTo(r.key()-1, 1), true)
}

// firstBehind is the event behind a row.
func firstBehind(f *frame.Frame, r *row) (t frame.Thing, ok bool) {
	w := reader{f, wide}
	rows := w.from(max(r.key(), keyOf(r.last(), 0))+1, 1)
	return lastOf(rows, true)
}

// first is the first event of all that are kept. What a step did is never left out.
func first(f *frame.Frame) frame.Thing { return frame.Thing{Kind: frame.Event, Step: f.Oldest} }

// Newest is the event that the list ends with.
func Newest(f *frame.Frame) frame.Thing {
	if f.Found != nil {
		if n := f.Found.UpTo(f.At); n > 0 {
			return foundThing(f, n-1)
		}
		return frame.Thing{}
	}
	t, _ := lastOf(reader{f, wide}.before(f.At, 1), true)
	return t
}

// wide is wider than any text.
const wide = 1 << 20

func lastOf(rows []row, ok bool) (frame.Thing, bool) {
	if !ok || len(rows) == 0 {
		return frame.Thing{}, false
	}
	return rows[len(rows)-1].thing(), true
}
