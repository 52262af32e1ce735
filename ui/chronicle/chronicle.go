// Package chronicle keeps what the whole of a run comes to, so that a screen
// can show it without reading every step: when terms began, the moments that
// matter, and what clients asked for. It grows with the run, and costs what the
// new steps cost.
package chronicle

import (
	"cmp"
	"slices"

	"raftviz/cluster"
	"raftviz/cluster/history"
	"raftviz/cluster/view"
)

// Chronicle is what the steps so far come to. The zero value has none. It is not
// safe for concurrent use.
type Chronicle struct {
	// Terms are where the highest term of the cluster grew, by step.
	Terms []Term
	// Operations are the clients', in the order in which they were asked for.
	Operations []Operation
	// Refusals are the configuration changes that did not take place, by step.
	Refusals []Refusal

	// marks are the moments that matter; Next and Count read them.
	marks marks
	// steps is how many have been read, and oldest the oldest that is kept of them.
	steps, oldest int
	// pending are the operations without an end, by request.
	pending map[uint64]waiting
	// ticks is how often each node has ticked.
	ticks [view.MaxNodes]int
	// asked is the configuration change that was asked for last.
	asked struct {
		step   int
		change string
	}
}

// Term is a term that began at a step.
type Term struct {
	Step int
	Term uint64
}

// Grow reads the steps that are new, up to so many of them, and forgets what was in
// those that the cluster keeps no longer.
func (c *Chronicle) Grow(lab *cluster.Lab, steps int) {
	if steps <= c.steps {
		return
	}
	kept := lab.Kept()
	if oldest := kept.Oldest(); c.steps < oldest {
		c.begin(kept.Step(oldest))
	}
	kept.Walk(c.steps, func(step int, events []view.Event) bool {
		if step >= steps {
			return false
		}
		for i := range events {
			c.take(kept, step, &events[i])
		}
		c.steps = step + 1
		return true
	})
	c.forget(kept.Oldest())
}

func (c *Chronicle) take(kept *history.Kept, step int, e *view.Event) {
	c.takeTerm(step, e)
	c.takeOperation(kept, step, e)
	c.takeRefusal(step, e)
	c.marks.take(step, e)
}

// takeTerm keeps the first step in which any node was in a term. A candidate
// says only that it is one, and of which term.
func (c *Chronicle) takeTerm(step int, e *view.Event) {
	if e.What != view.TermChanged && e.What != view.RoleChanged {
		return
	}
	if n := len(c.Terms); n == 0 || c.Terms[n-1].Term < e.Term {
		c.Terms = append(c.Terms, Term{step, e.Term})
	}
}

// TermAt is the highest term of the cluster after a step, 0 for none.
func (c *Chronicle) TermAt(step int) uint64 {
	i, found := slices.BinarySearchFunc(c.Terms, step, func(t Term, step int) int { return cmp.Compare(t.Step, step) })
	if !found {
		i--
	}
	if i < 0 {
		return 0
	}
	return c.Terms[i].Term
}
