package chronicle

import (
	"cmp"
	"slices"
	"sort"

	"raftviz/cluster/history"
	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// Operation is what a client asked for, and what became of it: a put, a read
// through ReadIndex, or a get of one node's own store.
type Operation struct {
	// Request has the answer too, once a read has one.
	*view.Request
	// Asked is the step in which it was asked for, End the one that it ended in, and
	// Fate how; while it is Pending, End is 0.
	Asked, End int
	Fate       Fate
	// Ticks is how often the node that was asked ticked until the end, 0 while it is
	// Pending.
	Ticks int
	// Term and Index are where the log has a put that was acknowledged.
	Term, Index uint64
	// Why says why it has no answer, "" where it has one.
	Why string
	// Stale says which newer value the get of a store has missed, "" for none: what
	// the node that had applied most then had for the key.
	Stale string
}

// Fate is what became of an operation.
type Fate uint8

// The fates. Of an operation that was lost the client knows nothing: it may have
// taken effect, or take effect later. One that raft refused at once never will.
const (
	Pending Fate = iota
	Acknowledged
	Lost
	Refused
)

var fateNames = [...]string{lang.Mark("pending"), lang.Mark("acknowledged"), lang.Mark("lost"), lang.Mark("refused")}

func (f Fate) String() string { return fateNames[f] }

// FateAt is what had become of the operation after a step, which is not before
// it was asked for.
func (o *Operation) FateAt(step int) Fate {
	if step < o.End {
		return Pending
	}
	return o.Fate
}

func (c *Chronicle) takeOperation(kept *history.Kept, step int, e *view.Event) {
	switch e.What {
	case view.Ticked:
		c.ticks[e.Node-1]++
	case view.Proposed:
		c.ask(step, e.About.(*view.Request))
	case view.Got:
		r := e.About.(*view.Request)
		c.Operations = append(c.Operations, Operation{
			Request: r, Asked: step, End: step, Fate: Acknowledged, Stale: missed(&kept.Step(step).View, r),
		})
	case view.Acknowledged:
		if o := c.end(step, e.About.(*view.Request), Acknowledged); o != nil {
			o.Term, o.Index = e.Term, e.Index
		}
	case view.Abandoned:
		if o := c.end(step, e.About.(*view.Request), Lost); o != nil {
			o.Why = e.Text
		}
	case view.Refused:
		c.refuse(step, e)
	}
}

// waiting is an operation without an end: its place, and how often its node had
// ticked when it was asked for.
type waiting struct{ place, ticks int }

func (c *Chronicle) ask(step int, r *view.Request) {
	if c.pending == nil {
		c.pending = map[uint64]waiting{}
	}
	c.pending[r.ID] = waiting{len(c.Operations), c.ticks[r.Node-1]}
	c.Operations = append(c.Operations, Operation{Request: r, Asked: step})
}

// end keeps how an operation ended: with the answer, of a read. It is nil for
// one that had ended before.
func (c *Chronicle) end(step int, r *view.Request, fate Fate) *Operation {
	w, ok := c.pending[r.ID]
	if !ok {
		return nil
	}
	delete(c.pending, r.ID)
	o := &c.Operations[w.place]
	o.Request, o.End, o.Fate, o.Ticks = r, step, fate, c.ticks[r.Node-1]-w.ticks
	return o
}

// refuse ends the operation that was asked for in this very step: raft has
// dropped its proposal. What else raft refuses is no client's.
func (c *Chronicle) refuse(step int, e *view.Event) {
	n := len(c.Operations)
	if n == 0 {
		return
	}
	if o := &c.Operations[n-1]; o.Asked == step && o.Node == e.Node && o.Fate == Pending {
		c.end(step, o.Request, Refused).Why = e.Text
	}
}

// missed says what the node that had applied most had for the key of a get, where
// that is not what the get was answered.
func missed(v *view.View, r *view.Request) string {
	most := v.Node(r.Node)
	for _, n := range v.Nodes {
		if n != nil && n.Up && n.Applied > most.Applied {
			most = n
		}
	}
	newest := *r
	newest.Value, newest.Found = most.KV.Get(r.Key)
	if newest == *r {
		return ""
	}
	return lang.F("%v had %s", most.ID, view.Recorded(newest.Answer()))
}

// OperationsUpTo are those that had been asked for after a step.
func (c *Chronicle) OperationsUpTo(step int) []Operation {
	n := sort.Search(len(c.Operations), func(i int) bool { return c.Operations[i].Asked > step })
	return c.Operations[:n]
}

// AskedIn is the place among Operations of the one that was asked for in a step; ok
// is false when none was. A step asks for one at most.
func (c *Chronicle) AskedIn(step int) (place int, ok bool) {
	return slices.BinarySearchFunc(c.Operations, step, func(o Operation, step int) int { return cmp.Compare(o.Asked, step) })
}
