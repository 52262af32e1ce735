package history

import "raftviz/cluster/view"

// Walk calls f with the events of each step from number from on, in order, until
// f returns false. It builds no views, and so goes some ten times as fast as
// Step. What an event is about is there where the event alone says it (a request,
// a violation), and nil where the step's view does (a Ready, an entry, a message
// delivered). The events are valid until f returns. f may call Step.
func (h *History) Walk(from int, f func(step int, events []view.Event) bool) {
	var events []view.Event
	var ends [groupLen]int
	for first := from - from%groupLen; ; first += groupLen {
		var steps int
		events, steps = h.groupEvents(first, events[:0], &ends)
		begin := 0
		for i, end := range ends[:steps] {
			if first+i >= from && !f(first+i, events[begin:end]) {
				return
			}
			begin = end
		}
		if steps < groupLen {
			return
		}
	}
}

// groupEvents adds to list the events of a group's steps so far, and notes in
// ends where those of each step end.
func (h *History) groupEvents(first int, list []view.Event, ends *[groupLen]int) (events []view.Event, steps int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	steps = min(groupLen, h.steps.count-first)
	if steps <= 0 {
		return list, 0
	}
	c := h.steps.group(first)
	var s view.Step
	var flights []flight
	for i := range steps {
		f := c.next()
		_, flights = h.readHead(&f, &s, flights)
		for n := f.uint(); n > 0; n-- {
			list = append(list, h.readEvent(&f))
		}
		ends[i] = len(list)
	}
	return list, steps
}
