package ui

import (
	"cmp"
	"slices"

	"raftviz/cluster/view"
)

// follow keeps what is selected among what there is.
func (m *Model) follow() {
	v := m.view()
	if m.node() == nil {
		m.selected = 1
	}
	if len(v.Messages) == 0 {
		m.message = 0
		return
	}
	i, found := m.messageIndex()
	if !found {
		m.message = v.Messages[min(i, len(v.Messages)-1)].ID
	}
}

// messageIndex is where the selected message is among those in flight, or
// would be.
func (m *Model) messageIndex() (i int, found bool) {
	ms := m.view().Messages
	for i, f := range ms {
		if f.ID == m.message {
			return i, true
		}
	}
	i, _ = slices.BinarySearchFunc(ms, m.message, func(f view.InFlight, id int) int { return cmp.Compare(f.ID, id) })
	return i, false
}

// actor selects the node that acted last in the steps from number first up to
// the one that is looked at, unless the user has chosen one or what plays is too
// fast to follow.
func (m *Model) actor(first int) {
	if m.pinned || m.play.on && m.play.speed > normalSpeed {
		return
	}
	for i := m.at; i >= max(first, m.at-lookBack+1); i-- {
		s := m.trace.step(i)
		switch s.Kind {
		case view.KindStage, view.KindTake, view.KindDeliver:
			m.selected = s.Node
			return
		}
	}
}

// choose selects a node at the user's wish.
func (m *Model) choose(id view.NodeID) {
	if m.view().Node(id) == nil {
		m.complain("", "there is no "+id.String())
		return
	}
	m.selected, m.pinned = id, true
	m.say("%v selected; 0 follows the node that acts", id)
}

// moveNode selects the next node that exists, forwards or backwards.
func (m *Model) moveNode(by int) {
	v := m.view()
	for id := int(m.selected) + by; id >= 1 && id <= len(v.Nodes); id += by {
		if v.Nodes[id-1] != nil {
			m.choose(view.NodeID(id))
			return
		}
	}
}

// moveMessage selects another message.
func (m *Model) moveMessage(by int) {
	ms := m.view().Messages
	if len(ms) == 0 {
		return
	}
	i, _ := m.messageIndex()
	m.message = ms[min(max(i+by, 0), len(ms)-1)].ID
}

// scrollable is how many steps back the events can be scrolled.
func (m *Model) scrollable() int { return max(m.at, 0) }
