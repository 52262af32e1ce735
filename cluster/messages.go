package cluster

import (
	"errors"
	"fmt"

	"go.etcd.io/etcd/raft/v3"
	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/history"
	"raftviz/cluster/lang"
	"raftviz/cluster/node"
	"raftviz/cluster/rule"
	"raftviz/cluster/view"
)

// Which picks messages in flight. The zero value picks all.
type Which struct {
	// ID, if it is not 0, picks that message alone.
	ID int
	// Link, if it is not zero, picks what is between these two.
	Link view.Link
	// Type picks one type, where Typed is set.
	Type  raftpb.MessageType
	Typed bool
}

// String is the pattern as a command writes it.
func (w Which) String() string {
	switch {
	case w.ID != 0:
		return fmt.Sprintf("#%d", w.ID)
	case w.Link != (view.Link{}) && w.Typed:
		return fmt.Sprintf("%d->%d %v", w.Link.From, w.Link.To, w.Type)
	case w.Link != (view.Link{}):
		return fmt.Sprintf("%d->%d", w.Link.From, w.Link.To)
	case w.Typed:
		return w.Type.String()
	}
	return "all"
}

func (w Which) picks(m *view.Message) bool {
	return (w.ID == 0 || w.ID == m.ID) &&
		(w.Link == (view.Link{}) || w.Link == view.Link{From: m.From, To: m.To}) &&
		(!w.Typed || w.Type == m.Type)
}

// each does something to every message that w picks now, oldest first. do gets
// the message's place in flight.
func (l *Lab) each(command string, w Which, do func(i int) error) error {
	var ids []int
	beyond := 0
	for _, f := range l.net.InFlight() {
		switch {
		case !w.picks(f.Message):
		case f.Due == view.OnWire:
			beyond++
		default:
			ids = append(ids, f.ID)
		}
	}
	if len(ids) == 0 && beyond > 0 {
		return lang.E("%s: %v is on the wire, where nobody can reach it; it arrives in a moment, or never", command, w)
	}
	if len(ids) == 0 {
		return lang.E("%s: no message %v is in flight; in flight are %s", command, w, l.inFlightNames())
	}
	for _, id := range ids {
		if err := do(l.placeInFlight(id)); err != nil {
			return err
		}
	}
	return nil
}

// maxNames is how many messages an error lists.
const maxNames = 6

func (l *Lab) inFlightNames() string {
	names := ""
	for i, f := range l.net.InFlight() {
		if i == maxNames {
			return lang.F("%s and %d more", names, len(l.net.InFlight())-maxNames)
		}
		if i > 0 {
			names += ", "
		}
		names += fmt.Sprintf("#%d %d->%d %v", f.ID, f.From, f.To, f.Type)
	}
	if names == "" {
		return lang.T("none")
	}
	return names
}

func (l *Lab) placeInFlight(id int) int {
	for i, f := range l.net.InFlight() {
		if f.ID == id {
			return i
		}
	}
	panic(fmt.Sprintf("cluster: message #%d left the network by itself", id))
}

// Deliver steps the messages that w picks into their receivers. One to a node
// that is down is lost.
func (l *Lab) Deliver(w Which) error {
	if err := l.still("deliver"); err != nil {
		return err
	}
	return l.each("deliver", w, l.deliver)
}

// Drop loses the messages that w picks, and tells nobody, but that a snapshot's
// sender always learns how it ended.
func (l *Lab) Drop(w Which) error {
	return l.each("drop", w, func(i int) error {
		m := l.net.Remove(i).Message
		l.forgetWire(m.ID)
		l.recorder.emit(view.Event{What: view.Dropped, Node: m.From, Peer: m.To, About: m})
		l.reportSnapshot(m, raft.SnapshotFailure)
		return l.record(history.Frame{Kind: view.KindNetwork, Message: m})
	})
}

// Duplicate puts a second copy of each message that w picks in flight, with a
// number of its own.
func (l *Lab) Duplicate(w Which) error {
	return l.each("duplicate", w, func(i int) error {
		f := l.net.InFlight()[i]
		copied := *f.Message
		copied.ID = l.number()
		l.net.Put(&copied, l.tick, int(f.Due))
		l.copyWire(f.ID, copied.ID)
		l.recorder.emit(view.Event{What: view.Duplicated, Node: f.From, Peer: f.To, Count: int32(copied.ID), About: f.Message})
		return l.record(history.Frame{Kind: view.KindNetwork, Message: f.Message})
	})
}

// Delay makes the messages that w picks due so many ticks from now.
func (l *Lab) Delay(w Which, ticks int) error {
	return l.each("delay", w, func(i int) error {
		m := l.net.InFlight()[i].Message
		l.net.Postpone(i, l.tick+ticks)
		l.recorder.emit(view.Event{What: view.Delayed, Node: m.From, Peer: m.To, Count: int32(l.tick + ticks), About: m})
		return l.record(history.Frame{Kind: view.KindNetwork, Message: m})
	})
}

// deliver steps the i-th message in flight into its receiver.
func (l *Lab) deliver(i int) error {
	m := l.net.InFlight()[i]
	if l.wired.waits[m.ID] {
		return l.postNow(i)
	}
	if raw, ok := l.wired.arrived[m.ID]; ok {
		delete(l.wired.arrived, m.ID)
		// Others were delivered since it came: see node.Admits.
		if to := l.memberUp(m.To); to != nil {
			if err := to.node.Admits(&raw); err != nil {
				return l.leaveOut(i, err)
			}
		}
		return l.hand(i, raw)
	}
	return l.hand(i, node.ToMessage(m.Message))
}

// leaveOut loses the i-th message in flight, which no member can have sent as it is.
func (l *Lab) leaveOut(i int, why error) error {
	m := l.net.Remove(i).Message
	l.lost(m, why.Error(), false)
	return l.record(history.Frame{Kind: view.KindNetwork, Node: m.To, Message: m})
}

// hand steps the i-th message in flight, as it came to its receiver, into its raft.
func (l *Lab) hand(i int, raw raftpb.Message) error {
	msg := l.net.Remove(i).Message
	step := history.Frame{Kind: view.KindDeliver, Node: msg.To, Message: msg}
	to := l.memberUp(msg.To)
	if to == nil {
		l.lost(msg, fmt.Sprintf("%v is down", msg.To), true)
		return l.record(step)
	}
	l.traffic[to.id-1].received[msg.Type].Add(1)
	l.recorder.emit(view.Event{What: view.Delivered, Node: msg.To, Peer: msg.From, About: msg})
	dropped, failure := to.node.Step(raw)
	if dropped != nil {
		l.recorder.events = append(l.recorder.events, to.node.Events()...)
		l.recorder.emit(view.Event{What: view.Refused, Node: to.id, Text: refusal(dropped)})
	}
	l.settleMember(to, failure)
	if l.outside == nil { // else the transport says so
		l.reportSnapshot(msg, raft.SnapshotFinish)
	}
	return l.record(step)
}

func (l *Lab) memberUp(id view.NodeID) *member {
	if id < 1 || id > view.MaxNodes {
		return nil
	}
	if m := l.members[id-1]; m != nil && m.node != nil {
		return m
	}
	return nil
}

// refusal says in plain words why raft did not take something.
func refusal(err error) string {
	switch {
	case errors.Is(err, raft.ErrProposalDropped):
		return "raft dropped the proposal: no leader is known, or the leader takes none now"
	case errors.Is(err, raft.ErrStepPeerNotFound):
		return "raft ignored a response from a node that is not in its configuration"
	}
	return err.Error()
}

// send takes what a node sends in its send stage.
func (l *Lab) send(from *member, ms []*view.Message) {
	l.recorder.events = append(l.recorder.events, from.node.Events()...)
	for _, m := range ms {
		l.traffic[from.id-1].sent[m.Type].Add(1)
		lost, reported := l.net.Send(m, l.tick)
		switch {
		case lost != "":
			l.lost(m, lost, reported)
		case l.outside != nil:
			l.post(len(l.net.InFlight()) - 1)
		case l.memberUp(m.To) == nil:
			l.net.Remove(len(l.net.InFlight()) - 1)
			l.lost(m, fmt.Sprintf("%v is down", m.To), true)
		}
	}
}

// lost notes a message that never arrives, and tells the sender's raft what
// rafthttp would: that the peer is unreachable, and how a snapshot ended.
func (l *Lab) lost(m *view.Message, why string, reported bool) {
	l.recorder.emit(view.Event{What: view.Lost, Node: m.From, Peer: m.To, Text: why, About: m})
	from := l.memberUp(m.From)
	if from != nil && reported {
		l.recorder.emit(view.Event{What: view.Unreachable, Node: m.From, Peer: m.To})
		l.settleMember(from, from.node.ReportUnreachable(m.To))
	}
	l.reportSnapshot(m, raft.SnapshotFailure)
}

// reportSnapshot tells the sender of a MsgSnap how it ended. Without it the
// follower's progress would stay in StateSnapshot (raftexample's bug 9).
func (l *Lab) reportSnapshot(m *view.Message, status raft.SnapshotStatus) {
	if from := l.memberUp(m.From); m.Type == raftpb.MsgSnap && from != nil {
		l.tellSnapshot(from, m.To, status)
	}
}

func (l *Lab) tellSnapshot(from *member, peer view.NodeID, status raft.SnapshotStatus) {
	how := "arrived"
	if status == raft.SnapshotFailure {
		how = "failed"
	}
	if from.broken.Has(rule.NoReportSnapshot) {
		what := fmt.Sprintf("tell raft that its snapshot to %v %s", peer, how)
		l.recorder.emit(view.Event{What: view.Omitted, Node: from.id, Peer: peer, Text: fmt.Sprintf("%s (%v)", what, rule.NoReportSnapshot)})
		return
	}
	l.recorder.emit(view.Event{What: view.SnapshotReported, Node: from.id, Peer: peer, Text: how})
	l.settleMember(from, from.node.ReportSnapshot(peer, status))
}
