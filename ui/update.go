package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"raftviz/ui/filter"
)

// The messages of the program, besides Bubble Tea's own.
type (
	// ranMsg: a command has ended.
	ranMsg struct{ outcome }
	// stillRunningMsg: a command has been running for a while.
	stillRunningMsg struct{ run *running }
	// playedMsg: it is time for the next step of what plays.
	playedMsg struct{ generation int }
	// searchedMsg: some of the steps were searched.
	searchedMsg struct {
		search   *filter.Found
		from, to int
		found    []filter.Ref
	}
	// copiedMsg: a text was handed to the terminal's clipboard, or was not.
	copiedMsg struct {
		bytes int
		err   error
	}
)

// Update takes in what happened, and goes on with what there is to search.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := m.route(msg)
	return m, tea.Batch(cmd, m.searchOn())
}

// route hands a message to what it is for.
func (m *Model) route(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = clampSize(msg.Width, msg.Height)
	case tea.KeyMsg:
		return m.typedKeys(msg)
	case tea.MouseMsg:
		return m.mouse(msg)
	case tea.ResumeMsg:
		return m.resumed()
	case ranMsg:
		return m.ran(msg.outcome)
	case stillRunningMsg:
		return m.stillRunning(msg.run)
	case playedMsg:
		return m.played(msg.generation)
	case searchedMsg:
		m.searched(msg)
	case copiedMsg:
		m.copied(msg)
	}
	return nil
}

// The largest screen that is drawn: no terminal is larger, and one that says
// so shall not make the program use up the memory.
const (
	maxWidth  = 1000
	maxHeight = 500
)

func clampSize(w, h int) (int, int) {
	return min(max(w, 0), maxWidth), min(max(h, 0), maxHeight)
}

// typedKeys takes in a key message. A terminal may hand over several keys at
// once; each is one key press, unless they were pasted.
func (m *Model) typedKeys(k tea.KeyMsg) tea.Cmd {
	if k.Type != tea.KeyRunes || len(k.Runes) < 2 || k.Paste {
		return m.key(k)
	}
	var cmds []tea.Cmd
	for _, r := range k.Runes {
		cmds = append(cmds, m.key(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}, Alt: k.Alt}))
	}
	return tea.Batch(cmds...)
}

// maxTyped is how many keys may wait for a command to end.
const maxTyped = 256

// key takes in one key press: it goes to what is open, else to the main screen.
// While a command runs that will end at once, keys wait for it, so that each
// acts on what the one before it has left.
func (m *Model) key(k tea.KeyMsg) tea.Cmd {
	switch {
	case k.Type == tea.KeyCtrlC:
		return tea.Quit
	case k.Type == tea.KeyCtrlZ:
		return tea.Suspend
	case m.running != nil && !m.running.long:
		if len(m.typed) < maxTyped {
			m.typed = append(m.typed, k)
		}
		return nil
	case m.overlay != nil:
		return m.overlay.key(m, k)
	}
	return m.mainKey(k)
}

// keysThatWaited takes in the keys that were typed while a command ran, up to
// one that runs another.
func (m *Model) keysThatWaited() tea.Cmd {
	var cmds []tea.Cmd
	for len(m.typed) > 0 && (m.running == nil || m.running.long) {
		k := m.typed[0]
		m.typed = m.typed[1:]
		cmds = append(cmds, m.key(k))
	}
	return tea.Batch(cmds...)
}
