package history

import "raftviz/cluster/view"

// Walk calls f with the events of each step from number from on, or from the oldest
// that is kept, in order, until f returns false. It builds no views, and so goes
// some ten times as fast as Step. What an event is about is there where the event
// alone says it (a request, a violation), and nil where the step's view does (a
// Ready, an entry, a message delivered). The events are valid until f returns. f may
// call Step.
func (k *Kept) Walk(from int, f func(step int, events []view.Event) bool) {
	var events []view.Event
	var ends [groupLen]int
	for from = max(from, k.Oldest()); from < k.end; {
		s := segmentOf(k.segments, from)
		first := from - (from-s.from)%groupLen
		var steps int
		events, steps = k.groupEvents(s, first, events[:0], &ends)
		begin := 0
		for i, end := range ends[:steps] {
			if first+i >= from && !f(first+i, events[begin:end]) {
				return
			}
			begin = end
		}
		from = first + steps
	}
}

// Walk is that of what is kept now.
func (h *History) Walk(from int, f func(step int, events []view.Event) bool) { h.Kept().Walk(from, f) }

// groupEvents adds to list the events of a group's steps, and notes in ends where
// those of each step end.
func (k *Kept) groupEvents(s *segment, first int, list []view.Event, ends *[groupLen]int) (events []view.Event, steps int) {
	k.history.mu.Lock()
	defer k.history.mu.Unlock()
	steps = min(groupLen, s.end()-first, k.end-first)
	c := s.steps.group(first - s.from)
	var step view.Step
	var flights []flight
	for i := range steps {
		f := c.next()
		_, flights = s.readHead(&f, &step, flights)
		for n := f.uint(); n > 0; n-- {
			list = append(list, s.readEvent(&f))
		}
		ends[i] = len(list)
	}
	return list, steps
}
