package watch

import (
	"fmt"
	"math"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/view"
)

// value is what one frame says: a step, or with whole set how all nodes of the process
// are. Where that is too much for one frame, some before it say parts of it.
type value struct {
	// part is set when all that is said are entries and keys, and the rest follows.
	part bool
	// whole is set when the nodes are told without what was before, of which so many
	// steps were skipped.
	whole   bool
	skipped int

	kind    view.Kind
	node    view.NodeID
	stage   view.Stage
	message *view.Message
	events  []view.Event
	nodes   []delta
}

// delta is what changed of a node.
type delta struct {
	// Node has all that the node is in plain values, but in a part; and its ID.
	view.Node
	log   logDelta
	store storeDelta
	hand  hand
	// ready is the new Ready in hand.
	ready *view.Ready
}

// logDelta makes a log another one.
type logDelta struct {
	// anew is set when the log before has no part in it.
	anew bool
	// compacted and compactedTerm are where it begins, last is where it ends.
	compacted, compactedTerm, last uint64
	// entries come in the place of whatever stands there and behind.
	entries []raftpb.Entry
}

// storeDelta says what to make of a store.
type storeDelta struct {
	what storeWhat
	// pairs are what is in it, where that is told.
	pairs []pair
	// keys is how many keys it has, so that a reader knows that it has the same.
	keys uint64
}

type pair struct{ key, value string }

// storeWhat tells what a store holds.
type storeWhat uint8

const (
	// storeApplies: what it held, and what the step's events applied.
	storeApplies storeWhat = iota
	// storeTold: the pairs, with those of the parts before.
	storeTold
	// storeNone: there is none, as the node is down.
	storeNone
)

// hand tells what Ready is in hand.
type hand uint8

const (
	noReady hand = iota
	sameReady
	newReady
)

// code writes or reads a value. taken is called, of a value that is read, once the
// nodes' logs are known, and makes them those of the codec: what follows names entries
// by their place there.
func (v *value) code(c *codec, taken func() error) {
	c.flags(&v.part, &v.whole)
	number(c, &v.skipped, math.MaxInt32)
	list(c, &v.nodes, func(d *delta) { d.code(c, v.part) })
	c.must(len(v.nodes) <= view.MaxNodes, "the number of nodes", len(v.nodes))
	if c.reading && c.err == nil {
		if err := taken(); err != nil {
			c.fail(err)
		}
	}
	if v.part || c.err != nil {
		return
	}
	number(c, &v.kind, uint64(view.KindNote))
	c.node(&v.node)
	number(c, &v.stage, uint64(view.Advance))
	for i := range v.nodes {
		v.nodes[i].codeReady(c)
	}
	optional(c, &v.message, func(m *view.Message) { c.message(m, v.node) })
	list(c, &v.events, func(e *view.Event) { v.event(c, e) })
}

func (d *delta) code(c *codec, part bool) {
	c.node(&d.ID)
	c.must(d.ID > 0, "a node", d.ID)
	if !part {
		c.plain(&d.Node)
	}
	l := &d.log
	c.flags(&l.anew)
	c.index(&l.compacted)
	c.index(&l.compactedTerm)
	c.index(&l.last)
	list(c, &l.entries, c.entry)
	number(c, &d.store.what, uint64(storeNone))
	list(c, &d.store.pairs, func(p *pair) { c.text(&p.key); c.text(&p.value) })
	c.uint(&d.store.keys)
}

func (d *delta) codeReady(c *codec) {
	number(c, &d.hand, uint64(newReady))
	if d.hand != newReady {
		return
	}
	if c.reading {
		d.ready = new(view.Ready)
	}
	c.ready(d.ready, d.ID)
}

// What an event is about, and where it is.
type about uint8

const (
	aboutNothing about = iota
	// aboutStep: the message of the step.
	aboutStep
	// aboutHand: the Ready that the node has in hand.
	aboutHand
	// aboutLog: the entry of the node's log at the event's index.
	aboutLog
	// The others are told.
	aboutMessage
	aboutReady
	aboutEntry
	aboutRequest
	abouts
)

func (v *value) event(c *codec, e *view.Event) {
	number(c, &e.What, uint64(view.Whats-1))
	c.node(&e.Node)
	c.must(e.Node > 0, "an event's node", e.Node)
	c.node(&e.Peer)
	c.flags(&e.Synced)
	number(c, &e.Count, math.MaxUint32)
	number(c, &e.Bytes, math.MaxUint32)
	c.index(&e.Term)
	c.uint(&e.Index)
	c.text(&e.Text)
	where := v.whereAbout(c, e)
	number(c, &where, uint64(abouts-1))
	switch where {
	case aboutStep:
		c.must(v.message != nil, "the step's message", "missing")
		if v.message != nil {
			e.About = v.message
		}
	case aboutLog:
		c.readEntry(e)
	case aboutMessage:
		told(c, e, func(m *view.Message) { c.message(m, e.Node) })
	case aboutReady:
		told(c, e, func(r *view.Ready) { c.ready(r, e.Node) })
	case aboutEntry:
		told(c, e, c.entry)
	case aboutRequest:
		told(c, e, c.request)
	case aboutHand:
		// What the node has in hand is known when the value is taken.
		if c.reading {
			e.About = inHand{}
		}
	}
	c.check(e)
}

// inHand stands for the Ready that an event's node has in hand.
type inHand struct{}

// readEntry finds in its node's log the entry that an event is about.
func (c *codec) readEntry(e *view.Event) {
	if !c.reading || c.err != nil {
		return
	}
	if entry := c.logs[e.Node-1].Entry(e.Index); entry != nil {
		e.About = entry
		return
	}
	c.fail(fmt.Errorf("%v has no entry %d", e.Node, e.Index))
}

// told is what an event is about where that is written with it.
func told[T any](c *codec, e *view.Event, code func(*T)) {
	about, _ := e.About.(*T)
	if c.reading {
		about = new(T)
		e.About = about
	}
	code(about)
}

// whereAbout is where what an event is about can be found, of one that is written.
func (v *value) whereAbout(c *codec, e *view.Event) about {
	switch is := e.About.(type) {
	case *view.Message:
		if is == v.message {
			return aboutStep
		}
		return aboutMessage
	case *view.Ready:
		for i := range v.nodes {
			if d := &v.nodes[i]; d.ID == e.Node && d.hand != noReady && d.ready == is {
				return aboutHand
			}
		}
		return aboutReady
	case *raftpb.Entry:
		if e.Index == is.Index && c.logs[e.Node-1].Holds(is) {
			return aboutLog
		}
		return aboutEntry
	case *view.Request:
		return aboutRequest
	}
	return aboutNothing
}

// check fails unless an event is about what its words speak of: others take that for
// granted.
func (c *codec) check(e *view.Event) {
	if !c.reading || c.err != nil {
		return
	}
	ok := true
	switch e.What {
	case view.Delivered, view.Arrived, view.Dropped, view.Lost, view.Duplicated, view.Delayed:
		_, ok = e.About.(*view.Message)
	case view.Took, view.Sent, view.SavedWAL:
		_, ok = e.About.(*view.Ready)
		if _, held := e.About.(inHand); held {
			ok = true
		}
	case view.Applied, view.ConfigChanged, view.ConfigRejected, view.Undecodable:
		_, ok = e.About.(*raftpb.Entry)
	case view.Proposed, view.Acknowledged, view.Abandoned, view.Got:
		_, ok = e.About.(*view.Request)
	case view.Violated, view.Watched, view.Unwatched:
		ok = false
	}
	if !ok {
		c.fail(fmt.Errorf("event %d is about %T", e.What, e.About))
	}
}
