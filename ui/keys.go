package ui

import (
	"slices"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"raftviz/cluster/lang"
	"raftviz/ui/frame"
	"raftviz/ui/layout"
)

// binding is a row of the table of keys: the keys of the main screen, of
// menus, dialogs and prompts. The keys that work, the help and the bottom line
// are all read from it.
type binding struct {
	key.Binding
	// id names what it does; where it is "", the words of its help do, see name.
	id string
	// means is the key by which an overlay knows what to do, whatever keys do it.
	means string
	place place
	// group is the heading that it stands below in the help, and more what the
	// help says beyond its few words; line is the command that it runs.
	group, more, line string
	// live is what it does in a live cluster, where that is something else, and
	// never why it does nothing there.
	live  *help
	never string
	// hint is where it may stand in the bottom line.
	hint hint
	// why says why it can do nothing now, "" when it can; nil is always "".
	why func(m *Model) string
	// do does it. It is nil in places whose overlay does it.
	do func(m *Model) tea.Cmd
}

// help is what is said of a key: its few words, what the help says beyond them, and
// the command line that it runs.
type help struct{ does, more, line string }

// place is where a key works.
type place uint8

const (
	onMain place = iota
	onLesson
	inMenu
	inPager
	inSearch
	inForm
	inPrompt
	inFilter
)

// hint is when a key is worth a place in the bottom line.
type hint uint8

const (
	never hint = iota
	always
	last         // always, at the right end
	first        // always, at the left end but for what is urgent: it steps or pauses
	spare        // while nothing plays, where there is room behind all others
	onChosen     // once something was chosen with the arrows or a click
	onMessages   // while messages are in focus
	onLogs       // while the logs are in focus
	onEvents     // while events are in focus
	onMatches    // while a filter of the events is set
	inThePast    // while an older step is looked at
	inConflict   // while a property is violated
	whileRunning // while a command runs that takes its time
	whilePlaying // while the schedule plays
	whenDown     // while the selected node is down
	whenPaused   // while nothing plays
)

// on is a binding of the main screen.
func on(keys []string, shown, does, group string, h hint, why func(*Model) string, do func(*Model) tea.Cmd) binding {
	return binding{
		Binding: key.NewBinding(key.WithKeys(keys...), key.WithHelp(shown, does)),
		place:   onMain, group: group, hint: h, why: why, do: do,
	}
}

// says is the binding with what the help says of it: in a sentence, and the
// command line that it runs, "" for none.
func (b binding) says(more, line string) binding {
	b.more, b.line = more, line
	return b
}

// inLive is the binding with what is said of it in a live cluster.
func (b binding) inLive(does, more, line string) binding {
	b.live = &help{does, more, line}
	return b
}

// notLive is the binding of what a live cluster cannot do, and why.
func (b binding) notLive(why string) binding {
	b.never = why
	return b
}

// help is what is said of a key in the language in use; ok is false where it never does anything.
func (m *Model) help(b *binding) (h help, ok bool) {
	switch {
	case m.living == nil:
	case b.never != "":
		return help{}, false
	case b.live != nil:
		return help{said(b.live.does), said(b.live.more), b.live.line}, true
	}
	return help{said(b.Help().Desc), said(b.more), b.line}, true
}

// said is what the table says of a key, in the language in use.
func said(text string) string { return lang.In("key", text) }

// whyNot says why a key can do nothing now, "" when it can.
func (m *Model) whyNot(b *binding) string {
	switch {
	case m.living != nil && b.never != "":
		return said(b.never)
	case b.why != nil:
		return b.why(m)
	}
	return ""
}

// in is a binding of an overlay, which does itself what the key means.
func in(p place, keys []string, shown, does string) binding {
	return binding{
		means:   keys[0],
		Binding: key.NewBinding(key.WithKeys(keys...), key.WithHelp(shown, does)),
		place:   p, group: placeNames[p], hint: always,
	}
}

var placeNames = [...]string{
	"", lang.Mark("in a lesson"), lang.Mark("in a menu"), lang.Mark("in a dialog"), lang.Mark("in a dialog's search"),
	lang.Mark("in a form"), lang.Mark("in the : prompt"), lang.Mark("in the / filter"),
}

// keyTable is the table of all keys.
func keyTable() []binding {
	var table []binding
	for _, rows := range [][]binding{
		timeKeys(), messageKeys(), clusterKeys(), viewKeys(), selectionKeys(), eventKeys(), lookingKeys(), generalKeys(), lessonKeys(), overlayKeys(),
	} {
		table = append(table, rows...)
	}
	for i := range table {
		if b := &table[i]; b.place == onMain {
			b.id = b.name() // it is asked for often
		}
	}
	return table
}

// matching is the binding of a place that a key press means, nil for none.
func (m *Model) matching(p place, k tea.KeyMsg) *binding {
	for i := range m.keys {
		if b := &m.keys[i]; b.place == p && key.Matches(k, b.Binding) {
			return b
		}
	}
	return nil
}

// means reports whether a key press is that of an action of the main screen.
func (m *Model) means(k tea.KeyMsg, action string) bool {
	b := m.matching(onMain, k)
	return b != nil && b.id == action
}

// mainKey does what a key means on the main screen.
func (m *Model) mainKey(k tea.KeyMsg) tea.Cmd {
	b := m.lessonKey(k)
	if b == nil {
		b = m.matching(onMain, k)
	}
	if b == nil && m.walk != nil {
		b = m.matching(onLesson, k) // it says why it can do nothing
	}
	if b == nil {
		if k.Paste {
			m.complain("", lang.T("paste into the : prompt"))
		} else {
			m.complain("", lang.F("%v means nothing here; %s shows all keys", k, m.keyOf("help")))
		}
		return nil
	}
	return m.perform(b)
}

// perform does what a binding of the main screen does, or says why it cannot.
func (m *Model) perform(b *binding) tea.Cmd {
	if why := m.whyNot(b); why != "" {
		m.complain("", lang.F("%s %s: %s", b.Help().Key, said(b.Help().Desc), why))
		return nil
	}
	return b.do(m)
}

// hints are the keys for the bottom line: those that can do something now, and
// those that always stand at its end.
func (m *Model) hints() (keys, end []frame.Hint) {
	lesson, taken := m.lessonHints(), m.takenByLesson()
	var urgent, front, now, rest []frame.Hint
	for i := range m.keys {
		b := &m.keys[i]
		if b.place != onMain || b.hint == never || b.hint == onChosen && !m.chosen() || m.whyNot(b) != "" || taken[b.Keys()[0]] {
			continue
		}
		h := frame.Hint{Key: b.Help().Key, Does: m.doesNow(b)}
		switch {
		case b.hint == last:
			end = append(end, h)
		case m.urgent(b.hint):
			urgent = append(urgent, h)
		case b.hint == first || b.hint == onChosen:
			front = append(front, h)
		case b.hint == always || b.hint == whenPaused && !m.play.on:
			now = append(now, h)
		case b.hint == spare && !m.play.on:
			rest = append(rest, h)
		}
	}
	if m.walk != nil && m.walk.Presents != nil {
		return lesson, end // what is projected has no more than it needs
	}
	return slices.Concat(lesson, urgent, front, now, rest), end
}

// chosen reports whether the user has chosen something in the pane in focus.
func (m *Model) chosen() bool {
	p := m.focus[m.page]
	return p != layout.MessagesPane && m.cursors[p] != (frame.Thing{})
}

// doesNow is what a key does now, in a word or two.
func (m *Model) doesNow(b *binding) string {
	switch {
	case b.hint == whileRunning:
		return lang.In("key", "stop")
	case b.hint == first && m.play.on:
		return lang.In("key", "pause")
	}
	h, _ := m.help(b)
	return h.does
}

// urgent reports whether a hint belongs in front of all others now.
func (m *Model) urgent(h hint) bool {
	switch h {
	case onMessages:
		return m.focus[m.page] == layout.MessagesPane
	case onLogs:
		return m.focus[m.page] == layout.LogsPane
	case onEvents:
		return m.focus[m.page] == layout.EventsPane
	case onMatches:
		return m.found != nil
	case inThePast:
		return m.past()
	case inConflict:
		return m.violation() != nil
	case whileRunning:
		return m.running != nil && m.running.long
	case whilePlaying:
		return m.play.on
	case whenDown:
		n := m.node()
		return n != nil && !n.Up && !n.Remote && !n.Removed
	}
	return false
}

// placeHints are the keys of an overlay.
func (m *Model) placeHints(p place) []frame.Hint {
	var hs []frame.Hint
	for i := range m.keys {
		if b := &m.keys[i]; b.place == p && b.hint == always {
			hs = append(hs, frame.Hint{Key: b.Help().Key, Does: said(b.Help().Desc)})
		}
	}
	return hs
}
