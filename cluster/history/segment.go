package history

import (
	"encoding/binary"
	"slices"

	"raftviz/cluster/view"
)

// segment is steps that follow one another, and all that they refer to: it can be
// read without the others, and so the others can be dropped. One that begins in the
// middle of things begins with what is under way; see carry.
type segment struct {
	// from is the number of its first step. Within it, steps are counted from 0.
	from     int
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
}

// newSegment returns a segment without steps that goes on behind another, nil for
// the first.
func newSegment(before *segment) *segment {
	s := &segment{textPlaces: map[string]int{}}
	s.messages.base = 1
	if before != nil {
		s.from = before.end()
		s.messages.base = before.messages.end()
	}
	return s
}

// end is the number of the step behind the last.
func (s *segment) end() int { return s.from + s.steps.count }

// carry begins a segment, whose first step will be f, with what that step and those
// behind it may refer to, though it was before them: the nodes that f does not
// change, the Readies in hand, and the messages in these or on their way.
func (s *segment) carry(before *segment, f *Frame) {
	var ids []int
	// f's own message comes with f: add carries it, too.
	for _, m := range f.Messages {
		ids = append(ids, m.ID)
	}
	for i := range before.nodes {
		ids = append(ids, s.carryNode(before, view.NodeID(i+1), f)...)
	}
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		if id < s.messages.base {
			s.messages.carry(before.messages.at(id, &before.nodes))
		}
	}
}

// carryNode carries a node, and returns the numbers of the messages in its Ready.
func (s *segment) carryNode(before *segment, id view.NodeID, f *Frame) (messages []int) {
	old, track := &before.nodes[id-1], &s.nodes[id-1]
	if old.tape.count == 0 {
		return nil
	}
	n := old.node(id, &old.row)
	if r := old.readies.at(old.row[slotReady], before, old); r != nil {
		track.readies.carry(r, old.readies.last)
		n.Ready = old.readies.last
		for _, m := range r.Messages {
			messages = append(messages, m.ID)
		}
	}
	if changed(f.Changed, id) == nil {
		track.add(0, n)
	}
	return messages
}

// addNodes keeps the nodes that changed, and the messages that they made.
func (s *segment) addNodes(f *Frame) {
	for _, n := range f.Changed {
		track := &s.nodes[n.ID-1]
		track.add(s.steps.count, n)
		if n.Ready != nil {
			for _, m := range n.Ready.Messages {
				s.messages.add(m, track)
			}
		}
	}
	// One that came from another process comes from no Ready, and a duplicate neither.
	if f.Message != nil {
		s.messages.add(f.Message, &s.nodes[f.Message.From-1])
	}
	if k := len(f.Messages); k > 0 {
		s.messages.add(f.Messages[k-1].Message, &s.nodes[f.Messages[k-1].From-1])
	}
}

func (s *segment) appendPlaces(b []byte, f *Frame, has uint64) []byte {
	if has&hasMessage != 0 {
		b = binary.AppendUvarint(b, uint64(f.Message.ID))
	}
	if has&newLinks != 0 {
		b = binary.AppendUvarint(b, placeOf(&s.links, f.Links))
	}
	if has&newRequests != 0 {
		b = binary.AppendUvarint(b, uint64(s.requests.add(f.Requests)))
	}
	if has&newViolations != 0 {
		b = binary.AppendUvarint(b, uint64(s.violations.add(f.Violations)))
	}
	return b
}

// step is step number i, which is in the segment.
func (s *segment) step(i int) *view.Step {
	out := &view.Step{}
	out.Step = i
	out.Nodes = s.nodesAt(i - s.from)
	s.read(out)
	return out
}

func (s *segment) nodesAt(step int) []*view.Node {
	var nodes []*view.Node
	for i := range s.nodes {
		if n := s.nodes[i].at(view.NodeID(i+1), step, s); n != nil {
			for len(nodes) < i {
				nodes = append(nodes, nil)
			}
			nodes = append(nodes, n)
		}
	}
	return nodes
}

// read fills out with what its record says, and those before it in its group.
func (s *segment) read(out *view.Step) {
	step := out.Step - s.from
	c := s.steps.group(step)
	var flights []flight
	for range step % groupLen {
		f := c.next()
		_, flights = s.readHead(&f, out, flights)
	}
	f := c.next()
	message, flights := s.readHead(&f, out, flights)
	if message > 0 {
		out.Message = s.messages.at(message, &s.nodes)
	}
	for _, m := range flights {
		out.Messages = append(out.Messages, view.InFlight{Message: s.messages.at(m.id, &s.nodes), Sent: m.sent, Due: m.due})
	}
	out.Events = make([]view.Event, f.uint())
	for i := range out.Events {
		e := s.readEvent(&f)
		if e.About == nil {
			e.About = tell(&e, out)
		}
		out.Events[i] = e
	}
}

// readHead reads a step's record up to its events. message is the number of the
// step's message, 0 for none.
func (s *segment) readHead(f *fields, out *view.Step, flights []flight) (message int, now []flight) {
	kind, node := f.byte(), f.byte()
	out.Kind, out.Node, out.Stage = view.Kind(kind&0xf), view.NodeID(node&0xf), view.Stage(node>>4)
	out.Tick += int(f.uint())
	out.Command += int(f.uint())
	has := kind >> 4
	if has&hasMessage != 0 {
		message = int(f.uint())
	}
	if has&newLinks != 0 {
		out.Links = s.links.at(int(f.uint()))
	}
	if has&newRequests != 0 {
		out.Requests = s.requests.at(int(f.uint()))
	}
	if has&newViolations != 0 {
		out.Violations = s.violations.at(int(f.uint()))
	}
	return message, readFlights(f, flights)
}
