package ui

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"raftviz/cluster/view"
	"raftviz/ui/frame"
)

// What can be gone back over, as the keys s, r, d and t go forward.

// behind tells a step to go back over from others, and its beginning: the tick
// of the cluster is one step a node.
type behind struct {
	what string
	is   func(m *Model, i int) bool
}

var (
	stagesBehind     = behind{"stage ran", ofKind(view.KindStage)}
	readiesBehind    = behind{"Ready was taken", ofKind(view.KindTake)}
	deliveriesBehind = behind{"message was delivered", ofKind(view.KindDeliver)}
	ticksBehind      = behind{"node ticked", beginsRound}
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

// none says why there is nothing to go back over.
func (b behind) none(m *Model) string {
	switch {
	case free(m) != "":
		return free(m)
	case b.find(m) > 0:
		return ""
	case m.at-m.trace.oldest < frame.LookBack:
		return "no " + b.what + " before this step"
	}
	return fmt.Sprintf("no %s in the last %s", b.what, steps(frame.LookBack))
}

func noStageBehind(m *Model) string   { return stagesBehind.none(m) }
func noReadyBehind(m *Model) string   { return readiesBehind.none(m) }
func noMessageBehind(m *Model) string { return deliveriesBehind.none(m) }
func noTickBehind(m *Model) string    { return ticksBehind.none(m) }
