package safety

import (
	"fmt"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/view"
)

// logMatching: "if two logs contain an entry with the same index and term, then
// the logs are identical in all entries up through the given index" (Raft figure
// 3, section 5.3).
//
// By induction it is enough that any two logs which have an entry of one index
// and term have the same there, and an entry of the same term before it. So each
// entry that comes into a log is compared with the first one seen of its index
// and term. The log of a node that is down is what its disk would give back.
type logMatching struct {
	known ledger[known]
	// reported has the pairs of nodes, by term, that were found to differ: once
	// two logs have, most of what is appended to them does.
	reported map[pair]bool
}

// known is an entry that was seen first with its index and term.
type known struct {
	entry *raftpb.Entry
	// before is the term of the entry before it.
	before uint64
	// other is the one of another term at this index, nil for none.
	other *known
	step  int
}

type pair struct {
	a, b view.NodeID
	term uint64
}

// check looks at the entries of a node's log from an index on.
func (p *logMatching) check(c *Checker, n *view.Node, from uint64) {
	for i := from; i <= n.Log.Last(); i++ {
		e, before := n.Log.Entry(i), n.Log.Term(i-1)
		k := p.of(e)
		switch {
		case k.entry == nil:
			k.entry, k.before, k.step = e, before, c.step
		case k.before != before || !same(k.entry, e):
			p.differs(c, n, k, e, before)
		}
	}
}

// of is what is known of e's index and term: with no entry if nothing is.
func (p *logMatching) of(e *raftpb.Entry) *known {
	k := p.known.at(e.Index)
	for k.entry != nil && k.entry.Term != e.Term {
		if k.other == nil {
			k.other = &known{}
		}
		k = k.other
	}
	return k
}

// differs looks for a node that still has another entry than e where e is in n's
// log. If none has, both were never in two logs at once: an entry that was lost
// before it was saved can come again with the same term, where one node is the
// only voter.
func (p *logMatching) differs(c *Checker, n *view.Node, k *known, e *raftpb.Entry, before uint64) {
	for i := range c.nodes {
		id, log := view.NodeID(i+1), c.nodes[i].log
		theirs := log.Entry(e.Index)
		if id == n.ID || theirs == nil || theirs.Term != e.Term || same(theirs, e) && log.Term(e.Index-1) == before {
			continue
		}
		p.report(c, n, id, k.step, e)
		return
	}
	k.entry, k.before, k.step = e, before, c.step
}

func (p *logMatching) report(c *Checker, n *view.Node, other view.NodeID, step int, e *raftpb.Entry) {
	place := pair{min(n.ID, other), max(n.ID, other), e.Term}
	if p.reported[place] {
		return
	}
	if p.reported == nil {
		p.reported = map[pair]bool{}
	}
	p.reported[place] = true
	log := c.nodes[other-1].log
	theirs := log.Entry(e.Index)
	text := fmt.Sprintf("%v has %s, and %v has %s there with the same term", other, view.DescribeEntry(theirs), n.ID, view.DescribeEntry(e))
	if same(theirs, e) {
		text = fmt.Sprintf("%v and %v have the same %s, and before it entries of terms %d and %d", other, n.ID, view.DescribeEntry(e),
			log.Term(e.Index-1), n.Log.Term(e.Index-1))
	}
	c.report(view.Violation{Property: view.LogMatching, Nodes: []view.NodeID{place.a, place.b}, Term: e.Term, Index: e.Index, Steps: [2]int{step}, Text: text})
}

// firstSeen is the step in which an entry of e's index and term was first seen in a log.
func (p *logMatching) firstSeen(e *raftpb.Entry) int { return p.of(e).step }
