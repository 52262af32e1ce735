package ui

import (
	"io"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"raftviz/cluster/lang"
)

// maxCopied is the most that is copied, in bytes: terminals refuse more than some
// 100,000 of base64.
const maxCopied = 74_000

// copy hands a text to the terminal's clipboard by OSC 52, which works over SSH
// too. Whether the terminal takes it cannot be known; tmux does with
// set-clipboard on.
//
// The renderer writes each frame in one call, and so does this: the terminal's
// file takes one at a time.
func (m *Model) copy(text string) tea.Cmd {
	if len(text) > maxCopied {
		m.complain("", lang.F("%s bytes are more than a terminal copies", thousands(len(text))))
		return nil
	}
	out := m.terminal
	return func() tea.Msg {
		_, err := io.WriteString(out, ansi.SetSystemClipboard(text))
		return copiedMsg{len(text), err}
	}
}

// copied says what came of copying.
func (m *Model) copied(msg copiedMsg) {
	if msg.err != nil {
		m.complain("", lang.F("not copied: %v", msg.err))
		return
	}
	m.say(lang.F("copied %s bytes", thousands(msg.bytes)))
	if p, ok := m.overlay.(*pager); ok {
		p.copied = m.status.Note
	}
}
