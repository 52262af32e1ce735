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

// leaves reports whether a command that the reader gives would go on with the lesson's
// own branch: it gets one beside that, so that the lesson can be returned to.
func (m *Model) leaves(run *running) bool {
	if m.walk == nil || !m.walk.begun || run.script || m.past() || !m.walk.own(m.state.branch.Name) {
		return false
	}
	c, err := command.Parse(run.line)
	return err == nil && c.Spec != nil && c.Spec.Acts() && !c.Sets()
}

// walkTo goes to a position of the lesson: what has not run yet, up to there, runs.
func (m *Model) walkTo(p position) tea.Cmd {
	m.pause()
	m.walk.target = &p
	return m.walkOn()
}

// walkOn does what comes next on the way to the position that is wanted.
func (m *Model) walkOn() tea.Cmd {
	w := m.walk
	for w.target != nil && m.running == nil && len(m.script) == 0 {
		n := len(w.done)
		switch {
		case w.doing:
			w.doing = false
			w.done, w.right = append(w.done, m.here()), append(w.right, m.rightOption())
		case w.reached(*w.target):
			w.position, w.scroll, w.target = *w.target, 0, nil
			return tea.Batch(m.lookAtLesson(), m.note())
		case w.place(position{step: n}) != m.here():
			m.script = m.wayTo(w.place(position{step: n}))
		default:
			w.position, w.doing, w.outputs[n] = position{step: n}, true, nil
			for _, l := range w.at().Lines {
				m.script = append(m.script, l.Command.String())
			}
		}
	}
	return m.nextLine()
}

// walked takes in what a command of the lesson has left, and goes on.
func (m *Model) walked(out outcome, did effect) tea.Cmd {
	w := m.walk
	var violated *cluster.Violated
	if out.err != nil && !errors.As(out.err, &violated) {
		out.err = m.inLesson(out)
		w.target, w.doing = nil, false
		m.fail(out, did)
		return nil
	}
	m.status = frame.Status{}
	if w.doing {
		m.status.Line = out.line
		if c, err := command.Parse(out.line); err == nil && out.output != "" && !c.Sets() {
			w.outputs[w.step] = append(w.outputs[w.step], out.output)
		}
	}
	return m.walkOn()
}

// inLesson is the error of a command of the lesson, with its place in the file.
func (m *Model) inLesson(out outcome) error {
	if s := m.walk.at(); s != nil && m.walk.doing {
		for _, l := range s.Lines {
			if l.Command.String() == out.line {
				return &script.Error{Name: m.walk.Lesson.File, Line: l.Number, Err: out.err}
			}
		}
	}
	return out.err
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

// lookAtLesson looks at what the lesson speaks of, in the way that the step wants.
func (m *Model) lookAtLesson() tea.Cmd {
	w := m.walk
	if s := w.at(); s != nil {
		if p, ok := layout.ParsePage(s.Looks.View); ok {
			m.page, m.zoom, m.focus[p] = p, s.Looks.Zoom, p.Main()
		}
		if m.pinned = s.Looks.Node != 0; m.pinned {
			m.selected = view.NodeID(s.Looks.Node)
		}
	}
	if p := w.place(w.position); p != m.here() {
		m.script = m.wayTo(p)
	}
	return m.nextLine()
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
	told := w.told()
	return func() tea.Msg {
		return notedMsg{errors.Join(w.Progress.Save(), w.Presents.Tell(told))}
	}
}

func (m *Model) noted(err error) {
	if err != nil {
		m.complain("", lang.F("progress is not kept: %v", err))
	}
}

// beginLesson begins where the reader has left it, once the cluster is there.
func (m *Model) beginLesson() tea.Cmd {
	m.walk.start, m.walk.begun = m.here(), true
	return m.walkTo(m.walk.left())
}
