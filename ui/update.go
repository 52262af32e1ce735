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
	// lookedUpMsg: the engine has read what the view needs.
	lookedUpMsg struct{ finding }
	// searchedMsg: some of the steps were searched.
	searchedMsg struct {
		search   *filter.Found
		from, to int
		found    []filter.Ref
	}
	// filesMsg: a prompt has the names that it asked for.
	filesMsg struct {
		prompt *prompt
		files  *files
	}
	// keptMsg: a line typed was written to the history's file, or was not.
	keptMsg struct{ err error }
	// copiedMsg: a text was handed to the terminal's clipboard, or was not.
	copiedMsg struct {
		bytes int
		err   error
	}
)

// Update takes in what happened, and goes on with what there is to look up and
// to search.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := m.route(msg)
	return m, tea.Batch(cmd, m.lookUp(), m.searchOn())
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
	case requestedMsg:
		return m.requested(msg.request)
	case servedMsg:
		m.complain("", msg.what)
	case livedMsg:
		return m.lived(msg.glance)
	case lookedUpMsg:
		m.lookedUp(msg.finding)
	case searchedMsg:
		m.searched(msg)
	case copiedMsg:
		m.copied(msg)
	case filesMsg:
		m.listed(msg)
	case keptMsg:
		m.kept(msg.err)
	case notedMsg:
		m.noted(msg.err)
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

// maxWaiting is how many keys and mouse events may wait for a command to end.
const maxWaiting = 256

// await keeps a key or a mouse event until the running command has ended. Of the
// places that the mouse is dragged over only the last counts.
func (m *Model) await(msg tea.Msg) {
	if n := len(m.waiting); n > 0 && isMotion(msg) && isMotion(m.waiting[n-1]) {
		m.waiting[n-1] = msg
	} else if n < maxWaiting {
		m.waiting = append(m.waiting, msg)
	}
}

func isMotion(msg tea.Msg) bool {
	e, ok := msg.(tea.MouseMsg)
	return ok && e.Action == tea.MouseActionMotion
}

// key takes in one key press: it goes to what is open, else to the main screen.
// While a command runs that will end at once, keys wait for it, so that each
// acts on what the one before it has left.
func (m *Model) key(k tea.KeyMsg) tea.Cmd {
	switch {
	case k.Type == tea.KeyCtrlC:
		return tea.Quit
	case k.Type == tea.KeyCtrlZ:
		return tea.Suspend
	case m.onTheWay() && m.overlay == nil && m.means(k, "leave"):
		m.stopOnTheWay()
		return nil
	case m.running != nil && !m.running.long:
		m.await(k)
		return nil
	case m.overlay != nil:
		return m.overlay.key(m, k)
	}
	return m.mainKey(k)
}

// whatWaited takes in the keys and mouse events that came while a command ran,
// up to one that runs another. The commands of a lesson's step are one to them.
func (m *Model) whatWaited() tea.Cmd {
	var cmds []tea.Cmd
	for len(m.waiting) > 0 && !m.onTheWay() && (m.running == nil || m.running.long) {
		msg := m.waiting[0]
		m.waiting = m.waiting[1:]
		switch msg := msg.(type) {
		case tea.KeyMsg:
			cmds = append(cmds, m.key(msg))
		case tea.MouseMsg:
			cmds = append(cmds, m.mouse(msg))
		}
	}
	return tea.Batch(cmds...)
}
