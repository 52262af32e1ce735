package why

import (
	"fmt"
	"slices"
	"strings"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// leaderless answers where nobody counts.
func (q *question) leaderless() {
	if n := q.v.Node(q.v.Known()); n != nil {
		q.say("%v leads term %d in another process, and counts there who has it", n.ID, n.Term)
		return
	}
	config := q.config()
	if config == nil || len(config.Voters) == 0 {
		q.say("no node leads, and none that is up knows of a voter")
		return
	}
	q.say("no node leads at term %d, so nobody counts who has it", q.v.Term())
	var have []string
	for _, n := range q.v.Nodes {
		if n != nil && q.index <= q.n.Log.Last() && q.index > q.n.Log.Compacted && n.Log.Term(q.index) == q.n.Log.Term(q.index) {
			have = append(have, n.ID.String())
		}
	}
	if len(have) > 0 {
		q.say("it is in the logs of %s", strings.Join(have, ", "))
	}
	q.electable("", config.Voters)
	if config.Joint() {
		q.electable(lang.T(" of the outgoing half"), config.Outgoing)
	}
	for _, n := range q.v.Nodes {
		if n != nil && n.Up && (n.Role == view.Candidate || n.Role == view.PreCandidate) {
			q.say("%v is a %v at term %d, and waits for votes", n.ID, lang.T(n.Role.String()), n.Term)
		}
	}
}

// config is a configuration to elect a leader in: the node's, or where it is
// down the first that is up has.
func (q *question) config() *view.Config {
	if q.n.Up {
		return q.n.Config
	}
	for _, n := range q.v.Nodes {
		if n != nil && n.Up {
			return n.Config
		}
	}
	return q.n.Config
}

// electable says how many voters are up, and what is to be done if too few are.
func (q *question) electable(which string, voters []view.NodeID) {
	var up []string
	var down hints
	for _, id := range voters {
		switch n := q.v.Node(id); {
		case n != nil && n.Up:
			up = append(up, id.String())
		case n != nil && n.Elsewhere():
			up = append(up, lang.F("%v maybe, elsewhere", id))
		default:
			down.add(fmt.Sprintf("restart %d", id))
		}
	}
	majority := len(voters)/2 + 1
	advice := ""
	switch {
	case len(up) < majority:
		advice = lang.F(", too few%v", down)
	case q.v.Links != nil && len(q.v.Links.Cut)+len(q.v.Links.Groups) > 0:
		advice = lang.T(", but not every link is whole; try: heal")
	}
	q.say("it takes %d of %d voters%s to elect a leader; up: %s%s", majority, len(voters), which, strings.Join(up, ", "), advice)
}

// unheard answers where the leader has committed the entry, and the node has
// not heard of it.
func (q *question) unheard() {
	n, l := q.n, q.leader
	q.say("leader %v has committed it (commit index %d); %v has not heard of that (commit index %d)", l.ID, l.Commit, n.ID, n.Commit)
	p := acks(l.Progress).of(n.ID)
	if !n.Up || p.ID == 0 || p.Match < q.index {
		// A heartbeat names no commit index above match (raft.sendHeartbeat).
		q.waits(q.holdup(n.ID, q.index))
		return
	}
	tells := func(m *view.Message) bool {
		return m.From == l.ID && m.To == n.ID && m.Commit >= q.index && slices.Contains(telling, m.Type)
	}
	if m := q.inFlight(tells); m != nil {
		q.waits(arriving(m, lang.T(", which tells it,")))
		return
	}
	if h, cut := q.cutOff(l.ID, n.ID); cut {
		q.waits(h)
		return
	}
	if h, waits := unsent(l, lang.T("word of it"), tells); waits {
		q.waits(h)
		return
	}
	if h, waits := q.behindReady(l); waits {
		q.waits(h)
		return
	}
	q.waits(held{lang.F("%v says it with its next MsgApp or heartbeat", l.ID), fmt.Sprintf("tick %d", l.ID)})
}

// telling are the messages by which a leader tells its commit index.
var telling = []raftpb.MessageType{raftpb.MsgApp, raftpb.MsgHeartbeat, raftpb.MsgSnap}
