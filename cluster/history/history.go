package history

import (
	"encoding/binary"
	"sync"

	"raftviz/cluster/view"
)

// History is every step so far. It is safe for concurrent use: one goroutine may
// look at old steps while another goes on.
type History struct {
	mu       sync.Mutex
	steps    tape
	nodes    [view.MaxNodes]nodeTrack
	messages messageTrack

	// What steps name by place.
	links    table[*view.Links]
	requests table[[]*view.Request]
	// violations has the list after each step that found some.
	violations table[[]*view.Violation]
	abouts     table[any]
	texts      table[string]

	textPlaces map[string]int
	// lastText is the one asked for last; it is often asked for again.
	lastText struct {
		text  string
		place int
	}

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

// New returns a history without steps.
func New() *History { return &History{textPlaces: map[string]int{}} }

// Len is the number of steps; they are numbered from 0.
func (h *History) Len() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.steps.count
}

// Bits of a step's head: what it has that the step before did not.
const (
	hasMessage = 1 << iota
	newLinks
	newRequests
	newViolations
)

// Append keeps a step. The first of a group names all that it has, the others
// what differs from the step before.
func (h *History) Append(f *Frame) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.addNodes(f)
	first := h.steps.first()
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
	b = h.appendPlaces(b, f, has)
	b = appendFlights(b, &h.last.flights, f.Messages, first)
	b = binary.AppendUvarint(b, uint64(len(f.Events)))
	for i := range f.Events {
		b = h.appendEvent(b, &f.Events[i], f)
	}
	h.steps.append(b)
	h.record = b
	h.last.tick, h.last.command = f.Tick, f.Command
	h.last.links, h.last.requests, h.last.violations = f.Links, f.Requests, len(f.Violations)
}

// addNodes keeps the nodes that changed, and the messages that they made.
func (h *History) addNodes(f *Frame) {
	for _, n := range f.Changed {
		track := &h.nodes[n.ID-1]
		track.add(h.steps.count, n)
		if n.Ready != nil {
			for _, m := range n.Ready.Messages {
				h.messages.add(m, track)
			}
		}
	}
	// One that came from another process comes from no Ready, and a duplicate neither.
	if f.Message != nil {
		h.messages.add(f.Message, &h.nodes[f.Message.From-1])
	}
	if k := len(f.Messages); k > 0 {
		h.messages.add(f.Messages[k-1].Message, &h.nodes[f.Messages[k-1].From-1])
	}
}

func (h *History) appendPlaces(b []byte, f *Frame, has uint64) []byte {
	if has&hasMessage != 0 {
		b = binary.AppendUvarint(b, uint64(f.Message.ID))
	}
	if has&newLinks != 0 {
		b = binary.AppendUvarint(b, placeOf(&h.links, f.Links))
	}
	if has&newRequests != 0 {
		b = binary.AppendUvarint(b, uint64(h.requests.add(f.Requests)))
	}
	if has&newViolations != 0 {
		b = binary.AppendUvarint(b, uint64(h.violations.add(f.Violations)))
	}
	return b
}

// sameSlice reports whether two slices are the same part of the same array.
func sameSlice[T any](a, b []T) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// Step is step number i, 0..Len()-1.
func (h *History) Step(i int) *view.Step {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.newest == nil || h.newest.Step != i {
		s := &view.Step{}
		s.Step = i
		s.Nodes = h.nodesAt(i)
		h.read(s)
		h.newest = s
	}
	return h.newest
}

func (h *History) nodesAt(step int) []*view.Node {
	var nodes []*view.Node
	for i := range h.nodes {
		if n := h.nodes[i].at(view.NodeID(i+1), step, h); n != nil {
			for len(nodes) < i {
				nodes = append(nodes, nil)
			}
			nodes = append(nodes, n)
		}
	}
	return nodes
}

// read fills s with what its record says, and those before it in its group.
func (h *History) read(s *view.Step) {
	c := h.steps.group(s.Step)
	var flights []flight
	for range s.Step % groupLen {
		f := c.next()
		_, flights = h.readHead(&f, s, flights)
	}
	f := c.next()
	message, flights := h.readHead(&f, s, flights)
	if message > 0 {
		s.Message = h.messages.at(message, &h.nodes)
	}
	for _, m := range flights {
		s.Messages = append(s.Messages, view.InFlight{Message: h.messages.at(m.id, &h.nodes), Sent: m.sent, Due: m.due})
	}
	s.Events = make([]view.Event, f.uint())
	for i := range s.Events {
		e := h.readEvent(&f)
		if e.About == nil {
			e.About = tell(&e, s)
		}
		s.Events[i] = e
	}
}

// readHead reads a step's record up to its events. message is the number of the
// step's message, 0 for none.
func (h *History) readHead(f *fields, s *view.Step, flights []flight) (message int, now []flight) {
	kind, node := f.byte(), f.byte()
	s.Kind, s.Node, s.Stage = view.Kind(kind&0xf), view.NodeID(node&0xf), view.Stage(node>>4)
	s.Tick += int(f.uint())
	s.Command += int(f.uint())
	has := kind >> 4
	if has&hasMessage != 0 {
		message = int(f.uint())
	}
	if has&newLinks != 0 {
		s.Links = h.links.at(int(f.uint()))
	}
	if has&newRequests != 0 {
		s.Requests = h.requests.at(int(f.uint()))
	}
	if has&newViolations != 0 {
		s.Violations = h.violations.at(int(f.uint()))
	}
	return message, readFlights(f, flights)
}
