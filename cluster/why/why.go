package why

import (
	"strings"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// Entry says why entry index of node id is committed or not, and applied or not,
// in v: some lines of at most 80 columns. The node was started once; index may
// be any.
func Entry(v *view.View, id view.NodeID, index uint64) string {
	q := &question{v: v, n: v.Node(id), index: index, leader: v.Node(v.Leader())}
	switch {
	case q.n.Elsewhere():
		q.say("%v runs in another process, and nobody here knows its log", id)
		return q.text.String()
	case index == 0:
		q.say("there is no entry 0: a log begins with entry 1")
	case index <= q.n.Log.Compacted:
		q.compacted()
	case index > q.n.Log.Last():
		q.beyond()
	case index <= q.n.Commit:
		q.committed()
	default:
		q.uncommitted()
	}
	if q.n.Broken != 0 {
		q.say("%v breaks rules on purpose: %v", q.n.ID, q.n.Broken)
	}
	return q.text.String()
}

// question is what is asked, and the answer so far.
type question struct {
	v *view.View
	// n is whose entry it is, index where.
	n     *view.Node
	index uint64
	// leader is that of the highest term that has one, nil when none has.
	leader *view.Node
	text   strings.Builder
}

// say adds a line, folded where it is too long.
func (q *question) say(format string, args ...any) {
	q.line(lang.F(format, args...))
}

// line adds a line that is said already.
func (q *question) line(text string) { q.text.WriteString(fold(text)) }

// compacted answers for an entry that the log no longer has.
func (q *question) compacted() {
	l := q.n.Log
	q.say("%v's entry %d is not in its log any more, which begins behind %d/%d", q.n.ID, q.index, l.CompactedTerm, l.Compacted)
	q.say("only what is committed is compacted, or comes in a snapshot: it is committed")
	q.application()
}

// beyond answers for an entry that the log does not have yet.
func (q *question) beyond() {
	last := q.n.Log.Last()
	q.say("%v has no entry %d: its log ends with %d/%d", q.n.ID, q.index, q.n.Log.Term(last), last)
	switch l := q.leader; {
	case l == nil:
		q.leaderless()
	case l == q.n:
		q.say("it leads, so nobody has one that counts: put something")
	case l.Log.Last() < q.index:
		q.say("leader %v has none either: its log ends with %d", l.ID, l.Log.Last())
	default:
		q.say("leader %v has %s, %s", l.ID, entryOf(l, q.index), committedWord(l, q.index))
		q.waits(q.holdup(q.n.ID, q.index))
	}
}

func committedWord(n *view.Node, index uint64) string {
	if index <= n.Commit {
		return lang.T("committed")
	}
	return lang.T("not committed")
}

// committed answers for an entry at or below the node's commit index.
func (q *question) committed() {
	n := q.n
	q.say("%v's entry %s is committed", n.ID, entryOf(n, q.index))
	if n.Up {
		q.say("%v's commit index is %d", n.ID, n.Commit)
	} else {
		q.say("%v's disk has commit index %d", n.ID, n.Commit)
	}
	if l := q.leader; l != nil && l.Commit >= q.index && q.sameAsLeaders() {
		q.tally()
	}
	q.application()
}

// uncommitted answers for an entry behind the node's commit index.
func (q *question) uncommitted() {
	n := q.n
	if n.Applied >= q.index {
		q.say("%v's entry %s is not committed, and yet applied", n.ID, entryOf(n, q.index))
	} else {
		q.say("%v's entry %s is not committed", n.ID, entryOf(n, q.index))
	}
	if !n.Up {
		q.say("%v is down; its disk has the entry, and commit index %d", n.ID, n.Commit)
	}
	l := q.leader
	switch {
	case l == nil:
		q.leaderless()
	case l != n && n.Up && n.Role == view.Leader:
		q.deposed()
	case !q.sameAsLeaders():
		q.conflict()
	case l.Commit >= q.index:
		q.unheard()
	default:
		q.tally()
	}
}

// sameAsLeaders reports whether the leader has the entry, too: what has the same
// term and index is the same (Log Matching, Raft §5.3). What the leader has
// compacted is committed.
func (q *question) sameAsLeaders() bool {
	return q.leader == q.n || q.index < q.leader.Log.Compacted ||
		q.leader.Log.Term(q.index) == q.n.Log.Term(q.index)
}

// deposed answers for a leader that does not know of a later one.
func (q *question) deposed() {
	n, l := q.n, q.leader
	q.say("%v still leads term %d, and %v leads term %d: who has heard of that ignores %v", n.ID, n.Term, l.ID, l.Term, n.ID)
	if !q.sameAsLeaders() {
		q.conflict()
		return
	}
	q.waits(q.holdup(n.ID, q.index))
}

// conflict answers for an entry that is not the leader's.
func (q *question) conflict() {
	n, l := q.n, q.leader
	first := q.index
	for first > n.Log.First() && first > l.Log.First() && n.Log.Term(first-1) != l.Log.Term(first-1) {
		first--
	}
	if l.Log.Last() < first {
		q.say("leader %v, term %d, has no entry %d: it will be overwritten by the next that %v appends there", l.ID, l.Term, first, l.ID)
		return
	}
	q.say("leader %v, term %d, has %s: as long as it leads, %v's log will be overwritten from index %d on", l.ID, l.Term, entryOf(l, first), n.ID, first)
	q.waits(q.holdup(n.ID, first))
}

// entryOf is the entry at index of a node's log, as "2/7 put x=1".
func entryOf(n *view.Node, index uint64) string {
	e := n.Log.Entry(index)
	if e == nil {
		return lang.F("entry %d, compacted", index)
	}
	return short(view.SayEntry(e))
}
