package safety

import (
	"fmt"

	"raftviz/cluster/view"
)

// leaderAppendOnly: "a leader never overwrites or deletes entries in its log; it
// only appends new entries" (Raft figure 3, section 5.3). To compact what is
// applied (section 7) deletes nothing.
type leaderAppendOnly struct{}

// check looks at a log that changed while its node led. from is where it differs
// from the old one.
func (leaderAppendOnly) check(c *Checker, n *view.Node, old *view.Log, from uint64) {
	for i := max(from, old.First()); i <= old.Last(); i++ {
		if lost := old.Entry(i); !holds(n.Log, lost) {
			c.report(view.Violation{
				Property: view.LeaderAppendOnly, Nodes: []view.NodeID{n.ID}, Term: n.Term, Index: i,
				Steps: [2]int{c.matching.firstSeen(lost)},
				Text:  fmt.Sprintf("%v leads term %d, and %s is no longer in its log", n.ID, n.Term, view.DescribeEntry(lost)),
			})
			return
		}
	}
}
