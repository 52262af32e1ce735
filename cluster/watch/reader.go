package watch

import (
	"errors"
	"fmt"
	"slices"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster"
	"raftviz/cluster/view"
	"raftviz/kv"
)

// reader makes steps of the frames of a stream. It has each node as the frame before
// left it.
type reader struct {
	nodes [view.MaxNodes]*shadow
}

// shadow is a node as the stream tells it.
type shadow struct {
	now   view.Node
	store *kv.Store
	// pairs are those of a store that is being told in parts.
	pairs map[string]string
}

// errNotWhole is the error of a stream that tells what changed before it has told
// what there was.
var errNotWhole = errors.New("it does not begin with how the nodes are")

// read is the step that a frame tells, nil where more frames belong to it. After an error
// the reader is of no use.
func (r *reader) read(frame []byte) (*cluster.Witnessed, error) {
	c := &codec{reading: true, buf: frame}
	v := &value{}
	v.code(c, func() error { return r.takeLogs(c, v) })
	if c.err == nil && len(c.buf) > 0 {
		c.fail(fmt.Errorf("%d bytes too many", len(c.buf)))
	}
	if c.err != nil || v.part {
		return nil, c.err
	}
	return r.step(v)
}

// takeLogs makes the logs, and gathers the stores' content, that a value tells.
func (r *reader) takeLogs(c *codec, v *value) error {
	for i := range v.nodes {
		d := &v.nodes[i]
		t := r.nodes[d.ID-1]
		if t == nil {
			if !v.part && !v.whole && d.store.what == storeApplies {
				return errNotWhole
			}
			t = &shadow{}
			r.nodes[d.ID-1] = t
		}
		log, err := d.log.apply(t.now.Log)
		if err != nil {
			return fmt.Errorf("the log of %v: %w", d.ID, err)
		}
		t.now.Log = log
		if d.store.what == storeTold {
			t.gather(d.store.pairs)
		}
	}
	for i, t := range r.nodes {
		if t != nil {
			c.logs[i] = t.now.Log
		}
	}
	return nil
}

// apply makes of a log, nil for none, the one that is told.
func (d *logDelta) apply(l *view.Log) (*view.Log, error) {
	if d.anew || l == nil {
		l = view.NewLog(d.compacted, d.compactedTerm)
	}
	if d.last < l.Compacted {
		return nil, fmt.Errorf("it ends with %d, and begins behind %d", d.last, l.Compacted)
	}
	for i := range d.entries {
		e := d.entries[i]
		if e.Index < l.First() || e.Index > l.Last()+1 || i > 0 && e.Index != d.entries[i-1].Index+1 {
			return nil, fmt.Errorf("entry %d does not follow %d", e.Index, l.Last())
		}
		l = l.Append(e)
	}
	switch {
	case d.last > l.Last():
		return nil, fmt.Errorf("it ends with %d instead of %d", l.Last(), d.last)
	case d.last < l.Last():
		l = l.UpTo(d.last)
	}
	if d.compacted > l.Last() || d.compacted < l.Compacted {
		return nil, fmt.Errorf("it cannot begin behind %d", d.compacted)
	}
	if d.compacted > l.Compacted {
		l = l.Compact(d.compacted, d.compactedTerm)
	}
	return l, nil
}

// gather takes keys of a store that is told.
func (t *shadow) gather(pairs []pair) {
	if t.pairs == nil {
		t.pairs = map[string]string{}
	}
	for _, p := range pairs {
		t.pairs[p.key] = p.value
	}
}

// step makes a step of a value whose logs are taken.
func (r *reader) step(v *value) (*cluster.Witnessed, error) {
	out := &cluster.Witnessed{
		Whole: v.whole, Skipped: v.skipped, Kind: v.kind, Node: v.node, Stage: v.stage, Message: v.message, Events: v.events,
	}
	for i := range v.nodes {
		d := &v.nodes[i]
		t := r.nodes[d.ID-1]
		was := t.now
		if err := t.is(d); err != nil {
			return nil, fmt.Errorf("%v: %w", d.ID, err)
		}
		if err := t.apply(d, v.events); err != nil {
			return nil, fmt.Errorf("the store of %v: %w", d.ID, err)
		}
		if err := t.check(&was, v); err != nil {
			return nil, fmt.Errorf("%v: %w", d.ID, err)
		}
		now := t.now
		out.Nodes = append(out.Nodes, &now)
	}
	if err := r.findHands(out.Events); err != nil {
		return nil, err
	}
	return out, r.complete(out)
}

// complete is an error where a step lacks what its kind has.
func (r *reader) complete(s *cluster.Witnessed) error {
	if s.Node != 0 && r.nodes[s.Node-1] == nil {
		return fmt.Errorf("a step of %v, which is not told of", s.Node)
	}
	switch s.Kind {
	case view.KindDeliver:
		if s.Message == nil {
			return errors.New("a message is delivered, and not told")
		}
		fallthrough
	case view.KindTick, view.KindTake, view.KindStage:
		if s.Node == 0 {
			return fmt.Errorf("a step %v of no node", s.Kind)
		}
	}
	return nil
}

// is takes a node's plain values and its Ready. What is as before stays the same one.
func (t *shadow) is(d *delta) error {
	was := t.now
	t.now = d.Node
	t.now.Log, t.now.KV = was.Log, was.KV
	if was.Config != nil && t.now.Config != nil && sameConfig(was.Config, t.now.Config) {
		t.now.Config = was.Config
	}
	switch d.hand {
	case sameReady:
		t.now.Ready = was.Ready
	case newReady:
		t.now.Ready = d.ready
	}
	if (t.now.Ready == nil) != (t.now.Stage == view.NoStage) || t.now.Ready != nil && !slices.Contains(t.now.Ready.Plan, t.now.Stage) {
		return fmt.Errorf("stage %v is of no Ready that is known", t.now.Stage)
	}
	return nil
}

func sameConfig(a, b *view.Config) bool {
	return slices.Equal(a.Voters, b.Voters) && slices.Equal(a.Outgoing, b.Outgoing) && slices.Equal(a.Learners, b.Learners) &&
		slices.Equal(a.LearnersNext, b.LearnersNext) && a.AutoLeave == b.AutoLeave
}

// apply makes the store what it is told to be, or does what the node's did.
func (t *shadow) apply(d *delta, events []view.Event) error {
	switch d.store.what {
	case storeNone:
		t.store, t.pairs, t.now.KV = nil, nil, nil
		return nil
	case storeTold:
		t.store, t.pairs = kv.NewStore(kv.NewState(t.pairs)), nil
	case storeApplies:
		if t.store == nil {
			return errNotWhole
		}
		for _, e := range events {
			entry, ok := e.About.(*raftpb.Entry)
			if e.What != view.Applied || e.Node != d.ID || !ok {
				continue
			}
			if _, err := t.store.Apply(entry.Index, entry.Data); err != nil {
				return err
			}
		}
	}
	t.now.KV = t.store.State()
	if n := uint64(t.now.KV.Len()); n != d.store.keys {
		return fmt.Errorf("it has %d keys here, and %d there", n, d.store.keys)
	}
	return nil
}

// maxApplied is how many entries a node can be believed to have applied in a step.
const maxApplied = 1 << 20

// check looks whether a node can have become what it is now: whoever checks what it
// did goes from one index to the next.
func (t *shadow) check(was *view.Node, v *value) error {
	n := &t.now
	most := was.Applied + maxApplied
	begun := v.whole || begins(v.events, n.ID)
	if !begun && n.Applied > most || n.Applied > n.Log.Last()+maxApplied {
		return fmt.Errorf("it has applied up to %d, after %d", n.Applied, was.Applied)
	}
	if begun {
		most = n.Applied
	}
	for _, e := range v.events {
		if entry, ok := e.About.(*raftpb.Entry); ok && e.Node == n.ID && entry.Index > max(most, n.Applied) {
			return fmt.Errorf("it applied %d, after %d", entry.Index, was.Applied)
		}
	}
	if n.Config == nil {
		if n.Up {
			return errors.New("it has no configuration")
		}
		n.Config = &view.Config{}
	}
	return nil
}

// findHands finds the Readies in hand that events are about.
func (r *reader) findHands(events []view.Event) error {
	for i := range events {
		e := &events[i]
		if _, ok := e.About.(inHand); !ok {
			continue
		}
		t := r.nodes[e.Node-1]
		if t == nil || t.now.Ready == nil {
			return fmt.Errorf("%v has no Ready that an event can be about", e.Node)
		}
		e.About = t.now.Ready
	}
	for _, e := range events {
		if t := r.nodes[e.Node-1]; t == nil {
			return fmt.Errorf("something happened on %v, which is not told of", e.Node)
		}
	}
	return nil
}
