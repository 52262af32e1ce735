package ui

import (
	"raftviz/cluster/lang"
	"raftviz/ui/frame"
	"raftviz/ui/layout"
	"raftviz/ui/scene"
	"raftviz/ui/views/events"
)

// viewing is what is shown of the cluster, and what is selected there.
type viewing struct {
	page layout.Page
	// zoom is set when the pane in focus has all the room of its view.
	zoom bool
	// focus is the pane of each view that the arrow keys move in.
	focus [layout.Pages]layout.Pane
	// cursors are what is selected in each pane, and tops the first rows that their
	// lists show.
	cursors [layout.Panes]frame.Thing
	tops    [layout.Panes]int
}

// zoomed is the pane that has all the room, NoPane for none.
func (v *viewing) zoomed() layout.Pane {
	if !v.zoom {
		return layout.NoPane
	}
	return v.focus[v.page]
}

// show shows a view.
func (m *Model) show(p layout.Page) {
	m.page, m.zoom = p, false
	m.say(lang.F("%s: %s", lang.T(p.String()), m.about(p)))
}

// about says what a view shows, for whoever has come to it.
func (m *Model) about(p layout.Page) string {
	switch p {
	case layout.Ready:
		return lang.F("what %v does with its Ready, and the code for it", m.selected)
	case layout.Logs:
		return lang.T("a column for each node, a row for each index")
	case layout.SpaceTime:
		return lang.T("time runs down, an arrow is a message")
	case layout.Progress:
		return lang.T("what the leader knows of each member")
	case layout.KeyValue:
		return lang.T("each node's store, and what clients asked for")
	case layout.Disk:
		return lang.F("%v's WAL, and what a restart makes of it", m.selected)
	case layout.Events:
		return lang.T("all that happened, the newest last")
	}
	return lang.T("the nodes, and what is between them")
}

// drawn is the frame as it is drawn now, with its spots.
func (m *Model) drawn() *frame.Frame {
	f := m.frame()
	scene.Draw(f, m.width, m.height)
	return f
}

// moveFocus goes to another pane of the view: the next one, or with -1 the one
// before.
func (m *Model) moveFocus(by int) {
	m.zoom = false
	l := scene.Layout(m.frame(), m.width, m.height)
	p := m.focus[m.page]
	for range layout.Panes {
		p = layout.Pane((int(p) + by + int(layout.Panes)) % int(layout.Panes))
		if p != layout.TimelinePane && !l.Panes[p].Empty() {
			break
		}
	}
	m.focus[m.page] = p
	m.say(lang.F("%s in focus", lang.T(p.String())))
}

// moveCursor moves the cursor of a pane by so many of its things.
func (m *Model) moveCursor(p layout.Pane, by int) {
	step := 1
	if by < 0 {
		step, by = -1, -by
	}
	for range by {
		f := m.drawn()
		m.tops = f.Tops
		next := f.Next(p, m.cursor(p), step)
		if next == m.cursor(p) {
			return
		}
		m.choose(p, next)
	}
}

// cursor is what is selected in a pane. A place in the logs, and a key of the
// stores, go with the node that is selected.
func (m *Model) cursor(p layout.Pane) frame.Thing {
	switch t := m.cursors[p]; {
	case p == layout.NodesPane:
		return frame.Thing{Kind: frame.Node, Node: m.selected}
	case p == layout.EventsPane && t.Kind == frame.Nothing:
		return events.Newest(m.frame())
	case t.Kind == frame.Entry || t.Kind == frame.Key:
		t.Node = m.selected
		return t
	default:
		return t
	}
}

// choose selects a thing of a pane, and its node where it is one's own.
func (m *Model) choose(p layout.Pane, t frame.Thing) {
	switch t.Kind {
	case frame.Nothing:
		return
	case frame.Node:
		m.chooseNode(t.Node)
		return
	case frame.Entry, frame.Configuration, frame.Key:
		m.selected, m.pinned = t.Node, true
	}
	if p == layout.EventsPane && t == events.Newest(m.frame()) {
		t = frame.Thing{} // the list follows its end
	}
	m.cursors[p] = t
	m.tops = m.drawn().Tops
}
