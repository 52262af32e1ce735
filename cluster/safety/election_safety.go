package safety

import (
	"fmt"

	"raftviz/cluster/view"
)

// electionSafety: "at most one leader can be elected in a given term" (Raft
// figure 3, section 5.2).
type electionSafety struct {
	// leaders has the first node seen to lead each term.
	leaders map[uint64]elected
	// seen is the term that each node was last seen to lead.
	seen [view.MaxNodes]uint64
}

type elected struct {
	node view.NodeID
	step int
}

func (p *electionSafety) check(c *Checker, n *view.Node) {
	if n.Role != view.Leader || !n.Up || p.seen[n.ID-1] == n.Term {
		return
	}
	p.seen[n.ID-1] = n.Term
	first, ok := p.leaders[n.Term]
	switch {
	case !ok:
		if p.leaders == nil {
			p.leaders = map[uint64]elected{}
		}
		p.leaders[n.Term] = elected{n.ID, c.step}
	case first.node != n.ID:
		c.report(view.Violation{
			Property: view.ElectionSafety, Nodes: []view.NodeID{first.node, n.ID}, Term: n.Term, Steps: [2]int{first.step},
			Text: fmt.Sprintf("%v and %v were both elected leader of term %d", first.node, n.ID, n.Term),
		})
	}
}
