package ui

import (
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"raftviz/cluster/lang"
	"raftviz/ui/frame"
	"raftviz/ui/layout"
)

// running is a command that runs.
type running struct {
	line string
	// long is set when it has been running for so long that the user is told.
	long bool
	// stopping is set when the user has asked it to stop.
	stopping bool
	// script is set when nobody has typed it: the program was started with it.
	script bool
	// request is what a client asked for over HTTP, nil where it was not a client.
	request *request
	// frame is set when it is one of the many that play.
	frame bool
}

// patience is how long a command may run before the screen shows that it does,
// and then between two pictures of how far it is.
const patience = 120 * time.Millisecond

// busy is why a command cannot be run while another does.
func (m *Model) busy() string { return lang.F("a command runs; %s stops it", m.keyOf("leave")) }

// run starts a command line, unless one runs that has not ended.
func (m *Model) run(line string) tea.Cmd {
	if m.running != nil {
		m.complain("", m.busy())
		return nil
	}
	m.status = frame.Status{Line: line}
	return m.begin(&running{line: line})
}

// begin runs what nothing stands in the way of.
func (m *Model) begin(run *running) tea.Cmd {
	m.running = run
	does := m.engine.run
	switch {
	case m.leaves(run):
		does = m.engine.aside
	case m.onTheWay():
		does = m.engine.through // the reader's breakpoints are for free play
	}
	return tea.Batch(
		func() tea.Msg { return ranMsg{does(run.line)} },
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
		m.grown(lab, lab.Len())
		m.at = m.trace.newest()
		m.follow()
		m.letGo()
	}
	again := tea.Tick(patience, func(time.Time) tea.Msg { return stillRunningMsg{run} })
	return tea.Batch(m.whatWaited(), again)
}

// ran takes in what a command has left, and goes on with what waits for it.
func (m *Model) ran(out outcome) tea.Cmd {
	run := m.running
	m.running = nil
	if out.lab == nil && out.err != nil {
		m.failure = out.err
		return tea.Quit
	}
	did := m.take(out)
	m.done(run, did, out.err != nil)
	if strings.TrimSpace(out.line) == "check" {
		m.known.checked = m.at
	}
	switch {
	case m.walk != nil && m.walk.target != nil:
		return tea.Batch(m.walked(run, out, did), m.whatWaited())
	case m.walk != nil && !m.walk.begun && out.err == nil:
		return tea.Batch(m.beginLesson(), m.whatWaited())
	case run.request != nil:
		m.answered(run.request, out, did)
	case m.living != nil && run.line == "":
		m.status = m.living.welcome()
	case out.first == 0 && out.err == nil:
		m.status = frame.Status{Line: out.line, Note: lang.F("%s does what comes next", m.keyOf("step"))}
	case !run.frame || did.forked || out.err != nil:
		m.report(out, did)
	}
	return tea.Batch(m.whatWaited(), m.nextLine(), m.nextRequest())
}

// effect is what a command did to what is looked at.
type effect struct {
	// made is how many steps it made; forked is set when they are a new branch's.
	made   int
	forked bool
	// moved is set when another step is looked at, which it has not made.
	moved bool
}

// take shows what a command has left.
func (m *Model) take(out outcome) effect {
	before, shown, past := m.state, m.state.branch.At, m.past()
	if m.living != nil {
		shown = m.at // the cluster may have gone on since
	}
	did := effect{made: out.steps - out.first}
	did.forked = did.made > 0 && len(before.branches) > 0 && len(before.branches) < len(out.state.branches)
	did.moved = did.made == 0 && (before.branch.Name != out.state.branch.Name || before.branch.At != out.state.branch.At)
	m.grown(out.lab, out.steps)
	m.state = out.state
	m.at = m.state.at(m.trace.oldest, m.trace.newest())
	if did.moved && (m.living == nil || m.at != shown && (past || m.past())) {
		m.cursors[layout.EventsPane] = frame.Thing{}
	}
	m.actor(min(out.first, m.at))
	m.follow()
	if m.at != shown || did.forked {
		m.letGo()
	}
	return did
}

// nextLine runs the next of the lines that wait.
func (m *Model) nextLine() tea.Cmd {
	if len(m.script) == 0 || m.running != nil {
		return nil
	}
	line := m.script[0]
	m.script = m.script[1:]
	m.status = frame.Status{Line: line}
	return m.begin(&running{line: line, script: true})
}

// stopRunning asks the running command to stop.
func (m *Model) stopRunning() {
	m.running.stopping = true
	m.engine.cancel()
}
