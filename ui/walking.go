package ui

import (
	"errors"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"raftviz/cluster"
	"raftviz/cluster/command"
	"raftviz/cluster/lang"
	"raftviz/cluster/script"
	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/layout"
)

// notedMsg: how far the reader of a lesson is was written down, or was not.
type notedMsg struct{ err error }

// here is what is looked at.
func (m *Model) here() location { return location{m.state.branch.Name, m.at} }

// away reports whether something else is looked at than the lesson speaks of.
func (m *Model) away() bool {
	w := m.walk
	return w.begun && w.target == nil && w.place(w.position) != m.here()
}

// leaves reports whether a command is the reader's, where the lesson's own branch is looked
// at: it must leave that as it is, so that the lesson can be returned to.
func (m *Model) leaves(run *running) bool {
	return m.walk != nil && m.walk.begun && !run.script && m.walk.own(m.state.branch.Name)
}

// onTheWay reports whether the lesson is on its way to another position. Commands run one
// after another then, and what the reader types waits for the last of them.
func (m *Model) onTheWay() bool { return m.walk != nil && m.walk.target != nil }

// stopOnTheWay stops the lesson at the end of the command that runs, if not before. What
// was typed for when it had arrived is forgotten.
func (m *Model) stopOnTheWay() {
	m.waiting = nil
	m.stopRunning()
}

// walkTo goes to a position of the lesson: what has not run yet, up to there, runs.
func (m *Model) walkTo(p position) tea.Cmd {
	if m.running != nil {
		m.complain("", m.busy())
		return nil
	}
	m.pause()
	m.walk.target = &p
	return m.walkOn()
}

// walkOn does what comes next on the way to the position that is wanted.
func (m *Model) walkOn() tea.Cmd {
	w := m.walk
	for w.target != nil && m.running == nil && len(m.script) == 0 {
		n := len(w.done)
		there, p := w.reached(*w.target), position{step: n}
		if there {
			p = *w.target
		}
		switch {
		case w.doing:
			w.doing = false
			w.done = append(w.done, stepped{m.here(), m.rightOption(), w.printed})
		case w.place(p) != m.here():
			m.script = m.wayTo(w.place(p))
		case there:
			w.position, w.scroll, w.target = p, 0, nil
			m.lookAsWanted()
			return m.note()
		default:
			w.position, w.doing, w.printed = p, true, nil
			for _, l := range w.at().Lines {
				m.script = append(m.script, l.Command.String())
			}
		}
	}
	return m.nextLine()
}

// walked takes in what a command of the lesson has left, and goes on.
func (m *Model) walked(run *running, out outcome, did effect) tea.Cmd {
	w := m.walk
	var violated *cluster.Violated
	switch {
	case run.stopping:
		w.target, w.doing, m.script = nil, false, nil
		m.say(lang.T("stopped; all is as it was"))
		if m.away() {
			m.say(lang.F("stopped; %s returns to the lesson", m.keyOf("lesson-steps")))
		}
		return nil
	case out.err != nil && !(errors.As(out.err, &violated) && w.Lesson.Violates(violated.Property)):
		out.err = m.inLesson(out.err)
		w.target, w.doing = nil, false
		m.fail(out, did)
		return nil
	}
	m.status = frame.Status{}
	if w.doing {
		m.status.Line = out.line
		if c, err := command.Parse(out.line); err == nil && out.output != "" && !c.Sets() {
			w.printed = append(w.printed, out.output)
		}
	}
	return m.walkOn()
}

// inLesson is the error of the last command that has run: with its place in the file, where
// it is the lesson's.
func (m *Model) inLesson(err error) error {
	w := m.walk
	if !w.doing {
		return err
	}
	lines := w.at().Lines
	return &script.Error{Name: w.Lesson.File, Line: lines[len(lines)-len(m.script)-1].Number, Err: err}
}

// rightOption is that of the step's question now that its commands have run, -1 where it
// has none.
func (m *Model) rightOption() int {
	q := m.walk.at().Question
	if q == nil {
		return -1
	}
	right, err := q.Answer(m.view())
	if err != nil {
		m.complain("", fmt.Sprintf("%s:%d: %v", m.walk.Lesson.File, q.Line, err))
		return -1
	}
	return right
}

// lookAsWanted looks at the cluster in the way that the step wants.
func (m *Model) lookAsWanted() {
	s := m.walk.at()
	if s == nil {
		return
	}
	if p, ok := layout.ParsePage(s.Looks.View); ok {
		m.page, m.zoom, m.focus[p] = p, s.Looks.Zoom, p.Main()
	}
	if m.pinned = s.Looks.Node != 0; m.pinned {
		m.selected = view.NodeID(s.Looks.Node)
	}
}

// wayTo are the commands that look at a place.
func (m *Model) wayTo(p location) []string {
	look := fmt.Sprintf("goto %d", p.at)
	if p.branch != m.state.branch.Name {
		return []string{"branch " + p.branch, look}
	}
	return []string{look}
}

// note writes down how far the reader is, beside the screen.
func (m *Model) note() tea.Cmd {
	w := m.walk
	w.keep()
	w.Presents.Tell(w.told())
	return func() tea.Msg {
		return notedMsg{errors.Join(w.Progress.Save(), w.Presents.Save())}
	}
}

// noted says once that what the reader does is not written down.
func (m *Model) noted(err error) {
	if err != nil && !m.walk.unkept {
		m.walk.unkept = true
		m.complain("", oneLine(err.Error()))
	}
}

// beginLesson begins where the reader has left it, once the cluster is there.
func (m *Model) beginLesson() tea.Cmd {
	m.walk.start, m.walk.begun = m.here(), true
	return m.walkTo(m.walk.left())
}
