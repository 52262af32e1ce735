package ui

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"raftviz/ui/config"
	"raftviz/ui/frame"
	"raftviz/ui/layout"
	"raftviz/ui/scene"
)

// wheelRows is how far one notch of the wheel moves.
const wheelRows = 3

// mouse does what a click, a drag or the wheel means where the pointer is. Like a
// key it waits for a command that will end at once.
func (m *Model) mouse(e tea.MouseMsg) tea.Cmd {
	switch {
	case m.width == 0 || m.trace.len == 0 || scene.Layout(m.frame(), m.width, m.height).TooSmall:
		return nil
	case m.running != nil && !m.running.long:
		m.await(e)
		return nil
	case m.overlay != nil:
		return m.mouseAbove(e)
	}
	switch {
	case e.Button == tea.MouseButtonWheelUp:
		m.wheel(e, -wheelRows)
	case e.Button == tea.MouseButtonWheelDown:
		m.wheel(e, wheelRows)
	case e.Button == tea.MouseButtonLeft && e.Action == tea.MouseActionPress:
		return m.click(e.X, e.Y)
	case e.Button == tea.MouseButtonLeft && e.Action == tea.MouseActionMotion:
		return m.drag(e.X)
	case e.Action == tea.MouseActionRelease:
		m.dragging = false
	}
	return nil
}

// wheel moves the cursor of the pane below the pointer, or a lesson's text.
func (m *Model) wheel(e tea.MouseMsg, by int) {
	l := scene.Layout(m.frame(), m.width, m.height)
	switch p := l.At(e.X, e.Y); p {
	case layout.NoPane, layout.TimelinePane:
		if l.Lesson.Contains(e.X, e.Y) {
			m.scrollLesson(by)
		}
	case layout.EventsPane:
		m.scrollEvents(by)
	default:
		m.moveCursor(p, by)
	}
}

// scrollEvents moves the list by so many rows: what is selected then is the row
// at its edge.
func (m *Model) scrollEvents(by int) {
	f := m.drawn()
	var edge frame.Thing
	for _, s := range f.Spots {
		if s.Pane == layout.EventsPane && !s.Rect.Empty() && (by > 0 || edge.Kind == frame.Nothing) {
			edge = s.Thing
		}
	}
	if edge.Kind == frame.Event {
		m.tops = f.Tops
		m.cursors[layout.EventsPane] = edge
		m.moveCursor(layout.EventsPane, by)
	}
}

// click selects what is below the pointer. What is selected already is opened.
func (m *Model) click(x, y int) tea.Cmd {
	s := m.drawn().SpotAt(x, y)
	if s == nil {
		return nil
	}
	switch s.Thing.Kind {
	case frame.Tab:
		m.show(layout.Page(s.Thing.Number))
		return nil
	case frame.Press:
		return m.press(s.Thing.Name)
	}
	if s.Pane == layout.TimelinePane {
		m.dragging = true
		return m.lookAt(s.Thing.Step)
	}
	again := m.focus[m.page] == s.Pane && m.cursor(s.Pane) == s.Thing
	m.focus[m.page] = s.Pane
	m.choose(s.Pane, s.Thing)
	if again {
		return openInspector(m)
	}
	return nil
}

// press does what the key with that name in the help does, or the action of a lesson: an
// answer is one, as its key means a view where nothing is asked.
func (m *Model) press(shown string) tea.Cmd {
	if b := m.lessonAction(shown); b != nil {
		return m.perform(b)
	}
	if b := m.lessonPress(shown); b != nil {
		return m.perform(b)
	}
	for i := range m.keys {
		if b := &m.keys[i]; b.place == onMain && (b.Help().Key == shown || config.Shown(b.Keys()[:1]) == shown) {
			return m.perform(b)
		}
	}
	return nil
}

// drag goes on to the step of the timeline that is in a column.
func (m *Model) drag(x int) tea.Cmd {
	if !m.dragging {
		return nil
	}
	f := m.drawn()
	line := scene.Layout(f, m.width, m.height).Panes[layout.TimelinePane]
	x = min(max(x, line.X), line.Right()-1)
	if s := f.SpotAt(x, line.Bottom()-1); s != nil && s.Pane == layout.TimelinePane {
		return m.lookAt(s.Thing.Step)
	}
	return nil
}

// lookAt looks at a step, unless it is looked at or a command runs.
func (m *Model) lookAt(step int) tea.Cmd {
	if step == m.at || m.running != nil {
		return nil
	}
	return look(fmt.Sprintf("goto %d", step))(m)
}

// resumed takes the terminal again after the program was suspended.
func (m *Model) resumed() tea.Cmd {
	if m.noMouse {
		return nil
	}
	return tea.EnableMouseCellMotion
}
