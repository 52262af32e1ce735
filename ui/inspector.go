package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"raftviz/ui/inspect"
)

// openInspector shows all there is to know of what is selected.
func openInspector(m *Model) tea.Cmd {
	f := m.drawn()
	t := m.cursor(f.Focus)
	if about := inspect.Describe(f, t); about != nil {
		m.overlay = newPager(about.Title, about.Lines)
		return nil
	}
	m.complain("", "nothing is selected; "+m.keyOf("down")+" and "+m.keyOf("up")+" select, and a click does")
	return nil
}
