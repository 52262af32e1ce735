package safety

import (
	"fmt"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/view"
)

// stateMachineSafety: "if a server has applied a log entry at a given index to its
// state machine, no other server will ever apply a different log entry for the
// same index" (Raft figure 3, section 5.4.3); and what makes equal entries into
// equal state machines: each node applies them in rising order, each once, and
// where it starts or installs a snapshot it has what the others had at that index.
type stateMachineSafety struct {
	entries  ledger[applied]
	contents contents
	// configs are the configurations that changes led to, by index.
	configs  map[uint64]configured
	machines [view.MaxNodes]machine
}

// applied is the entry that was applied first at its index.
type applied struct {
	entry *raftpb.Entry
	step  int
	node  view.NodeID
}

type configured struct {
	text string
	applied
}

// machine is how far a node's state machine is.
type machine struct {
	// last is the index it has applied up to, in step; left is what the step
	// before left it at.
	last, left uint64
	step       int
	// begins is set in a step in which it starts, or installs a snapshot.
	begins bool
	// wrong is set once it was found to differ, until it begins anew: what it does
	// until then is a consequence.
	wrong bool
}

// begins says that node id starts in this step, or installs a snapshot.
func (p *stateMachineSafety) begins(id view.NodeID) { p.machines[id-1].begins = true }

// applied looks at an entry that was applied.
func (p *stateMachineSafety) applied(c *Checker, e *view.Event, entry *raftpb.Entry) {
	m := &p.machines[e.Node-1]
	if m.wrong {
		return
	}
	if p.inOrder(c, e.Node, m, entry) {
		p.compare(c, e.Node, m, entry)
	}
	p.configured(c, m, e, entry)
	m.last, m.step = max(m.last, entry.Index), c.step
}

// compare compares an entry that node id has applied with the first applied at
// its index, and reports whether they are the same.
func (p *stateMachineSafety) compare(c *Checker, id view.NodeID, m *machine, e *raftpb.Entry) bool {
	first := p.entries.at(e.Index)
	if first.entry == nil {
		*first = applied{e, c.step, id}
		return true
	}
	if same(first.entry, e) {
		return true
	}
	p.report(c, m, *first, id, e.Index,
		fmt.Sprintf("%v applied %s, and %v %s at the same index", first.node, view.DescribeEntry(first.entry), id, view.DescribeEntry(e)))
	return false
}

// inOrder reports whether an entry is the next one that the node has to apply.
func (p *stateMachineSafety) inOrder(c *Checker, id view.NodeID, m *machine, e *raftpb.Entry) bool {
	if e.Index <= m.last {
		p.report(c, m, applied{node: id, step: m.step}, id, e.Index,
			fmt.Sprintf("%v applied %s after it had applied up to index %d", id, view.DescribeEntry(e), m.last))
		return false
	}
	return !p.leftOut(c, id, m, e.Index-1)
}

// leftOut reports whether the node never applied an entry up to index. An empty
// one, as a new leader appends it, is applied without an event that says so.
func (p *stateMachineSafety) leftOut(c *Checker, id view.NodeID, m *machine, index uint64) bool {
	log := c.nodes[id-1].log
	for i := m.last + 1; i <= index; i++ {
		e := log.Entry(i)
		if e == nil {
			continue // it was compacted, and applied before that
		}
		if e.Type == raftpb.EntryNormal && len(e.Data) == 0 {
			if !p.compare(c, id, m, e) {
				return true
			}
			continue
		}
		p.report(c, m, applied{node: id, step: m.step}, id, i, fmt.Sprintf("%v left out %s", id, view.DescribeEntry(e)))
		return true
	}
	return false
}

// configured looks at the configuration that a change led to. The entries of a
// bootstrap are at term 1 (raft.RawNode.Bootstrap), and made no difference to the
// nodes that had them from the start.
func (p *stateMachineSafety) configured(c *Checker, m *machine, e *view.Event, entry *raftpb.Entry) {
	if e.What != view.ConfigChanged && e.What != view.ConfigRejected || entry.Term <= 1 || m.wrong {
		return
	}
	now := configured{fmt.Sprintf("the configuration is %s", e.Text), applied{entry, c.step, e.Node}}
	if e.What == view.ConfigRejected {
		now.text = "it was not applied"
	}
	first, ok := p.configs[entry.Index]
	switch {
	case !ok:
		if p.configs == nil {
			p.configs = map[uint64]configured{}
		}
		p.configs[entry.Index] = now
	case first.text != now.text:
		p.report(c, m, first.applied, e.Node, entry.Index,
			fmt.Sprintf("after %s on %v %s, and on %v %s", view.DescribeEntry(entry), first.node, first.text, e.Node, now.text))
	}
}

// left looks at a node as the step left it.
func (p *stateMachineSafety) left(c *Checker, n *view.Node) {
	m := &p.machines[n.ID-1]
	begins := m.begins
	m.begins = false
	if !n.Up || n.Applied == m.left && !begins {
		return
	}
	m.left = n.Applied
	if begins {
		*m = machine{last: n.Applied, left: n.Applied, step: c.step}
	}
	if m.wrong || p.leftOut(c, n.ID, m, n.Applied) {
		return
	}
	m.last, m.step = n.Applied, c.step
	if first, text := p.contents.differs(c.step, n, begins); text != "" {
		p.report(c, m, applied{node: first.node, step: first.step}, n.ID, n.Applied, text)
	}
}

func (p *stateMachineSafety) report(c *Checker, m *machine, first applied, id view.NodeID, index uint64, text string) {
	m.wrong = true
	c.report(view.Violation{
		Property: view.StateMachineSafety, Nodes: nodesOf(first.node, id), Index: index, Steps: [2]int{first.step}, Text: text,
	})
}
