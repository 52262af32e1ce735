package safety

import (
	"raftviz/cluster/history"
	"raftviz/cluster/view"
	"raftviz/kv"
)

// linearizability: each operation of a client seems to happen at once, at some
// time between its request and its answer (Herlihy and Wing, "Linearizability: a
// correctness condition for concurrent objects", 1990; Raft section 8 asks for
// it). Operations are puts, and reads through ReadIndex; a get answers from one
// node's store, and may be stale.
//
// A step notes what was asked and answered. Whether an order of all that exists
// that explains each answer is asked for on demand: Linearizable.
type linearizability struct {
	// operations are by the number of the request; first and last bound these.
	operations  ledger[operation]
	first, last uint64

	// What the files that the cluster started from may still bring: content is the
	// newest state machine's, at index applied, and logs go on from there.
	content *kv.State
	applied uint64
	logs    []*view.Log
}

// operation is a request and the step that answered it, 0 for none yet: step 0 is
// the cluster's start.
type operation struct {
	request  *view.Request
	answered int
	// index is where the log has it, once it is answered: of a put its entry, of a
	// read the last entry that its node had applied.
	index uint64
}

// started notes what there is as the cluster starts.
func (p *linearizability) started(f *history.Frame) {
	for _, n := range f.Changed {
		p.logs = append(p.logs, n.Log)
		if n.Up && n.Applied > p.applied {
			p.content, p.applied = n.KV, n.Applied
		}
	}
}

func (p *linearizability) asked(r *view.Request) {
	p.operations.at(r.ID).request = r
	if p.first == 0 {
		p.first = r.ID
	}
	p.last = r.ID
}

// answered gets a read's request with its answer.
func (p *linearizability) answered(step int, index uint64, r *view.Request) {
	*p.operations.at(r.ID) = operation{r, step, index}
}

// Operations is how many puts and reads clients had asked for by a step.
func (c *Checker) Operations(at int) (count int) {
	for range c.clients.upTo(at) {
		count++
	}
	return count
}

// upTo calls yield for each operation that had been asked for by a step, in order.
func (p *linearizability) upTo(at int) func(yield func(*operation) bool) {
	return func(yield func(*operation) bool) {
		for id := p.first; id <= p.last && id > 0; id++ {
			o := p.operations.find(id)
			if o == nil || o.request == nil {
				continue
			}
			if o.request.Step > at || !yield(o) {
				return
			}
		}
	}
}

// Linearizable asks whether the clients' operations up to a step are linearizable,
// and returns a violation for each key of which they are not: of the read that
// was the first to be wrong.
func (c *Checker) Linearizable(at int) []*view.Violation {
	var found []*view.Violation
	keys, registers := c.clients.registers(at)
	for _, key := range keys {
		if v := registers[key].check(); v != nil {
			found = append(found, v)
		}
	}
	return found
}

// registers are the operations up to a step by key, and the keys in the order in which they
// were first asked for. Each key is a register of its own: a history is
// linearizable when that of each key is (Herlihy and Wing's locality).
func (p *linearizability) registers(at int) (keys []string, registers map[string]*register) {
	registers = map[string]*register{}
	for o := range p.upTo(at) {
		key := o.request.Key
		r := registers[key]
		if r == nil {
			value, found := p.content.Get(key)
			r = &register{key: key, begins: kv.Answer{Value: value, Found: found}}
			registers[key] = r
			keys = append(keys, key)
		}
		r.add(o, at)
	}
	p.addEarlier(registers)
	return keys, registers
}

// addEarlier adds the puts of an earlier run that were in a log as the cluster
// started, and may have been committed since: nobody waits for their answer.
func (p *linearizability) addEarlier(registers map[string]*register) {
	for _, log := range p.logs {
		for i := max(log.First(), p.applied+1); i <= log.Last(); i++ {
			e := log.Entry(i)
			if put, err := kv.Decode(e.Data); err == nil && registers[put.Key] != nil {
				registers[put.Key].addEarlier(put)
			}
		}
	}
}
