package cluster

import (
	"errors"

	"raftviz/cluster/history"
	"raftviz/cluster/view"
)

// Witness takes into a live Lab what another process tells of its nodes: one for each
// stream. While it does, they are as nodes here, but that nobody here acts on them.
//
// What it tells comes a little late: a message may be delivered here before the step
// that sent it is witnessed. The safety properties do not mind. Each looks at what one
// node did, in its order, or compares what two nodes have of one index or one term,
// whichever was seen first; and the term of a node in which something was seen to be
// committed is only the higher for being seen late, which asks less of later leaders.
// Linearizability does: it compares the times of clients, and looks only at those that
// ask here.
type Witness struct {
	lab *Lab
	// ids are the numbers here of messages, by those that the other process gave them.
	ids map[int]int
	// requests are those that were asked for and have no answer yet, by number.
	requests map[uint64]*view.Request
}

// Witnessed is a step of another process. Its messages have the numbers that they have
// there, below zero; they, the events and the Readies are the Lab's from when it is
// taken on.
type Witnessed struct {
	// Whole is set when Nodes are all of the process's nodes, and what they did before
	// is not told: as it begins, and where steps were skipped.
	Whole bool
	// Skipped is how many were.
	Skipped int

	Kind    view.Kind
	Node    view.NodeID
	Stage   view.Stage
	Message *view.Message
	Events  []view.Event
	// Nodes are those that the step has changed. A Ready or a log that is as before is
	// the same one as before.
	Nodes []*view.Node
}

// Why a step is not taken.
var (
	// ErrPaused: the Lab stands still, and takes it when it goes on.
	ErrPaused = errors.New("the cluster is paused")
	// ErrOwn: its nodes are those that run here.
	ErrOwn = errors.New("it is this process")
	// ErrTold: another Witness tells of its nodes.
	ErrTold = errors.New("its nodes are watched already")
)

// Witness returns a Witness that has begun nothing.
func (l *Lab) Witness() *Witness {
	return &Witness{lab: l, ids: map[int]int{}, requests: map[uint64]*view.Request{}}
}

// Take records a step of another process; it locks the Lab itself. On an error nothing
// is recorded, and the step may be taken later. A step that pauses the Lab is taken.
func (w *Witness) Take(s *Witnessed) error {
	l := w.lab
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.pace.paused {
		return ErrPaused
	}
	if s.Whole {
		return w.begin(s)
	}
	for _, n := range s.Nodes {
		if m := l.members[n.ID-1]; m != nil && m.witness == w {
			w.is(m, n)
		}
	}
	for _, e := range s.Events {
		if w.tells(e.Node) {
			w.happened(e)
		}
	}
	if len(l.recorder.changed)+len(l.recorder.events) == 0 {
		return nil
	}
	if s.Message != nil {
		w.number(s.Message)
	}
	f := history.Frame{Kind: s.Kind, Node: s.Node, Stage: s.Stage, Message: s.Message}
	if !w.tells(s.Node) {
		f.Kind, f.Node = view.KindNetwork, 0 // what it did to other nodes is all that counts
	}
	_ = l.record(f)
	return nil
}

// begin takes over the nodes that nobody else tells of.
func (w *Witness) begin(s *Witnessed) error {
	l := w.lab
	if l.wired.letters.open == nil {
		l.wired.letters.open = map[letter][]end{}
	}
	w.release("some of its steps were not told")
	own := true
	for _, n := range s.Nodes {
		if l.local(n.ID) {
			continue
		}
		own = false
		m := l.members[n.ID-1]
		if m == nil {
			m = l.placeElsewhere(n.ID)
		}
		if m.witness == nil {
			m.witness = w
			w.is(m, n)
			l.recorder.emit(view.Event{What: view.Watched, Node: n.ID, Count: int32(s.Skipped)})
		}
	}
	switch {
	case own && len(s.Nodes) > 0:
		return ErrOwn
	case len(l.recorder.changed) == 0:
		return ErrTold
	}
	_ = l.record(history.Frame{Kind: view.KindNetwork})
	return nil
}

// End gives up the nodes that it told of: they are known by hearsay again. It locks
// the Lab itself.
func (w *Witness) End(why string) error {
	w.lab.mu.Lock()
	defer w.lab.mu.Unlock()
	if w.lab.pace.paused {
		return ErrPaused
	}
	w.release(why)
	return nil
}

// release records, if it tells of any node, that it does no longer.
func (w *Witness) release(why string) {
	l := w.lab
	for _, m := range l.members {
		if m == nil || m.witness != w {
			continue
		}
		m.witness = nil
		m.now = unknown(m.id)
		m.now = l.hearsay(m)
		l.recorder.change(&m.now)
		l.recorder.emit(view.Event{What: view.Unwatched, Node: m.id, Text: why})
	}
	clear(w.ids)
	clear(w.requests)
	if len(l.recorder.changed) > 0 {
		_ = l.record(history.Frame{Kind: view.KindNetwork})
	}
}

// tells reports whether the Witness is the one that tells of a node.
func (w *Witness) tells(id view.NodeID) bool {
	return id >= 1 && id <= view.MaxNodes && w.lab.members[id-1] != nil && w.lab.members[id-1].witness == w
}

// is takes a node as it is now.
func (w *Witness) is(m *member, n *view.Node) {
	if n.Ready != nil && n.Ready != m.now.Ready {
		w.numbers(n.Ready)
	}
	m.now = *n
	m.now.Remote, m.now.Watched = true, true
	m.removed = n.Removed
	w.lab.recorder.change(&m.now)
}

// numbers gives the messages of a Ready their numbers here.
func (w *Witness) numbers(r *view.Ready) {
	for _, m := range r.Messages {
		w.number(m)
	}
}

// maxRemembered bounds what is remembered of messages and requests.
const maxRemembered = 1 << 14

// number gives a message its number here, unless it has it: until then it is the one
// of its own process, below zero.
func (w *Witness) number(m *view.Message) {
	if m.ID >= 0 {
		return
	}
	id, ok := w.ids[m.ID]
	if !ok {
		if len(w.ids) >= maxRemembered {
			clear(w.ids)
		}
		id = w.lab.wired.letters.meet(w.lab, m, w.tells(m.From))
		w.ids[m.ID] = id
	}
	m.ID = id
}

// happened takes an event, whose messages and requests have numbers of their process.
func (w *Witness) happened(e view.Event) {
	switch about := e.About.(type) {
	case *view.Message:
		w.number(about)
	case *view.Ready:
		w.numbers(about)
	case *view.Request:
		e.About = w.request(e.What, about)
	}
	w.lab.recorder.emit(e)
}

// request is a request as it is known here: its step is the one that it was witnessed in.
func (w *Witness) request(what view.What, r *view.Request) *view.Request {
	r.Step = w.lab.recorder.steps
	if r.Kind == view.GetRequest {
		return r
	}
	if what == view.Proposed {
		if len(w.requests) >= maxRemembered {
			clear(w.requests)
		}
		w.requests[r.ID] = r
		return r
	}
	asked := w.requests[r.ID]
	delete(w.requests, r.ID)
	if asked == nil {
		return r
	}
	r.Step = asked.Step
	if r.Kind == view.PutRequest {
		return asked
	}
	return r
}
