package ui

import (
	"errors"
	"fmt"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"raftviz/cluster/session"
	"raftviz/cluster/view"
	"raftviz/ui/scene"
)

// running is a command that runs.
type running struct {
	line string
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
	if m.running != nil {
		m.complain("", busy)
		return nil
	}
	m.status = scene.Status{Line: line}
	return m.begin(&running{line: line})
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
	if lab := m.engine.made.Load(); lab != nil {
		m.trace.grown(lab, lab.Len())
		m.at = m.trace.newest()
		m.follow()
	}
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
	forked := m.take(out)
	switch {
	case out.first == 0 && out.err == nil:
		m.status = scene.Status{Line: out.line, Note: "space does what comes next"}
	case !run.frame || forked || out.err != nil:
		m.report(out, forked)
	}
	return tea.Batch(m.keysThatWaited(), m.nextLine())
}

// take shows what a command has left, and reports whether it has started a branch
// and made steps there.
func (m *Model) take(out outcome) (forked bool) {
	forked = out.first < out.steps && len(m.state.branches) > 0 && len(m.state.branches) < len(out.state.branches)
	m.trace.grown(out.lab, out.steps)
	m.state, m.at = out.state, out.state.branch.At
	if out.first == out.steps {
		m.scroll = 0 // it is another step that is looked at
	}
	m.actor(min(out.first, m.at))
	m.follow()
	return forked
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
func (m *Model) report(out outcome, forked bool) {
	began, output := "", strings.TrimRight(out.output, "\n")
	if forked {
		began, output, _ = strings.Cut(output, "\n")
		began += "; "
	}
	switch {
	case out.err != nil:
		m.fail(out)
	case strings.Contains(output, "\n"):
		m.status = scene.Status{Line: out.line, Note: began}
		m.overlay = newPager(out.line, textLines(output))
	default:
		m.status = m.summary(out, output)
		m.status.Note = strings.TrimSuffix(began+m.status.Note, "; ")
	}
}

// fail says what ended a command before its end, and pauses: its first line, and
// all of it where there is more.
func (m *Model) fail(out outcome) {
	m.pause()
	left := len(m.script)
	m.script = nil
	var hit *session.Break
	text := strings.TrimSpace(out.err.Error())
	what, more, _ := strings.Cut(text, "\n")
	s := scene.Status{Line: out.line, Note: oneLine(what), Error: true}
	switch {
	case errors.Is(out.err, errStopped) && out.first == out.steps:
		s.Note, s.Error = "stopped; all is as it was", false
	case errors.Is(out.err, errStopped):
		s.Note, s.Error = fmt.Sprintf("stopped after %s", steps(out.steps-out.first)), false
	case errors.As(out.err, &hit):
		s.Error, s.Paused = false, true
	case left > 0:
		s.Note += "; " + leftOut(left)
	}
	m.status = s
	if more != "" || m.width > 0 && m.frame().Clipped(m.width, m.height) {
		m.overlay = newPager(out.line, textLines(text))
	}
}

// leftOut says how many lines of a script are not run.
func leftOut(lines int) string {
	if lines == 1 {
		return "the script's last line is left out"
	}
	return fmt.Sprintf("the script's last %d lines are left out", lines)
}

// steps is so many steps, in words.
func steps(n int) string {
	if n == 1 {
		return "1 step"
	}
	return thousands(n) + " steps"
}

// thousands is a number with commas, so that a large one can be read.
func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", thousands(n/1000), n%1000)
}

// refused is why raft refused what a command asked for, "" when it did not.
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

// summary says what a command did and said, where the events do not show it at
// once.
func (m *Model) summary(out outcome, said string) scene.Status {
	s := scene.Status{Line: out.line, Note: said}
	made := out.steps - out.first
	switch {
	case made > 0 && m.refused(out.first) != "":
		s.Note, s.Error = m.refused(out.first), true
	case said != "" && m.past():
		s.Note += "; a command here starts a branch"
	case said != "":
	case made == 0 && strings.HasPrefix(strings.TrimSpace(out.line), "until"):
		s.Note = "holds already"
	case made == 0:
		s.Note = "nothing to do"
	case made > 1:
		s.Note = steps(made)
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
	note := fmt.Sprintf("running… step %s, esc stops it", thousands(m.trace.newest()))
	replay := m.engine.replay.Load()
	switch {
	case run.stopping:
		note = "stopping…"
	case replay != nil && replay.total > 0:
		note = fmt.Sprintf("replaying %s of %s, esc cancels", thousands(replay.done), steps(replay.total))
	case replay != nil:
		note = fmt.Sprintf("replaying step %s, esc cancels", thousands(replay.done))
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
