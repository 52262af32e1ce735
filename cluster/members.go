package cluster

import (
	"fmt"
	"slices"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/history"
	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// Add proposes that node id joins, as a learner or a voter, and starts it with
// an empty log if it is new.
func (l *Lab) Add(id view.NodeID, learner bool) error {
	t := raftpb.ConfChangeAddNode
	if learner {
		t = raftpb.ConfChangeAddLearnerNode
	}
	return l.changeOne("add", t, id)
}

// Promote proposes that a learner becomes a voter.
func (l *Lab) Promote(id view.NodeID) error {
	if err := l.known("promote", id); err != nil {
		return err
	}
	return l.changeOne("promote", raftpb.ConfChangeAddNode, id)
}

// Remove proposes that node id leaves. It stops when it applies that.
func (l *Lab) Remove(id view.NodeID) error {
	if err := l.known("remove", id); err != nil {
		return err
	}
	return l.changeOne("remove", raftpb.ConfChangeRemoveNode, id)
}

// changeOne proposes a ConfChange, the form of one change at a time.
func (l *Lab) changeOne(command string, t raftpb.ConfChangeType, id view.NodeID) error {
	single := []raftpb.ConfChangeSingle{{Type: t, NodeID: uint64(id)}}
	address, err := l.address(command, single)
	if err != nil {
		return err
	}
	return l.change(command, raftpb.ConfChange{Type: t, NodeID: uint64(id), Context: address}, single)
}

// Change proposes one ConfChangeV2 with several changes: joint consensus, left
// as how says.
func (l *Lab) Change(changes []raftpb.ConfChangeSingle, how raftpb.ConfChangeTransition) error {
	if len(changes) == 0 {
		return lang.E("change: names no node; give +N, ~N or -N, or leave-joint")
	}
	if _, err := l.address("change", changes); err != nil {
		return err
	}
	return l.change("change", raftpb.ConfChangeV2{Changes: changes, Transition: how}, changes)
}

// LeaveJoint proposes to leave a joint configuration.
func (l *Lab) LeaveJoint() error {
	return l.change("leave-joint", raftpb.ConfChangeV2{}, nil)
}

// address is what a change says of where the node is that it adds, nil in virtual
// time. A change of several has no room for it: their addresses must be known.
func (l *Lab) address(command string, changes []raftpb.ConfChangeSingle) (context []byte, err error) {
	if l.outside == nil {
		return nil, nil
	}
	for _, c := range changes {
		if c.Type == raftpb.ConfChangeRemoveNode || c.NodeID < 1 || c.NodeID > view.MaxNodes {
			continue
		}
		if context, err = l.outside.Address(view.NodeID(c.NodeID)); err != nil {
			return nil, lang.E("%s: %w", command, err)
		}
	}
	return context, nil
}

func (l *Lab) change(command string, cc raftpb.ConfChangeI, changes []raftpb.ConfChangeSingle) error {
	if err := l.checkChanges(command, changes); err != nil {
		return err
	}
	m, err := l.client(command, 0)
	if err != nil {
		return err
	}
	l.recorder.emit(view.Event{What: view.ConfigProposed, Node: m.id, Text: view.DescribeConfChange(cc)})
	if why := l.spent(changes); why != "" {
		l.recorder.emit(view.Event{What: view.Refused, Node: m.id, Text: why})
		return l.record(history.Frame{Kind: view.KindMember, Node: m.id})
	}
	dropped, failure := m.node.ProposeConfChange(cc)
	l.settleMember(m, failure)
	if dropped != nil {
		l.recorder.emit(view.Event{What: view.Refused, Node: m.id, Text: refusal(dropped)})
	}
	refused := slices.ContainsFunc(l.recorder.events, func(e view.Event) bool { return e.What == view.Refused })
	if err := l.record(history.Frame{Kind: view.KindMember, Node: m.id}); err != nil || refused {
		return err
	}
	return l.startNew(changes)
}

func (l *Lab) checkChanges(command string, changes []raftpb.ConfChangeSingle) error {
	for _, c := range changes {
		if c.NodeID < 1 || c.NodeID > view.MaxNodes {
			return lang.E("%s: node %d is out of range; allowed is 1..%d", command, c.NodeID, view.MaxNodes)
		}
		id := view.NodeID(c.NodeID)
		if c.Type == raftpb.ConfChangeRemoveNode {
			if err := l.known(command, id); err != nil {
				return err
			}
		}
	}
	return nil
}

// spent says why a change would use the ID of a node that was removed, "" when
// it does not: a raft ID is never used twice (rafthttp refuses a removed one).
func (l *Lab) spent(changes []raftpb.ConfChangeSingle) string {
	for _, c := range changes {
		m := l.members[c.NodeID-1]
		if m != nil && m.removed && c.Type != raftpb.ConfChangeRemoveNode {
			return fmt.Sprintf("%v was removed, and a raft ID is never used twice; unused are %s", m.id, l.unused())
		}
	}
	return ""
}

func (l *Lab) unused() string {
	names := ""
	for i, m := range l.members {
		if m == nil {
			names += fmt.Sprintf(", %d", i+1)
		}
	}
	if names == "" {
		return "none"
	}
	return names[2:]
}

// startNew starts the nodes that a change adds and that never ran.
func (l *Lab) startNew(changes []raftpb.ConfChangeSingle) error {
	for _, c := range changes {
		if c.Type == raftpb.ConfChangeRemoveNode || l.members[c.NodeID-1] != nil || !l.local(view.NodeID(c.NodeID)) {
			continue
		}
		if err := l.join(view.NodeID(c.NodeID)); err != nil {
			return err
		}
	}
	return nil
}

// Transfer asks the leader to hand leadership to node id.
func (l *Lab) Transfer(id view.NodeID) error {
	if err := l.known("transfer", id); err != nil {
		return err
	}
	m, err := l.client("transfer", 0)
	if err != nil {
		return err
	}
	l.recorder.emit(view.Event{What: view.TransferStarted, Node: m.id, Peer: id})
	if m.now.Role != view.Leader {
		l.recorder.emit(view.Event{What: view.Refused, Node: m.id, Text: "there is no leader to transfer leadership from"})
		return l.record(history.Frame{Kind: view.KindMember, Node: m.id})
	}
	return l.done(m, m.node.Transfer(id), history.Frame{Kind: view.KindMember})
}
