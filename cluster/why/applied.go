package why

import (
	"slices"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// application says whether a committed entry is applied, and if not, what is
// still to be done before.
func (q *question) application() {
	n := q.n
	r := n.Ready
	switch {
	case !n.Up:
		q.say("it is not applied: %v is down, and applies again what is committed when it starts; try: restart %d", n.ID, n.ID)
	case n.Applied >= q.index:
		q.say("it is applied: %v's applied index is %d", n.ID, n.Applied)
	case r == nil && n.ReadyWaiting:
		q.say("it is not applied: the Ready that brings it waits to be taken; try: ready %d", n.ID)
	case r == nil:
		q.say("it is not applied, and no Ready brings it")
	case r.Snapshot != nil && r.Snapshot.Index >= q.index:
		q.before(view.ApplySnapshot, lang.F("in snapshot %d/%d of Ready #%d", r.Snapshot.Term, r.Snapshot.Index, r.Number))
	case q.published():
		q.before(view.Publish, lang.F("in CommittedEntries of Ready #%d", r.Number))
	default:
		q.say("it is not applied: it comes in a Ready behind #%d, which is in hand; try: ready %d", r.Number, n.ID)
	}
}

// published reports whether the Ready in hand brings the entry to be applied.
func (q *question) published() bool {
	es := q.n.Ready.CommittedEntries
	return len(es) > 0 && es[0].Index <= q.index && es[len(es)-1].Index >= q.index
}

// before says how many stages of the Ready in hand it takes to apply the entry.
func (q *question) before(applies view.Stage, where string) {
	plan := q.n.Ready.Plan
	left := slices.Index(plan, applies) - slices.Index(plan, q.n.Stage) + 1
	if left < 1 {
		q.say("it is not applied, though it was %s and %v has passed", where, applies)
		return
	}
	which := lang.T("that is next")
	if left > 1 {
		which = lang.F("%v is next", q.n.Stage)
	}
	q.say("it is not applied: it is %s, and %v applies it; %s; try: stage %d %d", where, applies, which, q.n.ID, left)
}
