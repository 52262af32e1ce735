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
	return m.begin(&running{line: line, first: len(m.trace.steps)})
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
	m.trace.add(m.engine.progress())
	m.follow()
	again := tea.Tick(patience, func(time.Time) tea.Msg { return stillRunningMsg{run} })
	return tea.Batch(m.keysThatWaited(), again)
}

// ran takes in what a command has left, and goes on with what waits for it.
func (m *Model) ran(out outcome) tea.Cmd {
	run := m.running
	m.running = nil
	if out.err != nil && m.engine.lab == nil {
		m.failure = out.err
		return tea.Quit
	}
	if out.reset {
		m.trace, m.at, m.message = trace{}, -1, 0
	}
	m.trace.add(out.steps)
	m.state = out.state
	made := m.trace.steps[min(run.first, len(m.trace.steps)):]
	if out.reset {
		made = nil
	}
	m.actor(made)
	m.follow()
	switch {
	case out.reset && out.err == nil:
		m.status = scene.Status{Line: out.line, Note: "space does what comes next"}
	case !run.frame || out.err != nil:
		m.report(out, made)
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

// report says what came of a command.
func (m *Model) report(out outcome, made []*view.Step) {
	output := strings.TrimRight(out.output, "\n")
	switch {
	case errors.Is(out.err, errStopped):
		m.script = nil
		m.status = scene.Status{Line: out.line, Note: fmt.Sprintf("stopped after %d steps", len(made))}
	case out.err != nil:
		m.fail(out)
	case strings.Contains(output, "\n"):
		m.status = scene.Status{Line: out.line}
		m.overlay = newPager(out.line, textLines(output))
	case output != "":
		m.status = scene.Status{Line: out.line, Note: output}
	default:
		m.status = scene.Status{Line: out.line, Note: summary(out.line, made), Error: refused(made) != ""}
	}
}

// fail says what went wrong: its first line, and all of it where there is more.
func (m *Model) fail(out outcome) {
	m.pause()
	m.script = nil
	what, more, _ := strings.Cut(strings.TrimSpace(out.err.Error()), "\n")
	m.complain(out.line, oneLine(what))
	if more != "" {
		m.overlay = newPager(out.line, textLines(out.err.Error()))
	}
}

// refused is why raft refused what the command asked for, "" when it did not.
func refused(made []*view.Step) string {
	for _, s := range made {
		if s.Kind != view.KindRequest && s.Kind != view.KindMember && s.Kind != view.KindControl {
			continue
		}
		for _, e := range s.Events {
			if e.What == view.Refused {
				return e.String()
			}
		}
	}
	return ""
}

// summary says what a command did, where the events do not show it at once.
func summary(line string, made []*view.Step) string {
	if why := refused(made); why != "" {
		return why
	}
	switch len(made) {
	case 0:
		if strings.HasPrefix(strings.TrimSpace(line), "until") {
			return "holds already"
		}
		return "nothing to do"
	case 1:
		return ""
	}
	return fmt.Sprintf("%d steps", len(made))
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
	note := fmt.Sprintf("running… step %d, esc stops it", len(m.trace.steps)-1)
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
