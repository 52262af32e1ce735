package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"raftviz/cluster/lang"
	"raftviz/ui/inspect"
)

// nothingSelected is why there is nothing to inspect.
func (m *Model) nothingSelected() string {
	return lang.F("nothing is selected; %s and %s select, and a click does", m.keyOf("down"), m.keyOf("up"))
}

// openInspector shows all there is to know of what is selected.
func openInspector(m *Model) tea.Cmd {
	about := m.describe()
	if about == nil {
		m.complain("", m.nothingSelected())
		return nil
	}
	p := newPager(about.Title, about.Lines)
	p.text = about.Text()
	m.overlay = p
	return nil
}

// describe describes what is selected in the pane in focus, nil for nothing.
func (m *Model) describe() *inspect.Description {
	f := m.drawn()
	return inspect.Describe(f, m.cursor(f.Focus))
}

// copySelected copies what the inspector says of what is selected.
func copySelected(m *Model) tea.Cmd {
	about := m.describe()
	if about == nil {
		m.complain("", m.nothingSelected())
		return nil
	}
	return m.copy(about.Text())
}
