package safety

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"sort"

	"github.com/anishathalye/porcupine"

	"raftviz/cluster/view"
	"raftviz/kv"
)

// register has the operations of one key, in the order in which they were asked for.
type register struct {
	key string
	// begins is what a read would have been answered at the start.
	begins kv.Answer
	calls  []call
	reads  int
}

// call is an operation between two steps: call and back. A put that was not
// acknowledged has never as back, and may still happen at any time.
type call struct {
	// request is nil for a put of an earlier run.
	request    *view.Request
	read       bool
	answer     kv.Answer
	from, back int
	// index is where the log has it: see operation. Of a put that has no answer and
	// was seen it is that of the first read that returned its value.
	index uint64
	// seen is set on a put that has no answer, and was over by back: its value was read.
	seen bool
}

const never = math.MaxInt

// add adds an operation as it was after a step, unless it says nothing: a read
// that had no answer then.
func (r *register) add(o *operation, at int) {
	q := o.request
	c := call{request: q, read: q.Kind == view.ReadRequest, answer: kv.Answer{Value: q.Value, Found: true}, from: q.Step, back: o.answered, index: o.index}
	open := o.answered == 0 || o.answered > at
	if open {
		c.back = never
	}
	if c.read {
		if open {
			return
		}
		c.answer.Found = q.Found
		r.reads++
	}
	r.calls = append(r.calls, c)
}

// addEarlier adds a put of an earlier run.
func (r *register) addEarlier(p kv.Put) {
	r.calls = append(r.calls, call{answer: kv.Answer{Value: p.Val, Found: true}, from: -1, back: never})
}

// check returns the violation that the operations are, nil when they are linearizable.
func (r *register) check() *view.Violation {
	if r.reads == 0 {
		return nil
	}
	r.settle()
	if r.inLogOrder() {
		return nil
	}
	begins := r.begins
	for rest := r.calls; len(rest) > 0; {
		var part []call
		part, rest = cut(rest)
		if !r.linearizable(begins, part) {
			return r.violation(part, r.culprit(begins, part))
		}
		begins = part[len(part)-1].answer
	}
	return nil
}

// settle deals with the puts that have no answer, which overlap all that comes
// after them. One whose value no read returned is left out: where an order with it
// explains every answer, so does the same order without it, since no read comes
// between it and the next put. One that alone can have set what a read returned
// has happened before that read was answered.
func (r *register) settle() {
	puts, read := map[string]int{}, map[string]call{}
	if r.begins.Found {
		puts[r.begins.Value]++
	}
	for _, c := range r.calls {
		if !c.read {
			puts[c.answer.Value]++
		} else if first, ok := read[c.answer.Value]; c.answer.Found && (!ok || c.back < first.back) {
			read[c.answer.Value] = c
		}
	}
	r.calls = slices.DeleteFunc(r.calls, func(c call) bool {
		_, ok := read[c.answer.Value]
		return c.back == never && !ok
	})
	for i := range r.calls {
		if c := &r.calls[i]; c.back == never && puts[c.answer.Value] == 1 {
			first := read[c.answer.Value]
			c.back, c.index, c.seen = max(c.from, first.back), first.index, true
		}
	}
	slices.SortStableFunc(r.calls, func(a, b call) int { return cmp.Compare(a.from, b.from) })
}

// inLogOrder reports whether the order in which the log has the operations, reads
// behind the entries that their node had applied, explains every answer. While
// raft's rules are kept it does, and finding that out costs next to nothing;
// porcupine looks for any other order, and the time that it takes doubles with
// each put that overlaps the others.
func (r *register) inLogOrder() bool {
	calls := slices.Clone(r.calls)
	slices.SortStableFunc(calls, func(a, b call) int {
		return cmp.Or(cmp.Compare(a.index, b.index), cmp.Compare(a.rank(), b.rank()))
	})
	holds, latest := r.begins, -1
	for _, c := range calls {
		if c.back < latest {
			return false // it was over before one that comes first here was asked for
		}
		latest = max(latest, c.from)
		if !c.read {
			holds = c.answer
		} else if c.answer != holds {
			return false
		}
	}
	return true
}

// rank orders calls of one index: the entry's put, one that was seen then, reads.
func (c *call) rank() int {
	switch {
	case c.read:
		return 2
	case c.seen:
		return 1
	}
	return 0
}

// partLen is how many operations are checked together at least: porcupine's
// cost grows with the square of their number, and has a part that does not.
const partLen = 64

// cut divides calls behind one that overlaps no other, at or after partLen. That
// one says what the register holds then, so what comes behind it can be checked
// for itself.
func cut(calls []call) (part, rest []call) {
	back := -1
	for i := range calls {
		c := &calls[i]
		alone := c.from > back && (i == len(calls)-1 || c.back < calls[i+1].from)
		if alone && i+1 >= partLen {
			return calls[:i+1], calls[i+1:]
		}
		back = max(back, c.back)
	}
	return calls, nil
}

// linearizable looks at the zones of values that were put once, and asks porcupine
// where some were put more often.
func (r *register) linearizable(begins kv.Answer, part []call) bool {
	if zones, unique := zonesOf(begins, part); unique {
		return fit(zones)
	}
	return r.searched(begins, part)
}

// searched asks porcupine.
func (r *register) searched(begins kv.Answer, part []call) bool {
	content := map[string]string{}
	if begins.Found {
		content[r.key] = begins.Value
	}
	operations := make([]porcupine.Operation, len(part))
	for i, c := range part {
		operations[i] = porcupine.Operation{Call: int64(c.from), Return: int64(c.back), Input: kv.Put{Key: r.key, Val: c.answer.Value}}
		if c.read {
			operations[i].Input, operations[i].Output = kv.Get{Key: r.key}, c.answer
		}
	}
	return porcupine.CheckOperations(kv.Model(content), operations)
}

// culprit is the read that was answered first of those that no order of what had
// been asked by then explains. part is not linearizable.
func (r *register) culprit(begins kv.Answer, part []call) *call {
	var reads []*call
	for i := range part {
		if part[i].read {
			reads = append(reads, &part[i])
		}
	}
	slices.SortStableFunc(reads, func(a, b *call) int { return cmp.Compare(a.back, b.back) })
	return reads[sort.Search(len(reads)-1, func(i int) bool { return !r.linearizable(begins, until(part, reads[i].back)) })]
}

// until are the calls as they were at a step: some had no answer yet.
func until(calls []call, step int) []call {
	var known []call
	for _, c := range calls {
		if c.back > step {
			if c.read {
				continue
			}
			c.back = never
		}
		if c.from <= step {
			known = append(known, c)
		}
	}
	return known
}

// violation says what read cannot be explained, and what was known before it was
// asked for and had said otherwise.
func (r *register) violation(part []call, read *call) *view.Violation {
	q := read.request
	v := &view.Violation{Property: view.Linearizability, Nodes: []view.NodeID{q.Node}, Steps: [2]int{q.Step, read.back}}
	var before *call
	for i := range part {
		if c := &part[i]; !c.seen && c.request != nil && c.back < read.from && c.answer != read.answer && (before == nil || c.back > before.back) {
			before = c
		}
	}
	known := ""
	if before != nil {
		v.Nodes, v.Steps[0] = nodesOf(before.request.Node, q.Node), before.back
		known = fmt.Sprintf(": %v had been acknowledged", before.request)
		if before.read {
			known = fmt.Sprintf(": %v had been answered %s", before.request, before.request.Answer())
		}
	}
	v.Text = fmt.Sprintf("%v was answered %s by %v, which no order of the puts and reads of %s explains%s", q, q.Answer(), q.Node, r.key, known)
	return v
}
