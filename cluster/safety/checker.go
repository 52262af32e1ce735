package safety

import (
	"raftviz/cluster/history"
	"raftviz/cluster/view"
)

// Checker has what the properties need to know of the steps so far. It is not
// safe for concurrent use.
type Checker struct {
	step  int
	found []*view.Violation

	election electionSafety
}

// New returns a Checker that has seen no step.
func New() *Checker { return &Checker{} }

// Check looks at step number step, as f says what it did, and returns the
// violations that it brought, nil for none. Steps come in order.
func (c *Checker) Check(step int, f *history.Frame) []*view.Violation {
	c.step, c.found = step, nil
	for _, n := range f.Changed {
		c.election.check(c, n)
	}
	return c.found
}

// report notes a violation found in the step that is looked at.
func (c *Checker) report(v view.Violation) {
	v.Steps[1] = c.step
	c.found = append(c.found, &v)
}
