package safety

import (
	"fmt"

	"raftviz/cluster/view"
)

// electionSafety: "at most one leader can be elected in a given term" (Raft
// figure 3, section 5.2). One node that wins a term twice is no violation: a
// node that elects itself alone may crash before it has saved the term.
type electionSafety struct{}

func (electionSafety) elected(c *Checker, n *view.Node) {
	if first := c.leaders.of(n.Term); first != nil && first.node != n.ID {
		c.report(view.Violation{
			Property: view.ElectionSafety, Nodes: nodesOf(first.node, n.ID), Term: n.Term, Steps: [2]int{first.step},
			Text: fmt.Sprintf("%v and %v were both elected leader of term %d", first.node, n.ID, n.Term),
		})
	}
}
