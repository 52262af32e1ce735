package safety

import (
	"go.etcd.io/etcd/raft/v3/raftpb"

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
	// operations are by the number of the request; last is the one asked for last.
	operations ledger[operation]
	last       uint64

	// What registers begin with: content is what a state machine held at index
	// applied. As the cluster starts it is the newest one of the files that there
	// are, and logs are what else these may still bring.
	content *kv.State
	applied uint64
	logs    []*view.Log
	// forgotten is the index up to which operations were forgotten, 0 for none.
	forgotten uint64
}

// operation is a request and the step that answered it, 0 for none yet: step 0 is
// the cluster's start.
type operation struct {
	request  *view.Request
	answered int
	// index is where the log has it, once it is answered: of a put its entry, of a
	// read the last entry that its node had applied.
	index uint64
	// void is set when it has no answer, will have none, and changes nothing: a
	// read that was abandoned, what raft refused.
	void bool
	// again is set on a put whose entry may come into the log more than once.
	again bool
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
	p.last = r.ID
}

// answered gets a read's request with its answer.
func (p *linearizability) answered(step int, index uint64, r *view.Request) {
	o := p.operations.at(r.ID)
	o.request, o.answered, o.index = r, step, index
	p.settled(o)
}

// refused looks for the operation that was asked for in a step which raft refused:
// it is no client's otherwise.
func (p *linearizability) refused(step int, id view.NodeID) {
	if o := p.operations.find(p.last); o != nil && o.request != nil && o.request.Step == step && o.request.Node == id {
		o.void = true
	}
}

// abandoned looks at an operation that gets no answer any more. A put may still
// take effect.
func (p *linearizability) abandoned(r *view.Request) {
	if r.Kind == view.ReadRequest {
		p.operations.at(r.ID).void = true
	}
}

// duplicated looks at a message that was copied: so a proposal comes twice.
func (p *linearizability) duplicated(m *view.Message) {
	if m.Type != raftpb.MsgProp {
		return
	}
	for i := range m.Entries {
		put, err := kv.Decode(m.Entries[i].Data)
		if err != nil {
			continue
		}
		if o := p.operations.find(put.ID); o != nil && o.request != nil {
			o.again = true
		}
	}
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
		for _, o := range p.operations.all {
			if o.request == nil {
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
