package chronicle

import (
	"slices"
	"sort"

	"raftviz/cluster/view"
)

// begin goes on with a step though those before it were dropped before they were
// read. What they came to is as the step has it.
func (c *Chronicle) begin(s *view.Step) {
	if n, term := len(c.Terms), s.Term(); term > 0 && (n == 0 || c.Terms[n-1].Term < term) {
		c.Terms = append(c.Terms, Term{s.View.Step, term})
	}
	for _, n := range s.Nodes {
		if n == nil {
			continue
		}
		grows(&c.marks.commit, n.Commit)
		grows(&c.marks.config, n.Applied)
		c.marks.started |= 1 << n.ID
	}
	c.Operations = slices.DeleteFunc(c.Operations, func(o Operation) bool {
		return o.Fate == Pending && !slices.ContainsFunc(s.Requests, func(r *view.Request) bool { return r.ID == o.ID })
	})
	c.place()
}

// forget forgets what was in steps before number oldest. An operation without an
// end stays: its end is yet to come.
func (c *Chronicle) forget(oldest int) {
	if oldest <= c.oldest {
		return
	}
	c.oldest = oldest
	// The term that began last before it is that of the oldest step.
	last := sort.Search(len(c.Terms), func(i int) bool { return c.Terms[i].Step > oldest }) - 1
	c.Terms = slices.Clone(c.Terms[max(last, 0):])
	c.Refusals = slices.Clone(c.Refusals[len(c.RefusalsUpTo(oldest-1)):])
	for k, steps := range c.marks.steps {
		i, _ := slices.BinarySearch(steps, oldest)
		c.marks.steps[k] = slices.Clone(steps[i:])
	}
	old := c.OperationsUpTo(oldest - 1)
	pending := slices.DeleteFunc(slices.Clone(old), func(o Operation) bool { return o.Fate != Pending })
	c.Operations = slices.Concat(pending, c.Operations[len(old):])
	c.place()
}

// place notes anew where the operations without an end are.
func (c *Chronicle) place() {
	before := c.pending
	c.pending = map[uint64]waiting{}
	for i := range c.Operations {
		if o := &c.Operations[i]; o.Fate == Pending {
			c.pending[o.ID] = waiting{i, before[o.ID].ticks}
		}
	}
}
