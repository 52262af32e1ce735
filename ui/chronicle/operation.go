package chronicle

import (
	"sort"

	"raftviz/cluster/view"
)

// Operation is what a client asked for, and what became of it.
type Operation struct {
	*view.Request
	// Asked is the step in which it was asked for, End the one that it ended in, and
	// Fate how; while it is Pending, End is 0.
	Asked, End int
	Fate       Fate
	// Why says why it has no answer, "" where it has one.
	Why string
}

// Fate is what became of an operation.
type Fate uint8

// The fates. Of an operation that was lost the client knows nothing: it may have
// taken effect, or take effect later.
const (
	Pending Fate = iota
	Acknowledged
	Lost
)

var fateNames = [...]string{"pending", "acknowledged", "lost"}

func (f Fate) String() string { return fateNames[f] }

// FateAt is what had become of the operation after a step, which is not before
// it was asked for.
func (o *Operation) FateAt(step int) Fate {
	if step < o.End {
		return Pending
	}
	return o.Fate
}

func (c *Chronicle) takeOperation(step int, e *view.Event) {
	switch e.What {
	case view.Proposed:
		r := e.About.(*view.Request)
		if c.pending == nil {
			c.pending = map[uint64]int{}
		}
		c.pending[r.ID] = len(c.Operations)
		c.Operations = append(c.Operations, Operation{Request: r, Asked: step})
	case view.Acknowledged:
		c.end(step, e.About.(*view.Request), Acknowledged, "")
	case view.Abandoned:
		c.end(step, e.About.(*view.Request), Lost, e.Text)
	}
}

// end keeps how an operation ended: with the answer, of a read.
func (c *Chronicle) end(step int, r *view.Request, fate Fate, why string) {
	i, ok := c.pending[r.ID]
	if !ok {
		return
	}
	delete(c.pending, r.ID)
	o := &c.Operations[i]
	o.Request, o.End, o.Fate, o.Why = r, step, fate, why
}

// OperationsUpTo are those that had been asked for after a step.
func (c *Chronicle) OperationsUpTo(step int) []Operation {
	n := sort.Search(len(c.Operations), func(i int) bool { return c.Operations[i].Asked > step })
	return c.Operations[:n]
}
