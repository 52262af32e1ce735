package ui

import (
	"cmp"
	"slices"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/layout"
)

// follow keeps what is selected among what there is.
func (m *Model) follow() {
	v := m.view()
	if m.node() == nil {
		m.selected = 1
	}
	if n := m.node(); n != nil && n.Elsewhere() && !m.pinned {
		m.selected = cmp.Or(v.Client(), 1)
	}
	m.followMessage(v)
}

// followMessage keeps the selected message among those in flight.
func (m *Model) followMessage(v *view.View) {
	cursor := &m.cursors[layout.MessagesPane]
	if len(v.Messages) == 0 {
		*cursor = frame.Thing{}
		return
	}
	i, _ := slices.BinarySearchFunc(v.Messages, m.message(), func(f view.InFlight, id int) int { return cmp.Compare(f.ID, id) })
	id := v.Messages[min(i, len(v.Messages)-1)].ID
	*cursor = frame.Thing{Kind: frame.Message, Number: uint64(id), Step: m.at}
}

// message is the number of the selected message, 0 for none.
func (m *Model) message() int { return int(m.cursors[layout.MessagesPane].Number) }

// actor selects the node that acted last in the steps from number first up to
// the one that is looked at, unless the user has chosen one or what plays is too
// fast to follow.
func (m *Model) actor(first int) {
	if m.pinned || m.play.on && (m.living != nil || m.play.speed > normalSpeed) {
		return
	}
	for i := m.at; i >= max(first, m.trace.oldest, m.at-frame.LookBack+1); i-- {
		s := m.trace.step(i)
		switch s.Kind {
		case view.KindStage, view.KindTake, view.KindDeliver:
			m.selected = s.Node
			return
		}
	}
}

// chooseNode selects a node at the user's wish.
func (m *Model) chooseNode(id view.NodeID) {
	if m.view().Node(id) == nil {
		m.complain("", lang.F("there is no %v", id))
		return
	}
	m.selected, m.pinned = id, true
	m.say(lang.F("%v selected; %s inspects it, %s follows who acts", id, m.keyOf("inspect"), m.keyOf("follow-node")))
}

// moveNode selects the next node that exists, forwards or backwards.
func (m *Model) moveNode(by int) {
	v := m.view()
	for id := int(m.selected) + by; id >= 1 && id <= len(v.Nodes); id += by {
		if v.Nodes[id-1] != nil {
			m.chooseNode(view.NodeID(id))
			return
		}
	}
}
