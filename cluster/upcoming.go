package cluster

import (
	"fmt"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// Upcoming says in words what Next does next, "" where the Lab goes on by itself. It
// is safe to call at any time.
func (l *Lab) Upcoming() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.outside != nil && !l.pace.paused {
		return ""
	}
	if l.round == 0 {
		if m := l.pendingNode(nil); m != nil {
			return upcomingWork(m)
		}
		if i := l.pendingMessage(nil); i >= 0 {
			m := l.net.InFlight()[i]
			return fmt.Sprintf("deliver #%d %v->%v %v", m.ID, m.From, m.To, m.Type)
		}
	}
	if m := l.nextUp(l.round); m != nil {
		return fmt.Sprintf("tick %v", m.id)
	}
	return lang.T("nothing: no node is up")
}

func upcomingWork(m *member) string {
	switch {
	case m.now.Stage == view.NoStage:
		return lang.F("%v takes its Ready", m.id)
	case m.now.Stage == m.crash.at:
		return lang.F("%v crashes before %v of Ready #%d", m.id, m.now.Stage, m.now.Ready.Number)
	}
	return lang.F("%v runs %v of Ready #%d", m.id, m.now.Stage, m.now.Ready.Number)
}
