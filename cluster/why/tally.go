package why

import (
	"strings"

	"go.etcd.io/etcd/raft/v3/quorum"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// tally counts who has the entry, as the leader knows it. A leader commits by
// counting only entries of its own term (Raft §5.4.2): what is older waits for
// the first of these, and is committed along with it.
func (q *question) tally() {
	l := q.leader
	target := q.index
	for target < l.Log.Last() && l.Log.Term(target) < l.Term {
		target++
	}
	if term := l.Log.Term(q.index); l.Commit < q.index && term < l.Term {
		q.say("it is of term %d, and %v leads term %d: raft commits by counting only entries of the leader's own term (Raft 5.4.2, figure 8), so it waits for %s, to be committed along with that",
			term, l.ID, l.Term, entryOf(l, target))
	}
	var hints hints
	missing := q.half(&hints, "", l.Config.Voters, target)
	if l.Config.Joint() {
		missing += q.half(&hints, lang.T(" of the outgoing half"), l.Config.Outgoing, target)
	}
	for _, id := range l.Config.Learners {
		q.say("  %v  is a learner: it is not counted", id)
	}
	switch {
	case l.Commit >= q.index:
	case missing > 0:
		q.say("so: %d more needed%v", missing, hints)
	default:
		q.say("so: a quorum has it; raft commits it when it counts next")
	}
}

// acks are what the leader knows that its members have.
type acks []view.Progress

// AckedIndex makes acks a quorum.AckedIndexer.
func (a acks) AckedIndex(id uint64) (quorum.Index, bool) {
	p := a.of(view.NodeID(id))
	return quorum.Index(p.Match), p.ID != 0
}

// of is a member's progress, the zero Progress when it is no member.
func (a acks) of(id view.NodeID) view.Progress {
	for _, p := range a {
		if p.ID == id {
			return p
		}
	}
	return view.Progress{}
}

// half says who of one half of the configuration has the entry, and what holds
// the others up. It returns how many are missing for a majority to have target.
func (q *question) half(h *hints, which string, voters []view.NodeID, target uint64) (missing int) {
	l := q.leader
	majority := len(voters)/2 + 1
	if which == "" && l.Config.Joint() {
		which = lang.T(" of the incoming half")
	}
	config, have := quorum.MajorityConfig{}, 0
	for _, id := range voters {
		config[uint64(id)] = struct{}{}
	}
	q.say("leader %v, term %d; it needs %d of %d voters%s:", l.ID, l.Term, majority, len(voters), which)
	for _, id := range voters {
		p := acks(l.Progress).of(id)
		if p.Match >= target {
			have++
			q.say("  %v  has it (match %d)", id, p.Match)
			continue
		}
		held := q.holdup(id, target)
		h.add(held.help)
		q.say("  %v  %s (match %d, %s): %s", id, q.lacks(p, target), p.Match, state(p), held.why)
	}
	if config.CommittedIndex(acks(l.Progress)) >= quorum.Index(target) {
		return 0
	}
	return majority - have
}

// lacks says what a voter lacks that has not acknowledged target.
func (q *question) lacks(p view.Progress, target uint64) string {
	n, term := q.v.Node(p.ID), q.leader.Log.Term(target)
	switch {
	case n != nil && n.Log.Term(target) == term:
		return lang.T("has it, unacknowledged")
	case p.Match >= q.index:
		return lang.F("has it, lacks %d/%d", term, target)
	}
	return lang.T("lacks it")
}

// state is the state of a member's progress in raft's words.
func state(p view.Progress) string {
	if p.Paused && p.State != "snapshot" {
		return lang.F("%s, paused", p.State)
	}
	return p.State
}

// hints are commands that would help, each once.
type hints []string

func (h *hints) add(command string) {
	if command == "" {
		return
	}
	for _, have := range *h {
		if have == command {
			return
		}
	}
	*h = append(*h, command)
}

// String is what to try, "" for nothing.
func (h hints) String() string {
	if len(h) == 0 {
		return ""
	}
	return lang.F("; try: %s", strings.Join(h, ", "))
}
