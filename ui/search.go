package ui

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"raftviz/cluster/lang"
	"raftviz/ui/filter"
	"raftviz/ui/frame"
	"raftviz/ui/layout"
)

// search is the filter of the events, and what it has found.
type search struct {
	// found is nil while there is no filter.
	found *filter.Found
	// searching is set while some of the steps are searched beside the screen.
	searching bool
}

// How many steps are searched at once: when they have just been made, as part of
// that, and beside the screen, between two pictures of how far it is.
const (
	searchedAtOnce = 256
	searchedBeside = 8192
)

// setFilter shows the events that match. What is selected stays so if it matches.
func (m *Model) setFilter(f filter.Filter) {
	m.tops[layout.EventsPane] = 0
	if f.Text == "" || f.Empty() {
		m.found = nil
		return
	}
	if m.found != nil && m.found.Filter.Text == f.Text && m.found.Raft == m.raft {
		return
	}
	m.found = filter.New(f, m.raft, m.trace.len)
	m.searchSome(searchedAtOnce)
}

// searchNew searches the steps that were just made, where they are few.
func (m *Model) searchNew() {
	if m.found != nil && m.found.To < m.trace.len {
		m.searchSome(searchedAtOnce)
	}
}

func (m *Model) searchSome(steps int) {
	from, to := m.found.Next(m.trace.len, steps)
	m.found.Take(from, to, m.found.Scan(m.trace.lab, from, to))
}

// searchOn searches more of the steps beside the screen, nil when all were.
func (m *Model) searchOn() tea.Cmd {
	if m.found == nil || m.searching {
		return nil
	}
	from, to := m.found.Next(m.trace.len, searchedBeside)
	if from == to {
		return nil
	}
	m.searching = true
	search, lab := m.found, m.trace.lab
	return func() tea.Msg { return searchedMsg{search, from, to, search.Scan(lab, from, to)} }
}

// searched takes in what was found, unless the filter is another one by now.
func (m *Model) searched(msg searchedMsg) {
	m.searching = false
	if msg.search != m.found {
		return
	}
	older := msg.from < m.found.From
	m.found.Take(msg.from, msg.to, msg.found)
	if older {
		m.tops[layout.EventsPane] += len(msg.found) // the same rows as before
	}
}

// toMatch looks at the next step that the filter matches, or the one before.
func toMatch(by int) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		i := m.found.UpTo(m.at)
		if by < 0 {
			i = m.found.UpTo(m.at-1) - 1
		}
		m.cursors[layout.EventsPane] = frame.Thing{}
		return look(fmt.Sprintf("goto %d", m.found.At(i).Step))(m)
	}
}

// noMatch says why there is no next match, or none before.
func noMatch(by int) func(*Model) string {
	return func(m *Model) string {
		switch {
		case free(m) != "":
			return free(m)
		case m.found == nil:
			return lang.F("no filter is set; %s sets one", m.keyOf("filter"))
		case by > 0 && m.found.UpTo(m.at) == m.found.Len():
			return lang.F("nothing later matches %s", m.found.Filter.Text)
		case by < 0 && m.found.UpTo(m.at-1) == 0 && m.searching:
			return lang.T("still searching")
		case by < 0 && m.found.UpTo(m.at-1) == 0:
			return lang.F("nothing earlier matches %s", m.found.Filter.Text)
		}
		return ""
	}
}
