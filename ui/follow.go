package ui

import (
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/filter"
	"raftviz/ui/frame"
)

// toggleFollow asks what of the thing that is selected is to be followed, or
// shows all events again.
func toggleFollow(m *Model) tea.Cmd {
	if m.found != nil {
		m.clearFilter()
		return nil
	}
	choices := followed(m.drawn(), m.cursor(m.focus[m.page]))
	if len(choices) == 0 {
		m.complain("", lang.T("F follow: there is nothing to follow in what is selected"))
		return nil
	}
	m.overlay = &menu{title: lang.T("follow"), items: func(*Model) []item { return choices }}
	return nil
}

func (m *Model) clearFilter() {
	m.setFilter(filter.Filter{})
	m.say(lang.T("all events"))
}

// followed are the filters that fit a thing.
func followed(f *frame.Frame, t frame.Thing) []item {
	var items []item
	add := func(key, does, text string) {
		items = append(items, item{key: key, does: does, about: "/" + text, act: func(m *Model) tea.Cmd { return m.filterBy(text) }})
	}
	node, keys, kind, message := subjects(f, t)
	if node != 0 {
		add("n", lang.F("the node %v", node), fmt.Sprintf("node:%d", node))
	}
	if kind != "" {
		add("t", lang.F("events of this kind: %s", kind), filter.Term("kind", kind))
	}
	if message != 0 {
		add("m", lang.F("the message #%d", message), fmt.Sprintf("#%d", message))
	}
	for i, key := range keys[:min(len(keys), 9)] {
		add(fmt.Sprint(i+1), lang.F("the key %s", key), filter.Term("key", key))
	}
	return items
}

// filterBy filters the events.
func (m *Model) filterBy(text string) tea.Cmd {
	m.showEvents()
	f, err := filter.Parse(text)
	if err != nil {
		m.complain("", err.Error())
		return nil
	}
	m.setFilter(f)
	m.say(lang.F("following %s; %s shows all events again", text, m.keyOf("follow")))
	return nil
}

// subjects are what a thing is about.
func subjects(f *frame.Frame, t frame.Thing) (node view.NodeID, keys []string, kind string, message int) {
	node = t.Node
	switch t.Kind {
	case frame.Event:
		e := &f.Step(t.Step).Events[t.Number]
		node, keys, kind = e.Node, filter.Keys(e), filter.KindName(e)
		if m, ok := e.About.(*view.Message); ok {
			message = m.ID
		}
	case frame.Message:
		message = int(t.Number)
		if i := slices.IndexFunc(f.View().Messages, func(m view.InFlight) bool { return m.ID == message }); i >= 0 {
			m := f.View().Messages[i].Message
			kind, keys = m.Type.String(), filter.Keys(&view.Event{What: view.Delivered, About: m})
		}
	case frame.Entry:
		if n := f.View().Node(t.Node); n != nil && n.Log.Entry(t.Number) != nil {
			keys = filter.Keys(&view.Event{What: view.Applied, About: n.Log.Entry(t.Number)})
		}
	case frame.Key:
		keys = []string{t.Name}
	case frame.Operation:
		if i, ok := f.Chronicle.AskedIn(t.Step); ok {
			o := &f.Chronicle.Operations[i]
			node, keys = o.Node, []string{o.Key}
		}
	case frame.Moment:
		node = f.Step(t.Step).Node
	}
	return node, keys, kind, message
}
