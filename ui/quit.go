package ui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"raftviz/cluster/lang"
)

// quit ends the program. Where that would lose what the user has done, it asks.
func quit(m *Model) tea.Cmd {
	if !m.unsaved || m.keeps || m.living != nil {
		return tea.Quit
	}
	m.overlay = &menu{title: lang.T("quit without saving?"), items: quitItems}
	return nil
}

// quitWord ends the program where commands are typed, as in other programs; q is
// short for it.
const quitWord = "quit"

// quits reports whether a line that was typed ends the program.
func quits(line string) bool { return line == quitWord || line == quitWord[:1] }

// quitItems are the ways out; esc is none of them.
func quitItems(m *Model) []item {
	return []item{
		{key: "y", does: lang.T("quit: what was done is lost"), act: func(*Model) tea.Cmd { return tea.Quit }},
		{key: "s", does: lang.T("save it as a script first"), line: "save ", complete: true, disabled: free(m)},
	}
}

// done notes what a command means for quitting: what the user did is lost unless
// it is saved.
func (m *Model) done(run *running, did effect, failed bool) {
	switch {
	case strings.HasPrefix(run.line, "save") && !failed:
		m.unsaved = false
	case did.made > 0 && !run.script:
		m.unsaved = true
	}
}
