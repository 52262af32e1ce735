package ui

import (
	"errors"
	"fmt"
	"strings"

	"raftviz/cluster/lang"
	"raftviz/cluster/session"
	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/scene"
)

// What the status row says of a command.

// report says what came of a command.
func (m *Model) report(out outcome, did effect) {
	began, output := "", strings.TrimRight(out.output, "\n")
	if did.forked {
		began, output, _ = strings.Cut(output, "\n")
	}
	switch {
	case out.err != nil:
		m.fail(out, did)
	case strings.Contains(output, "\n"):
		m.status = frame.Status{Line: out.line, Note: began}
		m.overlay = newPager(out.line, textLines(output))
	default:
		m.status = m.summary(out, did, output)
		m.status.Note = joined(began, m.status.Note)
	}
}

// fail says what ended a command before its end, and pauses: its first line, and
// all of it where there is more.
func (m *Model) fail(out outcome, did effect) {
	m.pause()
	left := len(m.script)
	m.script = nil
	var hit *session.Break
	text := strings.TrimSpace(out.err.Error())
	what, more, _ := strings.Cut(text, "\n")
	s := frame.Status{Line: out.line, Note: oneLine(what), Error: true}
	switch {
	case errors.Is(out.err, errStopped) && did.made == 0:
		s.Note, s.Error = lang.T("stopped; all is as it was"), false
	case errors.Is(out.err, errStopped):
		s.Note, s.Error = lang.F("stopped after %s", steps(did.made)), false
		if m.living != nil && out.state.paused {
			s.Note = joined(s.Note, m.standing())
		}
	case errors.As(out.err, &hit):
		s.Error, s.Paused = false, true
	case left > 0:
		s.Note = joined(s.Note, leftOut(left))
	}
	m.status = s
	if more != "" || m.width > 0 && scene.Clipped(m.frame(), m.width, m.height) {
		m.overlay = newPager(out.line, textLines(text))
	}
}

// leftOut says how many lines of a script are not run.
func leftOut(lines int) string {
	if lines == 1 {
		return lang.T("1 line of the script is left out")
	}
	return lang.F("%d lines of the script are left out", lines)
}

// steps is so many steps, in words.
func steps(n int) string {
	if n == 1 {
		return lang.T("1 step")
	}
	return lang.F("%s steps", thousands(n))
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
func (m *Model) summary(out outcome, did effect, said string) frame.Status {
	s := frame.Status{Line: out.line, Note: said}
	switch {
	case did.made > 0 && m.refused(out.first) != "":
		s.Note, s.Error = m.refused(out.first), true
	case m.living != nil && out.line == toNewest:
		return frame.Status{Note: lang.T("the newest step, and those that come")}
	case m.living != nil && out.state.paused && (said == "" || did.moved && m.past()):
		s.Note = m.standing()
	case m.living != nil && did.moved && m.past():
		s.Note = lang.T("the cluster goes on meanwhile")
	case m.living != nil && said == "":
		s.Note = lang.T("it goes on by itself")
	case did.moved && m.past():
		s.Note = lang.T("a command here starts a branch") // the timeline says which step this is
	case said != "":
	case did.made == 0 && strings.HasPrefix(strings.TrimSpace(out.line), "until"):
		s.Note = lang.T("holds already")
	case did.made == 0:
		s.Note = lang.T("nothing to do")
	case did.made > 1:
		s.Note = steps(did.made)
	}
	return s
}

// standing says of a live cluster that it is paused.
func (m *Model) standing() string {
	return lang.F("it stands still; %s lets it go on", m.keyOf("play"))
}

// joined is two notes as one; either may be "".
func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return lang.F("%s; %s", a, b)
}

func oneLine(s string) string {
	return strings.Join(strings.Fields(s), " ")
}

// shownStatus is the status row: that of a command that still runs, else what
// was done last.
func (m *Model) shownStatus() frame.Status {
	run := m.running
	if run == nil || !run.long {
		return m.status
	}
	note := lang.F("running… step %s, %s stops it", thousands(m.trace.newest()), m.keyOf("leave"))
	replay := m.engine.replay.Load()
	switch {
	case run.stopping:
		note = lang.T("stopping…")
	case replay != nil && replay.total > 0:
		note = lang.F("replaying %s of %s, %s cancels", thousands(replay.done), steps(replay.total), m.keyOf("leave"))
	case replay != nil:
		note = lang.F("replaying step %s, %s cancels", thousands(replay.done), m.keyOf("leave"))
	case m.status.Error:
		note += " ✗ " + m.status.Note
	}
	return frame.Status{Line: run.line, Note: note, Busy: true}
}
