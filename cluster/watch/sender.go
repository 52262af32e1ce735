package watch

import (
	"bytes"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster"
	"raftviz/cluster/view"
)

// sender writes the steps of a Lab's own nodes, one after the other. It has of each
// node what the reader was told last.
type sender struct {
	lab *cluster.Lab
	// next is the number of the step to write next, -1 before the first.
	next int
	sent [view.MaxNodes]sent
}

// sent is what the reader knows of a node.
type sent struct {
	plain []byte
	log   *view.Log
	// ready is the number of the one in hand, 0 for none.
	ready int
}

// maxBehind is how many steps a reader may be behind; then it is told how the nodes are
// now instead.
const maxBehind = 4096

// partBytes is about how much of entries and keys is told at once.
const partBytes = 1 << 20

// more is what there is to write now, as frames, nil for nothing.
func (s *sender) more() []byte {
	end := s.lab.Len()
	if s.next < 0 || end-s.next > maxBehind {
		return s.whole(end - 1)
	}
	var out []byte
	for ; s.next < end && len(out) < partBytes; s.next++ {
		step := s.lab.Step(s.next)
		if step.View.Step != s.next {
			return append(out, s.whole(end-1)...) // it is not kept any more
		}
		out = append(out, s.step(step)...)
	}
	return out
}

// behind reports whether there is something to write at once.
func (s *sender) behind() bool { return s.next < s.lab.Len() }

// whole tells how the nodes are after a step.
func (s *sender) whole(at int) []byte {
	step := s.lab.Step(at)
	v := value{whole: true, kind: view.KindNetwork}
	if s.next >= 0 {
		v.skipped = step.View.Step - s.next
	}
	s.next, s.sent = step.View.Step+1, [view.MaxNodes]sent{}
	c := &codec{}
	for _, n := range step.Nodes {
		if ours(n) {
			v.nodes = append(v.nodes, *s.changed(n, c, true))
		}
	}
	return frames(&v, c)
}

// ours reports whether a node runs in this process.
func ours(n *view.Node) bool { return n != nil && !n.Remote }

// step tells a step, if it is about a node that runs here.
func (s *sender) step(step *view.Step) []byte {
	v := value{kind: step.Kind, stage: step.Stage, message: step.Message}
	if ours(step.View.Node(step.Node)) {
		v.node = step.Node
	}
	for _, e := range step.Events {
		if tellable(&e) && ours(step.View.Node(e.Node)) {
			v.events = append(v.events, e)
		}
	}
	c := &codec{}
	for _, n := range step.Nodes {
		if !ours(n) {
			continue
		}
		if d := s.changed(n, c, begins(v.events, n.ID)); d != nil {
			v.nodes = append(v.nodes, *d)
		}
	}
	if len(v.nodes)+len(v.events) == 0 {
		return nil
	}
	return frames(&v, c)
}

// tellable reports whether an event is one of a node's. What the Lab found or was told
// is its own affair; a message that waits here is delayed or copied in nobody else's
// sight.
func tellable(e *view.Event) bool {
	switch e.What {
	case view.Violated, view.Noted, view.Watched, view.Unwatched, view.Delayed, view.Duplicated:
		return false
	}
	return e.Node != 0
}

// begins reports whether a node has a store in the step that no entries led to.
func begins(events []view.Event, id view.NodeID) bool {
	for _, e := range events {
		if e.Node == id && (e.What == view.Started || e.What == view.AppliedSnapshot) {
			return true
		}
	}
	return false
}

// changed is what the reader does not know of a node, nil for nothing. c gets its log.
// Its store is told if it begins anew.
func (s *sender) changed(n *view.Node, c *codec, begins bool) *delta {
	was := &s.sent[n.ID-1]
	c.logs[n.ID-1] = n.Log
	plain := &codec{}
	plain.plain(n)
	d := &delta{Node: *n, log: changedLog(was.log, n.Log), ready: n.Ready, store: storeDelta{keys: uint64(n.KV.Len())}}
	number := 0
	if n.Ready != nil {
		number, d.hand = n.Ready.Number, newReady
		if number == was.ready {
			d.hand = sameReady
		}
	}
	switch {
	case n.KV == nil:
		d.store.what = storeNone
	case begins || was.log == nil:
		d.store.what = storeTold
		for k, v := range n.KV.All {
			d.store.pairs = append(d.store.pairs, pair{k, v})
		}
	}
	same := was.log != nil && number == was.ready && bytes.Equal(plain.buf, was.plain) && d.log.nothing(was.log) && d.store.what != storeTold
	*was = sent{plain.buf, n.Log, number}
	if same {
		return nil
	}
	return d
}

// changedLog is how a log differs from another one, nil for none.
func changedLog(old, now *view.Log) logDelta {
	d := logDelta{anew: !follows(old, now), compacted: now.Compacted, compactedTerm: now.CompactedTerm, last: now.Last()}
	from := now.First()
	if !d.anew {
		from = now.DiffersAt(old)
	}
	for i := from; i <= now.Last(); i++ {
		d.entries = append(d.entries, *now.Entry(i))
	}
	return d
}

// follows reports whether a log can be made of another one by putting entries in it and
// compacting it.
func follows(old, now *view.Log) bool {
	return old != nil && now.Compacted >= old.Compacted && now.Compacted <= old.Last() && now.CompactedTerm == old.Term(now.Compacted)
}

// nothing reports whether the log is as it was.
func (d *logDelta) nothing(old *view.Log) bool {
	return !d.anew && len(d.entries) == 0 && d.last == old.Last() && d.compacted == old.Compacted && d.compactedTerm == old.CompactedTerm
}

// frames are a value, with parts of it before where it is large.
func frames(v *value, c *codec) []byte {
	var out []byte
	for i := range v.nodes {
		d := &v.nodes[i]
		for part := d.split(); part != nil; part = d.split() {
			out = appendFrame(out, &value{part: true, nodes: []delta{*part}}, &codec{})
		}
	}
	return appendFrame(out, v, c)
}

// split takes from what is told of a node as much as goes into a part of its own, nil
// where the rest is small enough.
func (d *delta) split() *delta {
	if n := fit(d.log.entries, func(e raftpb.Entry) int { return len(e.Data) }); n < len(d.log.entries) {
		p := &delta{Node: view.Node{ID: d.ID}, log: d.log}
		p.log.entries = d.log.entries[:n]
		p.log.last = p.log.entries[n-1].Index
		d.log.entries, d.log.anew = d.log.entries[n:], false
		return p
	}
	if n := fit(d.store.pairs, func(p pair) int { return len(p.key) + len(p.value) }); n < len(d.store.pairs) {
		p := &delta{Node: view.Node{ID: d.ID}, log: d.log, store: d.store}
		p.store.pairs, d.store.pairs = d.store.pairs[:n], d.store.pairs[n:]
		d.log.entries, d.log.anew = nil, false
		return p
	}
	return nil
}

// fit is how many of a list go into a part: one at least.
func fit[T any](of []T, size func(T) int) int {
	room := partBytes
	for i, one := range of {
		if room -= size(one) + 16; room < 0 || i == maxList-1 {
			return max(i, 1)
		}
	}
	return len(of)
}
