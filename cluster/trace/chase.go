package trace

import (
	"slices"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/history"
	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// chase follows a put through the steps.
type chase struct {
	h     *history.Kept
	story *Story
	// last is the step to end with.
	last int
	// forwards are the nodes whose raft will send the proposal on with the next Ready.
	forwards map[view.NodeID]bool
	// proposals are the MsgProps that carry it and have not ended, by number.
	proposals map[int]*proposal
}

// proposal is a MsgProp on its way.
type proposal struct {
	*view.Message
	// sent is false while it is in its sender's Ready.
	sent bool
}

// tell adds a moment, once: two events of a step may tell the same.
func (c *chase) tell(step int, format string, args ...any) {
	m := Moment{step, lang.F(format, args...)}
	if !slices.Contains(c.story.Moments, m) {
		c.story.Moments = append(c.story.Moments, m)
	}
}

// node is a node as a step left it.
func (c *chase) node(step int, id view.NodeID) *view.Node { return c.h.Step(step).View.Node(id) }

// step sees what happened in a step.
func (c *chase) step(step int, events []view.Event) bool {
	for i := range events {
		e := &events[i]
		switch e.What {
		case view.Proposed:
			if e.About == any(c.story.Request) {
				c.proposed(step, e.Node, events)
			}
		case view.Acknowledged:
			if e.About == any(c.story.Request) {
				c.tell(step, "acknowledged: %v applied %d/%d", e.Node, e.Term, e.Index)
			}
		case view.Abandoned:
			if e.About == any(c.story.Request) {
				c.tell(step, "the client gets no answer: %s", view.Recorded(e.Text))
			}
		}
		c.onTheWay(step, e, events)
		for _, entry := range c.story.Entries {
			c.inLogs(step, e, entry)
		}
	}
	return step < c.last
}

// proposed is the step in which the client asked a node.
func (c *chase) proposed(step int, id view.NodeID, events []view.Event) {
	c.forwards, c.proposals = map[view.NodeID]bool{}, map[int]*proposal{}
	n := c.node(step, id)
	c.tell(step, "the client asked %v, %s", id, standing(n))
	c.offered(step, n, events)
}

// standing is what a node is at the time.
func standing(n *view.Node) string {
	switch {
	case n.Role == view.Leader:
		return lang.F("which leads term %d", n.Term)
	case n.Lead != 0:
		return lang.F("which follows %v at term %d", n.Lead, n.Term)
	}
	return lang.F("a %v that knows no leader at term %d", lang.T(n.Role.String()), n.Term)
}

// offered is a step in which a node's raft was given the proposal: it has
// appended it, dropped it, or sends it on.
func (c *chase) offered(step int, n *view.Node, events []view.Event) {
	if last := n.Log.Entry(n.Log.Last()); n.Role == view.Leader && is(last, c.story.Request) {
		c.story.Entries = append(c.story.Entries, &Entry{Term: last.Term, Index: last.Index})
		c.tell(step, "%v appended it to its log as %d/%d", n.ID, last.Term, last.Index)
		return
	}
	for i := range events {
		if e := &events[i]; e.What == view.Refused && e.Node == n.ID {
			c.tell(step, "lost: %s", view.Recorded(e.Text))
			return
		}
	}
	c.forwards[n.ID] = true
}

// onTheWay follows the proposal until it has come to a leader.
func (c *chase) onTheWay(step int, e *view.Event, events []view.Event) {
	if len(c.forwards) > 0 {
		c.forwarding(step, e)
	}
	if len(c.proposals) == 0 {
		return
	}
	switch e.What {
	case view.Sent:
		for _, m := range c.node(step, e.Node).Ready.Messages {
			if p := c.proposals[m.ID]; p != nil {
				p.sent = true
				c.tell(step, "%v forwarded it: #%d %v->%v MsgProp", e.Node, p.ID, p.From, p.To)
			}
		}
	case view.Crashed, view.Stopped:
		for id, p := range c.proposals {
			if p.From == e.Node && !p.sent {
				delete(c.proposals, id)
				c.tell(step, "lost: %v went down before it forwarded it", e.Node)
			}
		}
	case view.Delivered, view.Dropped, view.Lost, view.Duplicated:
		c.moved(step, e, events)
	}
}

// forwarding looks for the MsgProp in the next Ready of a node that forwards.
func (c *chase) forwarding(step int, e *view.Event) {
	if !c.forwards[e.Node] {
		return
	}
	switch e.What {
	case view.Took:
		delete(c.forwards, e.Node)
		for _, m := range c.node(step, e.Node).Ready.Messages {
			if m.Type == raftpb.MsgProp && len(m.Entries) == 1 && is(&m.Entries[0], c.story.Request) {
				c.proposals[m.ID] = &proposal{Message: m}
			}
		}
	case view.Crashed, view.Stopped:
		delete(c.forwards, e.Node)
		c.tell(step, "lost: %v went down before it forwarded it", e.Node)
	}
}

// moved is what happened to a MsgProp that was sent.
func (c *chase) moved(step int, e *view.Event, events []view.Event) {
	m, ok := e.About.(*view.Message)
	if !ok {
		m = c.h.Step(step).Message
	}
	p := c.proposals[m.ID]
	if p == nil {
		return
	}
	switch e.What {
	case view.Duplicated:
		twin := *p.Message
		twin.ID = int(e.Count)
		c.proposals[twin.ID] = &proposal{Message: &twin, sent: true}
		c.tell(step, "#%d was duplicated as #%d", p.ID, twin.ID)
		return
	case view.Delivered:
		c.offered(step, c.node(step, p.To), events)
	case view.Dropped:
		c.tell(step, "lost: #%d %v->%v MsgProp was dropped", p.ID, p.From, p.To)
	case view.Lost:
		c.tell(step, "lost: #%d %v->%v MsgProp: %s", p.ID, p.From, p.To, view.Recorded(e.Text))
	}
	delete(c.proposals, p.ID)
}
