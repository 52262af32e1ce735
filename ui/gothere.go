package ui

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/layout"
)

// goThere looks at the step of what is selected.
func goThere(m *Model) tea.Cmd {
	step, _ := m.stepOf(m.cursor(m.focus[m.page]))
	return look(fmt.Sprintf("goto %d", step))(m)
}

// nowhere is why there is no step of what is selected to go to.
func nowhere(m *Model) string {
	step, ok := m.stepOf(m.cursor(m.focus[m.page]))
	switch {
	case free(m) != "":
		return free(m)
	case !ok:
		return lang.F("nothing with a step of its own is selected; %s and %s select", m.keyOf("down"), m.keyOf("up"))
	case step == m.at:
		return lang.F("step %d is looked at", step)
	}
	return ""
}

// stepOf is the step of a thing: of a message the one in which it was sent, of an
// operation the one in which it was asked for. ok is false where it has none.
func (m *Model) stepOf(t frame.Thing) (step int, ok bool) {
	if m.trace.len == 0 {
		return 0, false
	}
	switch t.Kind {
	case frame.Message:
		step, ok = m.sentIn(t), true
	case frame.Event, frame.Moment, frame.Operation:
		step, ok = t.Step, true
	default:
		step, ok = t.Step, t.Step > 0
	}
	return step, ok && step >= m.trace.oldest && step <= m.trace.newest()
}

// sentIn is the step in which a selected message was sent, or, where that is
// longer ago than a screen looks back, the one that it was selected in.
func (m *Model) sentIn(t frame.Thing) int {
	from := min(t.Step, m.trace.newest())
	for i := from; i >= m.trace.oldest && i > from-frame.LookBack; i-- {
		s := m.trace.step(i)
		if s.Kind == view.KindStage && s.Stage == view.Send && sends(s, t.Number) || s.Kind == view.KindNetwork && copies(s, t.Number) {
			return i
		}
	}
	return t.Step
}

// sends reports whether a step handed a message to the network.
func sends(s *view.Step, id uint64) bool {
	for _, e := range s.Events {
		rd, ok := e.About.(*view.Ready)
		if e.What != view.Sent || !ok {
			continue
		}
		for _, msg := range rd.Messages {
			if uint64(msg.ID) == id {
				return true
			}
		}
	}
	return false
}

// copies reports whether a step made a message as the copy of another.
func copies(s *view.Step, id uint64) bool {
	return len(s.Events) > 0 && s.Events[0].What == view.Duplicated && uint64(s.Events[0].Count) == id
}

// letGo forgets what is selected in space-time when another step is looked at,
// from which it cannot be seen: the lanes show what is around that step.
func (m *Model) letGo() {
	const p = layout.SpaceTimePane
	m.tops[p] = 0
	if m.cursors[p] == (frame.Thing{}) {
		return
	}
	if m.page != layout.SpaceTime || m.width == 0 || m.drawn().Tops[p] != 0 {
		m.cursors[p] = frame.Thing{}
	}
}
