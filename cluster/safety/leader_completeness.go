package safety

import (
	"fmt"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/view"
)

// leaderCompleteness: "if a log entry is committed in a given term, then that
// entry will be present in the logs of the leaders for all higher-numbered terms"
// (Raft figure 3, section 5.4). A leader of a lower term may be elected later
// than that, and need not have it.
type leaderCompleteness struct {
	// commits has what was committed at each index; those that a leader was found
	// to lack are taken out again, and the next commit there counts. first and
	// last bound the indices, 0 for none.
	commits     ledger[commit]
	first, last uint64
}

// commit is an entry that was committed.
type commit struct {
	entry *raftpb.Entry
	// in is the term of the node that was first seen to have it committed.
	in   uint64
	step int
	node view.NodeID
}

// committed looks at an entry that node n has committed now.
func (p *leaderCompleteness) committed(c *Checker, n *view.Node, e *raftpb.Entry) {
	known := p.commits.at(e.Index)
	if known.entry != nil {
		return
	}
	made := commit{e, n.Term, c.step, n.ID}
	above := c.leaders.above(n.Term)
	for i := range above {
		if !holds(above[i].log, e) {
			p.report(c, &above[i], &made)
			return
		}
	}
	*known = made
	p.last = max(p.last, e.Index)
	if p.first == 0 || e.Index < p.first {
		p.first = e.Index
	}
}

// elected looks at a new leader. It returns the first index at which the leader
// lacks what was committed in a lower term, 0 for none.
//
// Where its log has the last of these entries, it has them all: that is log
// matching, which is checked for itself.
func (p *leaderCompleteness) elected(c *Checker, n *view.Node) (lacks uint64) {
	last := p.required(n, p.last)
	if last == 0 || holds(n.Log, p.commits.at(last).entry) {
		return 0
	}
	lacks = last
	for i := last; i > n.Log.Compacted; i = p.required(n, i-1) {
		if known := p.commits.at(i); !holds(n.Log, known.entry) {
			lacks = i
		}
	}
	known := *p.commits.at(lacks)
	p.report(c, &leader{node: n.ID, term: n.Term, step: c.step}, &known)
	for i := last; i >= lacks; i = p.required(n, i-1) {
		*p.commits.at(i) = commit{}
	}
	return lacks
}

// required is the last index up to which an entry was committed in a term lower
// than n's, 0 for none.
func (p *leaderCompleteness) required(n *view.Node, index uint64) uint64 {
	for ; index >= p.first && index > 0; index-- {
		if known := p.commits.find(index); known != nil && known.entry != nil && known.in < n.Term {
			return index
		}
	}
	return 0
}

// report is once for each leader, by the first entry that it lacks.
func (p *leaderCompleteness) report(c *Checker, l *leader, k *commit) {
	if l.lacks {
		return
	}
	l.lacks = true
	c.report(view.Violation{
		Property: view.LeaderCompleteness, Nodes: nodesOf(k.node, l.node), Term: l.term, Index: k.entry.Index, Steps: [2]int{min(k.step, l.step)},
		Text: fmt.Sprintf("%v leads term %d without %s, which %v had committed in term %d", l.node, l.term, view.DescribeEntry(k.entry), k.node, k.in),
	})
}
