package ui

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"raftviz/cluster/lang"
	"raftviz/cluster/session"
	"raftviz/ui/frame"
)

// menu is a list of commands to choose from. Its items are made anew from the
// model each time, so that they say what is possible now.
type menu struct {
	title string
	items func(m *Model) []item
	at    int
	// closes reports whether a key that is none of the items' closes the menu as esc does; nil
	// for none.
	closes func(m *Model, k tea.KeyMsg) bool
}

// item is a row of a menu.
type item struct {
	key, does string
	// line is the command; one to be completed opens the prompt with it.
	line     string
	complete bool
	// opens is another menu to choose the rest of the command from, nil for none.
	opens *menu
	// act does what is no command; nil for a command.
	act func(m *Model) tea.Cmd
	// about says what the command is for, where does cannot.
	about string
	// disabled says why it cannot be chosen, "" when it can.
	disabled string
}

func openMembers(m *Model) tea.Cmd {
	m.overlay = &menu{title: lang.T("members"), items: memberItems}
	return nil
}

func openFaults(m *Model) tea.Cmd {
	m.overlay = &menu{title: lang.T("faults"), items: faultItems}
	return nil
}

// openBranches shows the branches, with the one that is looked at chosen.
func openBranches(m *Model) tea.Cmd {
	here := slices.IndexFunc(m.state.branches, func(b session.Branch) bool { return b.Current })
	m.overlay = &menu{title: lang.T("branches"), items: branchItems, at: here}
	return nil
}

func (me *menu) key(m *Model, k tea.KeyMsg) tea.Cmd {
	items := me.items(m)
	if b := m.matching(inMenu, k); b != nil {
		switch b.means {
		case "down":
			me.at = (me.at + 1) % len(items)
		case "up":
			me.at = (me.at + len(items) - 1) % len(items)
		case "enter":
			return me.choose(m, items[me.at])
		case "esc":
			m.overlay = nil
		}
		return nil
	}
	for i, it := range items {
		if it.key == k.String() {
			me.at = i
			return me.choose(m, it)
		}
	}
	if me.closes != nil && me.closes(m, k) {
		m.overlay = nil
	}
	return nil
}

// choose runs an item's command, or says why it cannot.
func (me *menu) choose(m *Model, it item) tea.Cmd {
	if it.disabled != "" {
		m.complain(it.line, it.disabled)
		return nil
	}
	m.overlay = nil
	switch {
	case it.opens != nil:
		m.overlay = it.opens
		return nil
	case it.act != nil:
		return it.act(m)
	case it.complete:
		return m.openPrompt(it.line)
	}
	return m.run(it.line)
}

func (me *menu) show(m *Model, f *frame.Frame) {
	d := &frame.Dialog{Title: me.title, Chosen: me.at, Keys: m.placeHints(inMenu)}
	for _, it := range me.items(m) {
		line := it.line
		if it.complete || it.opens != nil {
			line += "…"
		}
		d.Menu = append(d.Menu, frame.Item{Key: it.key, Does: it.does, Line: line, Disabled: it.disabled})
	}
	d.Note = me.items(m)[me.at].about
	f.Dialog = d
}
