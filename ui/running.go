package ui

import (
	"errors"
	"fmt"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"raftviz/cluster/view"
	"raftviz/ui/scene"
)

// running is a command that runs.
type running struct {
	line string
	// first is the number of its first step.
	first int
	// long is set when it has been running for so long that the user is told.
	long bool
	// stopping is set when the user has asked it to stop.
	stopping bool
	// frame is set when it is one of the many that play.
	frame bool
}

// patience is how long a command may run before the screen shows that it does,
// and then between two pictures of how far it is.
const patience = 120 * time.Millisecond

// busy is why a command cannot be run while another does.
const busy = "a command runs; esc stops it"

// run starts a command line, unless one runs that has not ended.
func (m *Model) run(line string) tea.Cmd {
	m.at = -1
	if m.running != nil {
		m.complain("", busy)
		return nil
	}
	m.status = scene.Status{Line: line}
	return m.begin(&running{line: line, first: m.trace.len})
}

// begin runs what nothing stands in the way of.
func (m *Model) begin(run *running) tea.Cmd {
	m.running = run
	e := m.engine
	return tea.Batch(
		func() tea.Msg { return ranMsg{e.run(run.line)} },
		tea.Tick(patience, func(time.Time) tea.Msg { return stillRunningMsg{run} }),
	)
}

// stillRunning shows how far a command is that takes its time.
func (m *Model) stillRunning(run *running) tea.Cmd {
	if m.running != run {
		return nil // it has ended
	}
	run.long = true
	m.trace.grown(m.trace.lab, max(m.engine.progress(), m.trace.len))
	m.follow()
	again := tea.Tick(patience, func(time.Time) tea.Msg { return stillRunningMsg{run} })
	return tea.Batch(m.keysThatWaited(), again)
}

// ran takes in what a command has left, and goes on with what waits for it.
func (m *Model) ran(out outcome) tea.Cmd {
	run := m.running
	m.running = nil
	if out.lab == nil && out.err != nil {
		m.failure = out.err
		return tea.Quit
	}
	other := out.lab != m.trace.lab
	if other {
		m.at, m.message, run.first = -1, 0, out.steps
	}
	m.trace.grown(out.lab, out.steps)
	m.state = out.state
	m.actor(run.first)
	m.follow()
	switch {
	case other && out.err == nil:
		m.status = scene.Status{Line: out.line, Note: "space does what comes next"}
	case !run.frame || out.err != nil:
		m.report(out, run.first)
	}
	return tea.Batch(m.keysThatWaited(), m.nextLine())
}

// nextLine runs the next of the lines that wait.
func (m *Model) nextLine() tea.Cmd {
	if len(m.script) == 0 || m.running != nil {
		return nil
	}
	line := m.script[0]
	m.script = m.script[1:]
	return m.run(line)
}

// report says what came of a command, whose steps are those from number first on.
func (m *Model) report(out outcome, first int) {
	output := strings.TrimRight(out.output, "\n")
	switch {
	case errors.Is(out.err, errStopped):
		m.script = nil
		m.status = scene.Status{Line: out.line, Note: fmt.Sprintf("stopped after %d steps", out.steps-first)}
	case out.err != nil:
		m.fail(out)
	case strings.Contains(output, "\n"):
		m.status = scene.Status{Line: out.line}
		m.overlay = newPager(out.line, textLines(output))
	case output != "":
		m.status = scene.Status{Line: out.line, Note: output}
	default:
		m.status = m.summary(out.line, first)
	}
}

// fail says what went wrong: its first line, and all of it where there is more.
func (m *Model) fail(out outcome) {
	m.pause()
	m.script = nil
	what, more, _ := strings.Cut(strings.TrimSpace(out.err.Error()), "\n")
	m.complain(out.line, oneLine(what))
	if more != "" || m.width > 0 && m.frame().Clipped(m.width, m.height) {
		m.overlay = newPager(out.line, textLines(out.err.Error()))
	}
}

// refused is why raft refused what the command asked for, "" when it did not.
// What asks raft for something is a command's first step.
func (m *Model) refused(first int) string {
	s := m.trace.step(first)
	if s.Kind != view.KindRequest && s.Kind != view.KindMember && s.Kind != view.KindControl {
		return ""
	}
	for _, e := range s.Events {
		if e.What == view.Refused {
			return e.String()
		}
	}
	return ""
}

// summary says what a command did, where the events do not show it at once.
func (m *Model) summary(line string, first int) scene.Status {
	s := scene.Status{Line: line}
	made := m.trace.len - first
	switch {
	case made == 0 && strings.HasPrefix(strings.TrimSpace(line), "until"):
		s.Note = "holds already"
	case made == 0:
		s.Note = "nothing to do"
	case m.refused(first) != "":
		s.Note, s.Error = m.refused(first), true
	case made > 1:
		s.Note = fmt.Sprintf("%d steps", made)
	}
	return s
}

func oneLine(s string) string {
	return strings.Join(strings.Fields(s), " ")
}

// shownStatus is the status row: that of a command that still runs, else what
// was done last.
func (m *Model) shownStatus() scene.Status {
	run := m.running
	if run == nil || !run.long {
		return m.status
	}
	note := fmt.Sprintf("running… step %d, esc stops it", m.trace.newest())
	switch {
	case run.stopping:
		note = "stopping…"
	case m.status.Error:
		note += " ✗ " + m.status.Note
	}
	return scene.Status{Line: run.line, Note: note, Busy: true}
}

// stopRunning asks the running command to stop.
func (m *Model) stopRunning() {
	m.running.stopping = true
	m.engine.cancel()
}
