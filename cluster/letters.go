package cluster

import "raftviz/cluster/view"

// letters pairs what is heard of one message at its two ends, where these are in two
// processes: each gives it a number, and the wire brings none. It is the same message
// if all that raft says in it is the same, the first sent being the first received.
// One that is lost makes the next of those that look alike seem to take long, until it is
// forgotten.
//
// It does nothing while nobody is witnessed: then only one end is ever heard of.
type letters struct {
	open map[letter][]end
	// tick is when those were forgotten last that have waited for too long.
	tick int
}

// letter is what a message says that raft looks at.
type letter struct {
	from, to                                           view.NodeID
	kind                                               int32
	reject                                             bool
	entries                                            int
	term, logTerm, index, commit, rejectHint, snapshot uint64
	context                                            string
}

// end is one end of a message whose other end was not heard of yet.
type end struct {
	id, tick int
	sent     bool
}

func letterOf(m *view.Message) letter {
	out := letter{
		from: m.From, to: m.To, kind: int32(m.Type), reject: m.Reject, entries: len(m.Entries),
		term: m.Term, logTerm: m.LogTerm, index: m.Index, commit: m.Commit, rejectHint: m.RejectHint, context: m.Context,
	}
	if m.Snapshot != nil {
		out.snapshot = m.Snapshot.Index
	}
	return out
}

// meet is the number of a message that one end tells of: the one that it got when the
// other end did, else a new one.
func (p *letters) meet(l *Lab, m *view.Message, sent bool) int {
	if p.open == nil {
		return l.number()
	}
	p.forget(l.tick)
	key := letterOf(m)
	if ends := p.open[key]; len(ends) > 0 && ends[0].sent != sent {
		p.open[key] = ends[1:]
		return ends[0].id
	}
	id := l.number()
	p.open[key] = append(p.open[key], end{id, l.tick, sent})
	return id
}

// sent notes a message that has a number, and goes to another process.
func (p *letters) sent(l *Lab, m *view.Message) {
	if p.open != nil {
		p.forget(l.tick)
		key := letterOf(m)
		p.open[key] = append(p.open[key], end{m.ID, l.tick, true})
	}
}

// forget forgets, once a tick, what has waited for longer than a message travels.
func (p *letters) forget(tick int) {
	if p.tick == tick {
		return
	}
	p.tick = tick
	for key, ends := range p.open {
		for len(ends) > 0 && ends[0].tick+patienceTicks < tick {
			ends = ends[1:]
		}
		if len(ends) == 0 {
			delete(p.open, key)
		} else {
			p.open[key] = ends
		}
	}
}
