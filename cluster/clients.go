package cluster

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/history"
	"raftviz/cluster/view"
	"raftviz/kv"
)

// client is the node that a client's command goes to. via 0 is the leader, else
// the lowest node that is up.
func (l *Lab) client(command string, via view.NodeID) (*member, error) {
	if via == 0 {
		if via = l.leaderOrLowest(); via == 0 {
			return nil, l.anyUp(command)
		}
	}
	return l.running(command, via)
}

// leaderOrLowest is view.View.Client of now, without reading the whole view back
// from the history.
func (l *Lab) leaderOrLowest() view.NodeID {
	var nodes [view.MaxNodes]*view.Node
	for i, m := range l.members {
		if m != nil {
			nodes[i] = &m.now
		}
	}
	now := view.View{Nodes: nodes[:]}
	return now.Client()
}

// Put proposes through node via. It is acknowledged when it is applied there.
func (l *Lab) Put(key, value string, via view.NodeID) error {
	m, err := l.client("put", via)
	if err != nil {
		return err
	}
	r := l.request(view.PutRequest, m, key, value)
	dropped, failure := m.node.Propose(kv.Put{Key: key, Val: value, ID: r.ID}.Encode())
	return l.asked(m, r, dropped, failure)
}

// Read asks for a linearizable read through node via: it is answered from that
// node's store once a quorum has confirmed the read index (raft's ReadIndex).
func (l *Lab) Read(key string, via view.NodeID) error {
	m, err := l.client("read", via)
	if err != nil {
		return err
	}
	r := l.request(view.ReadRequest, m, key, "")
	if m.now.Lead == 0 {
		return l.asked(m, r, fmt.Errorf("%v knows no leader at term %d; raft dropped the read", m.id, m.now.Term), nil)
	}
	// The request waits before raft is asked: alone, a leader confirms at once.
	l.waits(r)
	failure := m.node.ReadIndex(strconv.FormatUint(r.ID, 10))
	return l.done(m, failure, history.Frame{Kind: view.KindRequest})
}

// Get reads node via's own store, which may be behind.
func (l *Lab) Get(key string, via view.NodeID) error {
	m, err := l.client("get", via)
	if err != nil {
		return err
	}
	r := &view.Request{Kind: view.GetRequest, Node: m.id, Key: key, Step: l.Len()}
	r.Value, r.Found = m.node.Store().Lookup(key)
	l.recorder.emit(view.Event{What: view.Got, Node: m.id, Text: r.Answer(), About: r})
	return l.record(history.Frame{Kind: view.KindRequest, Node: m.id})
}

func (l *Lab) request(kind view.RequestKind, m *member, key, value string) *view.Request {
	l.lastRequest++
	r := &view.Request{ID: l.lastRequest, Kind: kind, Node: m.id, Key: key, Value: value, Step: l.Len()}
	if kind == view.PutRequest {
		l.traffic[m.id-1].proposals.Add(1)
	}
	l.recorder.emit(view.Event{What: view.Proposed, Node: m.id, About: r})
	return r
}

// asked ends a request's step: it waits for its answer unless raft refused it.
func (l *Lab) asked(m *member, r *view.Request, dropped, failure error) error {
	if dropped == nil {
		l.waits(r)
	}
	l.settleMember(m, failure)
	if dropped != nil {
		l.reply(Answer{r, errors.New(refusal(dropped))})
		l.recorder.emit(view.Event{What: view.Refused, Node: m.id, Text: refusal(dropped)})
	}
	return l.record(history.Frame{Kind: view.KindRequest, Node: m.id})
}

// numbersOwn reports whether requests have numbers that no other process uses, nor an
// earlier run. The largest in a log is another's then: numbers behind it are too, and
// one of its puts would acknowledge one of ours.
func (l *Lab) numbersOwn() bool { return l.outside != nil && l.outside.FirstRequest != 0 }

// RequestsOfOne is how many numbers a process has for its requests that runs one member:
// it begins at a multiple of it. Those below are for one that runs all the others.
const RequestsOfOne uint64 = 1e12

// skipRequests makes requests from now on have numbers that no put in entries
// has, which an earlier run left: one that commits only now is not an answer.
func (l *Lab) skipRequests(entries []raftpb.Entry) {
	for i := range entries {
		if entries[i].Type != raftpb.EntryNormal {
			continue
		}
		if p, err := kv.Decode(entries[i].Data); err == nil && p.ID < RequestsOfOne {
			l.lastRequest = max(l.lastRequest, p.ID)
		}
	}
}

// applied acknowledges a put once the node that its client asked has applied it.
func (l *Lab) applied(id view.NodeID, p kv.Put, e *raftpb.Entry) {
	r := l.waiting(p.ID)
	if r == nil || r.Node != id {
		return
	}
	l.recorder.events = append(l.recorder.events, l.members[id-1].node.Events()...)
	l.recorder.emit(view.Event{What: view.Acknowledged, Node: id, Term: e.Term, Index: e.Index, About: r})
	l.reply(Answer{Request: r})
	l.answered(r.ID)
}

// confirmed answers a read from the node's store.
func (l *Lab) confirmed(m *member, context string) {
	id, err := strconv.ParseUint(context, 10, 64)
	if err != nil {
		return
	}
	if asked := l.waiting(id); asked != nil && asked.Node == m.id {
		r := *asked
		r.Value, r.Found = m.node.Store().Lookup(r.Key)
		l.recorder.emit(view.Event{What: view.Acknowledged, Node: m.id, Text: r.Answer(), About: &r})
		l.reply(Answer{Request: &r})
		l.answered(id)
	}
}

// waiting is request id if it waits, nil if it does not.
func (l *Lab) waiting(id uint64) *view.Request {
	if i := l.listed(id); i >= 0 {
		return l.requests[i]
	}
	return l.unlisted[id]
}

// listed is the place of request id among those that views have, -1 for none.
func (l *Lab) listed(id uint64) int {
	return slices.IndexFunc(l.requests, func(r *view.Request) bool { return r.ID == id })
}

// answered takes a request out. A view may hold the slice: see network.Remove.
func (l *Lab) answered(id uint64) {
	switch i := l.listed(id); i {
	case -1:
		delete(l.unlisted, id)
	case 0:
		l.requests = l.requests[1:]
	default:
		l.requests = slices.Concat(l.requests[:i], l.requests[i+1:])
	}
}

// abandon gives up the requests that only node id could answer.
func (l *Lab) abandon(id view.NodeID) {
	var kept []*view.Request
	for _, r := range l.requests {
		if r.Node != id {
			kept = append(kept, r)
			continue
		}
		l.giveUp(r, fmt.Sprintf("%v went down", id))
	}
	l.requests = kept
	for _, request := range slices.Sorted(maps.Keys(l.unlisted)) {
		if r := l.unlisted[request]; r.Node == id {
			delete(l.unlisted, request)
			l.giveUp(r, fmt.Sprintf("%v went down", id))
		}
	}
}
