package why

import (
	"fmt"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// held is what holds something up, and the command that would help, "" for none.
type held struct{ why, help string }

// waits says what the node waits for.
func (q *question) waits(h held) {
	if h.help == "" {
		q.line(h.why)
		return
	}
	q.say("%s; try: %s", h.why, h.help)
}

// holdup is what keeps the leader from knowing that a member has its entry at index.
func (q *question) holdup(id view.NodeID, index uint64) held {
	l, n := q.leader, q.v.Node(id)
	switch {
	case n == nil:
		return held{lang.F("%v was never started", id), fmt.Sprintf("restart %d", id)}
	case n.Removed && !n.Up:
		return held{why: lang.F("%v was removed, and stopped", id)}
	case n.Down() && n.Remote:
		return held{why: lang.F("%v, of another process, is down", id)}
	case n.Down():
		return held{lang.F("%v is down", id), fmt.Sprintf("restart %d", id)}
	case acks(l.Progress).of(id).ID == 0:
		return held{why: lang.F("%v is not in the configuration of leader %v, which sends it nothing", id, l.ID)}
	case n.Elsewhere():
		return held{why: lang.F("%v runs in another process: leader %v has its ack up to index %d", id, l.ID, acks(l.Progress).of(id).Match)}
	case n.Term > l.Term:
		return held{why: lang.F("%v is at term %d, and takes nothing of term %d", id, n.Term, l.Term)}
	case n.Log.Compacted >= index || n.Log.Term(index) == l.Log.Term(index):
		return q.ackHoldup(n, index)
	}
	return q.entryHoldup(n, index)
}

// ackHoldup is for a member that has the entry, so that its MsgAppResp is what
// the leader lacks.
func (q *question) ackHoldup(n *view.Node, index uint64) held {
	acknowledges := func(m *view.Message) bool {
		return m.From == n.ID && m.To == q.leader.ID && m.Type == raftpb.MsgAppResp && !m.Reject && m.Index >= index
	}
	if m := q.inFlight(acknowledges); m != nil {
		return arriving(m, lang.T(", its ack,"))
	}
	if h, waits := unsent(n, lang.T("its ack"), acknowledges); waits {
		return h
	}
	if h, cut := q.cutOff(n.ID, q.leader.ID); cut {
		return h
	}
	if h, waits := q.behindReady(n); waits {
		return h
	}
	if h, cut := q.cutOff(q.leader.ID, n.ID); cut {
		return h
	}
	return q.again(n, lang.T("its ack was lost"))
}

// entryHoldup is for a member that lacks the entry.
func (q *question) entryHoldup(n *view.Node, index uint64) held {
	l := q.leader
	carries := func(m *view.Message) bool {
		return m.From == l.ID && m.To == n.ID && (m.Type == raftpb.MsgSnap && m.Snapshot.Index >= index ||
			m.Type == raftpb.MsgApp && m.Index < index && m.Index+uint64(len(m.Entries)) >= index)
	}
	between := func(m *view.Message) bool {
		return m.From == l.ID && m.To == n.ID || m.From == n.ID && m.To == l.ID
	}
	if m := q.inFlight(carries); m != nil {
		return arriving(m, lang.T(" with it"))
	}
	if m := q.inFlight(between); m != nil {
		return arriving(m, "")
	}
	if h, cut := q.cutOff(l.ID, n.ID); cut {
		return h
	}
	if h, cut := q.cutOff(n.ID, l.ID); cut {
		return h
	}
	if h, waits := unsent(l, lang.T("the MsgApp"), carries); waits {
		return h
	}
	for _, busy := range []*view.Node{n, l} {
		if h, waits := q.behindReady(busy); waits {
			return h
		}
	}
	return q.stalled(n)
}

// stalled is for a member to which nothing is on its way.
func (q *question) stalled(n *view.Node) held {
	switch p := acks(q.leader.Progress).of(n.ID); {
	case p.State == "snapshot":
		return held{why: lang.F("%v waits to hear how its snapshot at %d ended, and nothing is on its way", q.leader.ID, p.PendingSnapshot)}
	case p.State == "probe" && p.Paused:
		return q.again(n, lang.T("its probe is unanswered"))
	case p.Paused:
		return q.again(n, lang.F("%d MsgApps are unanswered", p.Inflight))
	}
	return q.again(n, lang.T("nothing is on its way"))
}

// again is for what the answer to the leader's next heartbeat sets right.
func (q *question) again(n *view.Node, why string) held {
	return held{lang.F("%s; %v sends again when %v answers a heartbeat", why, q.leader.ID, n.ID), fmt.Sprintf("tick %d", q.leader.ID)}
}

// inFlight is the oldest message in flight that is like that, nil for none.
func (q *question) inFlight(like func(*view.Message) bool) *view.Message {
	for _, f := range q.v.Messages {
		if like(f.Message) {
			return f.Message
		}
	}
	return nil
}

// arriving is for a message in flight; what says what it is.
func arriving(m *view.Message, what string) held {
	return held{lang.F("#%d %v->%v %v%s is in flight", m.ID, m.From, m.To, m.Type, what), fmt.Sprintf("deliver #%d", m.ID)}
}

// cutOff is for a link that loses what is sent over it.
func (q *question) cutOff(from, to view.NodeID) (held, bool) {
	why := view.Recorded(q.v.Links.Between(from, to))
	if why == "" {
		return held{}, false
	}
	if q.v.Links.Severed(from, to) {
		return held{why, fmt.Sprintf("mend %d->%d", from, to)}, true
	}
	return held{why, "heal"}, true
}

// unsent is for a message in the Ready in hand whose send stage is still to come.
func unsent(n *view.Node, what string, like func(*view.Message) bool) (held, bool) {
	if n.Ready == nil || n.Stage > view.Send {
		return held{}, false
	}
	for _, m := range n.Ready.Messages {
		if like(m) {
			return held{lang.F("%s is in %v's Ready #%d; next is %v", what, n.ID, n.Ready.Number, n.Stage), fmt.Sprintf("ready %d", n.ID)}, true
		}
	}
	return held{}, false
}

// behindReady is for a node that has a Ready to do first; what it is to send may
// be in that, or comes after it.
func (q *question) behindReady(n *view.Node) (held, bool) {
	switch {
	case n.Ready != nil:
		return held{lang.F("%v has Ready #%d to finish; next is %v", n.ID, n.Ready.Number, n.Stage), fmt.Sprintf("ready %d", n.ID)}, true
	case n.ReadyWaiting:
		return held{lang.F("a Ready of %v waits to be taken", n.ID), fmt.Sprintf("ready %d", n.ID)}, true
	}
	return held{}, false
}
