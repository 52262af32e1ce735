package history

import (
	"encoding/binary"
	"slices"
	"sync"

	"raftviz/cluster/view"
)

// History is the steps so far: all of them, or the newest (see Keep). It is safe
// for concurrent use: one goroutine may look at old steps while another goes on.
type History struct {
	mu sync.Mutex
	// segments have the steps, one after the other. The slice is never written to:
	// somebody may read it (see Kept).
	segments []*segment
	// keep is how many steps are kept at most, 0 for all, and length how many a
	// segment has.
	keep, length int

	// last is what the step before had.
	last struct {
		tick, command int
		flights       []flight
		links         *view.Links
		requests      []*view.Request
		violations    int
	}
	record []byte
	// newest is the step that was read last: it is often asked for again.
	newest *view.Step
}

// Frame is a step as it is handed in. Messages, Events, Changed and the nodes in
// it are read and not kept; all else is kept, and must not change afterwards.
type Frame struct {
	Tick, Command int
	Kind          view.Kind
	Node          view.NodeID
	Stage         view.Stage
	Message       *view.Message
	Events        []view.Event
	Messages      []view.InFlight
	Links         *view.Links
	Requests      []*view.Request
	Violations    []*view.Violation
	// Changed are the nodes that are not as the step before left them.
	Changed []*view.Node
}

// New returns a history without steps, which keeps all that it is given.
func New() *History { return &History{segments: []*segment{newSegment(nil)}} }

// segmentsKept is how many segments the steps that are kept are in: so many times
// fewer are dropped at once.
const segmentsKept = 8

// Keep has the history keep no more than so many steps from now on, 0 for all: when
// there are more, the oldest are dropped, an eighth of them at once. The numbers of
// the others stay what they are.
func (h *History) Keep(steps int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.keep, h.length = steps, max(steps/segmentsKept, 1)
}

// Len is the number of steps so far, those that were dropped among them; they are
// numbered from 0.
func (h *History) Len() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.newestSegment().end()
}

// Oldest is the number of the oldest step that is kept.
func (h *History) Oldest() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.segments[0].from
}

func (h *History) newestSegment() *segment { return h.segments[len(h.segments)-1] }

// Bits of a step's head: what it has that the step before did not.
const (
	hasMessage = 1 << iota
	newLinks
	newRequests
	newViolations
)

// Append keeps a step, and reports whether others were dropped for it. The first
// of a group names all that it has, the others what differs from the step before.
func (h *History) Append(f *Frame) (dropped bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	s := h.newestSegment()
	if h.keep > 0 && s.steps.count >= h.length {
		s = h.begin(f)
		dropped = h.drop()
	}
	s.addNodes(f)
	first := s.steps.first()
	if first {
		h.last.tick, h.last.command = 0, 0
	}
	has := flag(f.Message != nil, hasMessage) |
		flag(first || f.Links != h.last.links, newLinks) |
		flag(first || !sameSlice(f.Requests, h.last.requests), newRequests) |
		flag(len(f.Violations) > 0 && (first || len(f.Violations) != h.last.violations), newViolations)
	b := append(h.record[:0], byte(f.Kind)|byte(has)<<4, byte(f.Node)|byte(f.Stage)<<4)
	b = binary.AppendUvarint(b, uint64(f.Tick-h.last.tick))
	b = binary.AppendUvarint(b, uint64(f.Command-h.last.command))
	b = s.appendPlaces(b, f, has)
	b = appendFlights(b, &h.last.flights, f.Messages, first)
	b = binary.AppendUvarint(b, uint64(len(f.Events)))
	for i := range f.Events {
		b = s.appendEvent(b, &f.Events[i], f)
	}
	s.steps.append(b)
	h.record = b
	h.last.tick, h.last.command = f.Tick, f.Command
	h.last.links, h.last.requests, h.last.violations = f.Links, f.Requests, len(f.Violations)
	return dropped
}

// begin begins a segment, whose first step will be f.
func (h *History) begin(f *Frame) *segment {
	s := newSegment(h.newestSegment())
	s.carry(h.newestSegment(), f)
	h.segments = append(slices.Clip(h.segments), s)
	return s
}

// drop drops the oldest segments, as many as make room for the one that begins.
func (h *History) drop() (dropped bool) {
	gone := 0
	for h.newestSegment().from+h.length-h.segments[gone].from > h.keep && gone < len(h.segments)-1 {
		gone++
	}
	h.segments = slices.Clone(h.segments[gone:])
	return gone > 0
}

// sameSlice reports whether two slices are the same part of the same array.
func sameSlice[T any](a, b []T) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}
