package ui

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/frame"
)

// What can be gone back over, as the keys s, r, d and t go forward.

// behind tells a step to go back over from others, and its beginning: the tick
// of the cluster is one step a node.
type behind struct {
	is func(m *Model, i int) bool
	// none says that there is none before this step, and noneNear, in the last so many.
	none, noneNear string
}

var (
	stagesBehind     = behind{ofKind(view.KindStage), "no stage ran before this step", "no stage ran in the last %s steps"}
	readiesBehind    = behind{ofKind(view.KindTake), "no Ready was taken before this step", "no Ready was taken in the last %s steps"}
	deliveriesBehind = behind{ofKind(view.KindDeliver), "no message was delivered before this step", "no message was delivered in the last %s steps"}
	ticksBehind      = behind{beginsRound, "no node ticked before this step", "no node ticked in the last %s steps"}
)

func ofKind(k view.Kind) func(*Model, int) bool {
	return func(m *Model, i int) bool { return m.trace.step(i).Kind == k }
}

// beginsRound reports whether a step is the first tick of a round, in which the
// nodes tick one after the other.
func beginsRound(m *Model, i int) bool {
	s := m.trace.step(i)
	if s.Kind != view.KindTick {
		return false
	}
	before := m.trace.step(max(i-1, 0))
	return before.Kind != view.KindTick || before.Node >= s.Node
}

// find is the last such step up to the one looked at, 0 when none is near: step 0
// is the start.
func (b behind) find(m *Model) int {
	for i := m.at; i > max(m.at-frame.LookBack, m.trace.oldest); i-- {
		if b.is(m, i) {
			return i
		}
	}
	return 0
}

// backOver looks at the step before the last one of its kind.
func backOver(b behind) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd { return look(fmt.Sprintf("goto %d", b.find(m)-1))(m) }
}

// why says why there is nothing to go back over.
func (b behind) why(m *Model) string {
	switch {
	case free(m) != "":
		return free(m)
	case b.find(m) > 0:
		return ""
	case m.at-m.trace.oldest < frame.LookBack:
		return lang.T(b.none)
	}
	return fmt.Sprintf(lang.T(b.noneNear), thousands(frame.LookBack))
}

func noStageBehind(m *Model) string   { return stagesBehind.why(m) }
func noReadyBehind(m *Model) string   { return readiesBehind.why(m) }
func noMessageBehind(m *Model) string { return deliveriesBehind.why(m) }
func noTickBehind(m *Model) string    { return ticksBehind.why(m) }
