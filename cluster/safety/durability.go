package safety

import (
	"fmt"
	"slices"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/view"
)

// durability: no acknowledged write is lost. It is what a client has of leader
// completeness (Raft section 5.4; section 8 answers a client once its entry is
// committed and applied): a leader of a later term has the write's entry, and no
// node commits or applies another one in its place.
type durability struct {
	// acks has what was acknowledged at each index, unless it was lost since; last
	// bounds the indices.
	acks ledger[ack]
	last uint64
	// early are the indices of writes that were acknowledged before anyone had
	// committed them: leader completeness says nothing of these.
	early []uint64
}

// ack is a write that was acknowledged.
type ack struct {
	entry   *raftpb.Entry
	request *view.Request
	// in is the term of the node that acknowledged it.
	in   uint64
	step int
}

// acknowledged looks at a put that was applied and acknowledged.
func (p *durability) acknowledged(c *Checker, e *view.Event, r *view.Request) {
	n := &c.nodes[e.Node-1]
	entry := n.log.Entry(e.Index)
	if entry == nil {
		return // it was never in the node's log: another property broke before
	}
	a := p.acks.at(e.Index)
	*a = ack{entry, r, n.term, c.step}
	p.last = max(p.last, e.Index)
	k := c.completeness.commits.find(e.Index)
	if k != nil && k.entry != nil && !same(k.entry, entry) {
		p.lost(c, a, k.node, 0, k.step, fmt.Sprintf("%v had committed %s in its place", k.node, view.DescribeEntry(k.entry)))
		return
	}
	for _, l := range c.leaders.above(n.term) {
		if !holds(l.log, entry) {
			p.lost(c, a, l.node, l.term, l.step, fmt.Sprintf("%v leads term %d without it", l.node, l.term))
			return
		}
	}
	if k == nil || k.entry == nil {
		p.early = append(p.early, e.Index)
	}
}

// elected looks at a new leader. lacks is the first index at which it lacks what
// was committed in a lower term, 0 for none: then it has all that was
// acknowledged after it had been committed.
func (p *durability) elected(c *Checker, n *view.Node, lacks uint64) {
	p.early = slices.DeleteFunc(p.early, func(i uint64) bool {
		k := c.completeness.commits.find(i)
		return k != nil && k.entry != nil
	})
	suspects := slices.Clone(p.early)
	for i := lacks; lacks > 0 && i <= p.last; i++ {
		suspects = append(suspects, i)
	}
	slices.Sort(suspects)
	var first ack
	count := 0
	for _, i := range suspects {
		a := p.acks.find(i)
		if a == nil || a.entry == nil || a.in >= n.Term || holds(n.Log, a.entry) {
			continue
		}
		if count++; count == 1 {
			first = *a
		}
		a.entry = nil
	}
	if count > 0 {
		p.lost(c, &first, n.ID, n.Term, c.step, fmt.Sprintf("%v was elected leader of term %d without it%s", n.ID, n.Term, andMore(count-1)))
	}
}

// andMore is how many more there are, "" for none.
func andMore(count int) string {
	if count == 0 {
		return ""
	}
	return fmt.Sprintf(" and %d more", count)
}

// replaced looks at an entry that node id has committed or applied, how is a format of the two.
func (p *durability) replaced(c *Checker, id view.NodeID, e *raftpb.Entry, how string) {
	if a := p.acks.find(e.Index); a != nil && a.entry != nil && !same(a.entry, e) {
		p.lost(c, a, id, 0, c.step, fmt.Sprintf(how, id, view.DescribeEntry(e)))
	}
}

// lost reports a write, once.
func (p *durability) lost(c *Checker, a *ack, id view.NodeID, term uint64, step int, how string) {
	c.report(view.Violation{
		Property: view.Durability, Nodes: nodesOf(a.request.Node, id), Term: term, Index: a.entry.Index, Steps: [2]int{min(a.step, step)},
		Text: fmt.Sprintf("%v was acknowledged at %d/%d, and %s", a.request, a.entry.Term, a.entry.Index, how),
	})
	a.entry = nil
}
