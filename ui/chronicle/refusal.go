package chronicle

import (
	"sort"
	"strings"

	"raftviz/cluster/view"
)

// Refusal is a configuration change that did not take place.
type Refusal struct {
	Step int
	// Node refused it, or did not apply it.
	Node view.NodeID
	// Change says what was asked for, "" where the step does not tell: the proposal
	// came from another node, or the change was committed already.
	Change string
	// Index is that of a committed entry that could not be applied, 0 for a change
	// that never became one.
	Index uint64
	Why   string
}

// ofChange begins the refusals in which raft itself turned a change into an empty
// entry (raft.stepLeader, on MsgProp).
const ofChange = "configuration change: "

func (c *Chronicle) takeRefusal(step int, e *view.Event) {
	switch e.What {
	case view.ConfigProposed:
		c.asked.step, c.asked.change = step, e.Text
	case view.ConfigRejected:
		c.Refusals = append(c.Refusals, Refusal{Step: step, Node: e.Node, Index: e.Index, Why: e.Text})
	case view.Refused:
		why, raft := strings.CutPrefix(e.Text, ofChange)
		r := Refusal{Step: step, Node: e.Node, Why: why}
		if c.asked.step == step && c.asked.change != "" {
			r.Change = c.asked.change
		} else if !raft {
			return
		}
		c.Refusals = append(c.Refusals, r)
	}
}

// RefusalsUpTo are those that had been refused after a step.
func (c *Chronicle) RefusalsUpTo(step int) []Refusal {
	n := sort.Search(len(c.Refusals), func(i int) bool { return c.Refusals[i].Step > step })
	return c.Refusals[:n]
}
