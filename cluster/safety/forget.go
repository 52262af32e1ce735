package safety

import (
	"maps"
	"slices"

	"raftviz/cluster/view"
	"raftviz/kv"
)

// Forget forgets what cannot matter any more, given the oldest step that is still
// kept, so that the Checker does not grow with the run. A violation between two
// things that can still be seen is found as before, and to forget raises no false
// alarm: what is not known is taken for the first of its kind when it comes, as at
// the start. It returns the content that the Checker may still ask for.
//
// By index: what a node has compacted was committed, and where no log holds it any
// more, nor begins behind it, it can come into a log again only by a leader that lacks
// it, which leader completeness finds by the newest commit, or by an old
// message, which has what was there before. Nodes that were removed do not count.
//
// By step: what a state machine held is compared with what one starts from, which
// was made while the first was seen; and of a leader of before, whose term all nodes
// have left behind, only the end of its log counts.
func (c *Checker) Forget(oldest *view.Step) *kv.State {
	c.clients.forget(oldest)
	gone := c.goneIndex()
	c.matching.known.forget(func(i uint64, k *known) bool { return k.entry == nil || gone(i) })
	c.completeness.forget(gone)
	c.durability.forget(gone)
	c.machines.forget(gone, oldest.View.Step)
	term, entries := c.lowestTerms()
	c.leaders.forget(term, oldest.View.Step)
	maps.DeleteFunc(c.matching.reported, func(p pair, _ bool) bool { return p.term < entries })
	return c.clients.content
}

// goneIndex reports of an index whether it was compacted, and no log has it any more.
// One above the end of all logs is not gone: what was lost there is missing.
func (c *Checker) goneIndex() func(index uint64) bool {
	return func(index uint64) bool {
		compacted := false
		for i := range c.nodes {
			n := &c.nodes[i]
			if !n.counts() {
				continue
			}
			if index >= n.log.Compacted && index <= n.log.Last() {
				return false
			}
			compacted = compacted || index < n.log.Compacted
		}
		return compacted
	}
}

// counts reports whether there is such a node, and it was not removed.
func (n *node) counts() bool { return n.log != nil && !n.removed }

// lowestTerms are the lowest term that any node is in, and the lowest of which any
// log can have an entry.
func (c *Checker) lowestTerms() (term, entries uint64) {
	first := true
	for i := range c.nodes {
		if n := &c.nodes[i]; n.counts() {
			if first || n.term < term {
				term = n.term
			}
			if first || n.log.CompactedTerm < entries {
				entries = n.log.CompactedTerm
			}
			first = false
		}
	}
	return term, entries
}

func (p *leaderCompleteness) forget(gone func(uint64) bool) {
	p.commits.forget(func(i uint64, k *commit) bool { return k.entry == nil || gone(i) })
	p.first = 0
	for i, k := range p.commits.all {
		if k.entry != nil {
			p.first = i
			break
		}
	}
}

func (p *durability) forget(gone func(uint64) bool) {
	p.acks.forget(func(i uint64, a *ack) bool { return a.entry == nil || gone(i) })
	p.early = slices.DeleteFunc(p.early, gone)
}

func (p *stateMachineSafety) forget(gone func(uint64) bool, oldest int) {
	p.entries.forget(func(i uint64, a *applied) bool { return a.entry == nil || gone(i) })
	p.contents.forget(func(_ uint64, k *content) bool { return k.node == 0 || k.step < oldest })
	maps.DeleteFunc(p.configs, func(i uint64, _ configured) bool { return gone(i) })
}

// forget forgets leaders from before a step: of the others from then, what their
// logs had, which stands in nobody's way.
func (l *leaders) forget(term uint64, oldest int) {
	l.list = slices.DeleteFunc(l.list, func(e leader) bool { return e.step < oldest && e.term < term })
	for i := range l.list {
		if e := &l.list[i]; e.step < oldest {
			e.log = view.NewLog(e.log.Last(), e.log.Term(e.log.Last()))
		}
	}
}

// forget makes registers begin with what the state machine that was furthest in the
// oldest step held then, at index X, and forgets the operations that are answered
// and that the log has up to X. While raft's rules are kept the order of the log
// explains every answer (see register.inLogOrder), and so what is behind X in it
// explains the answers behind X. That holds for operations up to any step that is
// kept: all up to X had taken effect by then.
//
// What has no answer is kept, as it may have an effect behind X yet; and so is, as
// if it had none, a put that may come into the log again. An operation that the log
// has up to X may also be answered later: settled forgets it then.
func (p *linearizability) forget(oldest *view.Step) {
	for _, n := range oldest.Nodes {
		if n != nil && n.Up && !n.Removed && n.Applied > p.applied {
			p.content, p.applied, p.forgotten = n.KV, n.Applied, n.Applied
		}
	}
	p.logs = slices.DeleteFunc(p.logs, func(l *view.Log) bool { return l.Last() <= p.applied })
	p.operations.forget(func(_ uint64, o *operation) bool {
		p.settled(o)
		return o.request == nil || o.void && o.request.Step < oldest.View.Step
	})
}

// settled forgets an operation if it is answered, and in the log before what
// registers begin with.
func (p *linearizability) settled(o *operation) {
	switch {
	case p.forgotten == 0 || o.answered == 0 || o.index > p.forgotten:
	case o.again:
		*o = operation{request: o.request, again: true}
	default:
		*o = operation{}
	}
}
