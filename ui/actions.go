package ui

import (
	"fmt"
	"sort"

	tea "github.com/charmbracelet/bubbletea"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/layout"
	"raftviz/ui/views/logs"
)

// What keys do.

// line runs a command line.
func line(text string) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd { return m.run(text) }
}

// onNode runs a command line on the selected node.
func onNode(format string) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd { return m.run(fmt.Sprintf(format, int(m.selected))) }
}

// onMessage runs a command line on the selected message.
func onMessage(format string) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd { return m.run(fmt.Sprintf(format, m.message())) }
}

// ask opens the prompt with a line to complete.
func ask(text string) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd { return m.openPrompt(text) }
}

func step(m *Model) tea.Cmd {
	switch {
	case m.play.on && m.living != nil:
		return m.setPace()
	case m.play.on:
		m.pause()
		m.say(lang.T("paused"))
		return nil
	}
	return m.run("step")
}

func togglePlay(m *Model) tea.Cmd {
	switch {
	case m.living != nil:
		return m.setPace()
	case m.play.on:
		m.pause()
		m.say(lang.T("paused"))
		return nil
	}
	return m.startPlaying()
}

func speedUp(m *Model) tea.Cmd  { return m.changeSpeed(1) }
func slowDown(m *Model) tea.Cmd { return m.changeSpeed(-1) }

// show shows a view.
func show(p layout.Page) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		m.show(p)
		return nil
	}
}

// turn shows the view so many further on.
func turn(by int) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		m.show(layout.Page((int(m.page) + by + int(layout.Pages)) % int(layout.Pages)))
		return nil
	}
}

func toggleZoom(m *Model) tea.Cmd {
	m.zoom = !m.zoom
	return nil
}

func moveFocus(by int) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		m.moveFocus(by)
		return nil
	}
}

// move moves the cursor in the pane in focus.
func move(by int) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		m.moveCursor(m.focus[m.page], by)
		return nil
	}
}

// jump moves the cursor to the first or the last of the pane in focus.
func jump(end int) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		m.choose(m.focus[m.page], m.drawn().Ends[m.focus[m.page]][end])
		return nil
	}
}

// jumpInLog goes to the next place of interest in the selected node's log, or the
// one before.
func jumpInLog(by int) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		place, what := logs.NextPlace(m.frame(), by)
		if place == (frame.Thing{}) {
			m.complain("", lang.F("there is no further place of interest in the log of %v", m.selected))
			return nil
		}
		m.choose(layout.LogsPane, place)
		m.say(what)
		return nil
	}
}

func moveNode(by int) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		m.moveNode(by)
		return nil
	}
}

func unpin(m *Model) tea.Cmd {
	m.pinned = false
	m.say(lang.T("following the node that acts"))
	return nil
}

// look runs a command line that looks at another step. What plays pauses.
func look(text string) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		m.pause()
		return m.run(text)
	}
}

// toNewest looks at the newest step of a live cluster: it is further ahead than one
// comes while a key is pressed.
const toNewest = "forward 1000000"

func lookAtNewest(m *Model) tea.Cmd {
	if m.living != nil {
		m.cursors[layout.SpaceTimePane] = frame.Thing{} // it would hold the screen again
		return look(toNewest)(m)
	}
	return look(fmt.Sprintf("goto %d", m.trace.newest()))(m)
}

func lookAtOldest(m *Model) tea.Cmd { return look(fmt.Sprintf("goto %d", m.trace.oldest))(m) }

// undo looks at the step before the last command.
func undo(m *Model) tea.Cmd { return look(fmt.Sprintf("goto %d", m.beforeLast()))(m) }

// beforeLast is the number of the last step before the command that made the
// one looked at.
func (m *Model) beforeLast() int {
	last := m.trace.step(m.at).Command
	return sort.Search(m.at, func(i int) bool { return m.trace.step(i).Command >= last }) - 1
}

// violation is the last one on this branch, nil for none.
func (m *Model) violation() *view.Violation {
	if m.trace.len == 0 {
		return nil
	}
	all := m.trace.step(m.trace.newest()).Violations
	if len(all) == 0 {
		return nil
	}
	return all[len(all)-1]
}

// lookAtConflict looks at the step in which the violation was found, and from
// there at the one that it is in conflict with.
func lookAtConflict(m *Model) tea.Cmd {
	v := m.violation()
	step := v.Steps[1]
	if m.at == step {
		step = v.Steps[0]
	}
	return look(fmt.Sprintf("goto %d", step))(m)
}

func toggleRaft(m *Model) tea.Cmd {
	m.raft = !m.raft
	if m.found != nil {
		m.setFilter(m.found.Filter)
	}
	if m.raft {
		m.say(lang.T("raft's own log is shown among the events"))
	} else {
		m.say(lang.T("raft's own log is left out"))
	}
	return nil
}

// Why keys do nothing.

// free is why no command can be run now.
func free(m *Model) string {
	if m.running != nil && m.running.long {
		return m.busy()
	}
	return ""
}

// acts is why no command can be run now that acts on the cluster: a live one goes on
// from its newest step alone.
func acts(m *Model) string {
	if m.living != nil && m.past() {
		return lang.F("this is step %d, and a live cluster goes on from the newest alone; %s looks at that", m.at, m.keyOf("leave"))
	}
	return free(m)
}

// paceOr is why for a key that pauses what goes on, and else does what why is of.
func paceOr(why func(*Model) string) func(*Model) string {
	return func(m *Model) string {
		if m.play.on {
			return free(m)
		}
		return why(m)
	}
}

func nodeDown(m *Model) string {
	n := m.node()
	switch {
	case acts(m) != "":
		return acts(m)
	case n == nil:
		return lang.F("there is no %v", m.selected)
	case n.Remote:
		return lang.F("%v runs in another process", n.ID)
	case !n.Up && n.Removed:
		return lang.F("%v was removed", n.ID)
	case !n.Up:
		return lang.F("%v is down; %s restarts it", n.ID, m.keyOf("restart"))
	}
	return ""
}

func nodeUp(m *Model) string {
	n := m.node()
	switch {
	case acts(m) != "":
		return acts(m)
	case n == nil:
		return lang.F("there is no %v", m.selected)
	case n.Remote:
		return lang.F("%v runs in another process", n.ID)
	case n.Up:
		return m.isUp(n.ID)
	}
	return ""
}

// isUp says that a node is, and of another that is not how it is selected.
func (m *Model) isUp(id view.NodeID) string {
	for _, n := range m.view().Nodes {
		if n != nil && !n.Up && !n.Remote && !n.Removed {
			return lang.F("%v is up; %v is down, %s selects it", id, n.ID, m.keyOf(fmt.Sprintf("node-%d", int(n.ID))))
		}
	}
	return lang.F("%v is up", id)
}

func noReady(m *Model) string {
	if why := nodeDown(m); why != "" {
		return why
	}
	if n := m.node(); n.Ready == nil && !n.ReadyWaiting {
		return lang.F("%v has no Ready; %s ticks it, %s does what comes next", n.ID, m.keyOf("tick"), m.keyOf("step"))
	}
	return ""
}

func noMessage(m *Model) string {
	switch {
	case acts(m) != "":
		return acts(m)
	case m.message() == 0:
		return lang.T("no message is in flight")
	}
	return ""
}

// noLogs is why there is no place in a log to jump to.
func noLogs(m *Model) string {
	if m.focus[m.page] != layout.LogsPane {
		return lang.F("it goes through the logs, which are view %s", m.keyOf("view-logs"))
	}
	return ""
}

func noPast(m *Model) string {
	switch {
	case free(m) != "":
		return free(m)
	case m.at == 0:
		return lang.T("this is the first step")
	case m.at == m.trace.oldest:
		return lang.T("this is the oldest step that is kept")
	}
	return ""
}

func newest(m *Model) string {
	switch {
	case free(m) != "":
		return free(m)
	case !m.past():
		return lang.T("this is the newest step")
	}
	return ""
}

func nothingDone(m *Model) string {
	switch {
	case free(m) != "":
		return free(m)
	case m.trace.step(m.at).Command == 0:
		return lang.T("no command was run before this step")
	case m.trace.oldest > 0 && m.trace.step(m.trace.oldest).Command == m.trace.step(m.at).Command:
		return lang.T("the steps before the command are no longer kept")
	}
	return ""
}

func noViolation(m *Model) string {
	switch {
	case free(m) != "":
		return free(m)
	case m.violation() == nil:
		return lang.T("no property is violated")
	}
	return ""
}
