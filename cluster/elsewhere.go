package cluster

import (
	"slices"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/kv"
)

// Members that run in other processes have a place too, with what the nodes here
// know of them: that is what a screen over one process can show of them.

// told is what a node here says of members elsewhere.
type told struct {
	up     bool
	term   uint64
	lead   view.NodeID
	config *view.Config
}

// tellsNews reports whether a node here that the step under way has changed says
// another thing of members elsewhere than before: few steps do.
func (l *Lab) tellsNews() (news bool) {
	for _, n := range l.recorder.changed {
		m := l.members[n.ID-1]
		if now := (told{n.Up, n.Term, n.Lead, n.Config}); !m.remote && now != m.told {
			m.told, news = now, true
		}
	}
	return news
}

// seekElsewhere takes what the nodes here that are up know of members elsewhere, as a
// step is recorded.
func (l *Lab) seekElsewhere() {
	if l.outside == nil || !l.tellsNews() {
		return
	}
	for id := view.NodeID(1); id <= view.MaxNodes; id++ {
		m := l.members[id-1]
		if m == nil && !l.local(id) && l.isMember(id) {
			m = l.placeElsewhere(id)
		}
		if m == nil || !m.remote || m.now.Watched {
			continue
		}
		if now := l.hearsay(m); differs(&now, &m.now) {
			m.now, m.removed = now, now.Removed
			l.recorder.change(&m.now)
		}
	}
}

// placeElsewhere makes a place for a member that runs in another process.
func (l *Lab) placeElsewhere(id view.NodeID) *member {
	m := l.place(id)
	m.remote, m.broken = true, 0
	m.now = unknown(id)
	l.recorder.change(&m.now)
	return m
}

// unknown is a node elsewhere of which nothing is known. It has something for each
// field that is a pointer: nobody has to ask.
func unknown(id view.NodeID) view.Node {
	return view.Node{ID: id, Remote: true, Log: &view.Log{}, KV: kv.NewState(nil), Config: &view.Config{}, Disk: &view.Disk{}}
}

// hearsay is what the node here that is up and at the highest term knows of a member
// elsewhere. Where none is up, it is what was known last, but for a leadership that
// nobody vouches for.
func (l *Lab) hearsay(m *member) view.Node {
	now := m.now
	now.Role = view.Follower
	var from *view.Node
	for _, local := range l.members {
		if local != nil && local.node != nil && (from == nil || local.now.Term > from.Term) {
			from = &local.now
		}
	}
	if from == nil {
		return now
	}
	now.Term, now.Learner, now.Removed = from.Term, slices.Contains(from.Config.Learners, m.id), !l.isMember(m.id)
	if from.Lead == m.id {
		now.Role = view.Leader
	}
	return now
}

// differs reports whether what is known of a member elsewhere has changed.
func differs(a, b *view.Node) bool {
	return a.Term != b.Term || a.Role != b.Role || a.Learner != b.Learner || a.Removed != b.Removed
}

// elsewhere is the error of a command that acts on a node of another process.
func (l *Lab) elsewhere(command string, id view.NodeID) error {
	return lang.E("%s: %v runs in another process; here are %s", command, id, l.names(func(m *member) bool { return !m.remote }))
}
