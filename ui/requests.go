package ui

import (
	"context"
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"raftviz/ui/frame"
)

// request is a command line that a client asks for over HTTP. It runs as if somebody
// had typed it.
type request struct {
	line string
	// client is done when nobody waits for the answer any more.
	client context.Context
	// answer takes what came of it: it has room, so that nobody waits to give it.
	answer chan answer
}

// answer is what came of a request: what its command left, or why that did not run.
type answer struct {
	outcome
	refused error
}

// requestedMsg: a client asks for something.
type requestedMsg struct{ *request }

// requested takes in a request, which waits for the command that runs, and for those
// that the program was started with.
func (m *Model) requested(r *request) tea.Cmd {
	m.requests = append(m.requests, r)
	return m.nextRequest()
}

// nextRequest runs the next of the requests that wait. Where a step of the past is
// looked at it does not: a command there would begin a branch, which a client knows
// nothing of.
func (m *Model) nextRequest() tea.Cmd {
	for len(m.requests) > 0 && m.running == nil && len(m.script) == 0 {
		r := m.requests[0]
		m.requests = m.requests[1:]
		switch {
		case r.client.Err() != nil:
		case m.past():
			r.answer <- answer{refused: fmt.Errorf("the screen looks back at step %d of %d, and a request is for the newest", m.at, m.trace.newest())}
		default:
			cmd := m.run(r.line)
			m.running.request = r
			return cmd
		}
	}
	return nil
}

// answered hands a request what its command has left. One that did nothing is told in
// the status row, and stops nothing else: whoever asked was answered.
func (m *Model) answered(r *request, out outcome, did effect) {
	r.answer <- answer{outcome: out}
	if out.err != nil && did.made == 0 {
		what, _, _ := strings.Cut(strings.TrimSpace(out.err.Error()), "\n")
		m.status = frame.Status{Line: out.line, Note: oneLine(what), Error: true}
		return
	}
	m.report(out, did)
}
