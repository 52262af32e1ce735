package cluster

import (
	"fmt"
	"slices"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/history"
	"raftviz/cluster/node"
	"raftviz/cluster/view"
)

// Outside is the world of a Lab that lives by the wall clock: how its nodes' messages
// get to others, and what else it takes to run nodes in a process. Package live gives
// it. All functions are called with the Lab locked; none may call it.
type Outside struct {
	// Local reports whether a member runs in this process; the others run elsewhere,
	// and are known only by their messages.
	Local func(view.NodeID) bool
	// Join is set when the local nodes begin with an empty log, as those that join.
	Join bool
	// FirstRequest is what client requests are numbered from. Where several processes
	// take requests, each has numbers of its own: an entry names its request.
	FirstRequest uint64

	// Up connects a node that starts with its peers, and Down cuts off one that is
	// down. An error of Up's is one line.
	Up   func(id view.NodeID) error
	Down func(id view.NodeID)
	// Send hands over messages of a node, once the step that sent them is recorded.
	Send func(from view.NodeID, ms []raftpb.Message)
	// Wake is told of a node that has a Ready.
	Wake func(id view.NodeID)
	// Configured is told of what a node has applied: see node.Config.
	Configured func(id view.NodeID, cc raftpb.ConfChangeV2, now *view.Config)
	// Address is what a configuration change that adds a node says of where it is:
	// its Context, as raftexample has it. It is an error where nobody knows.
	Address func(id view.NodeID) (context []byte, err error)
	// Breathe waits for a moment, in which something may arrive.
	Breathe func()
}

// local reports whether a member runs in this process.
func (l *Lab) local(id view.NodeID) bool {
	return l.outside == nil || l.outside.Local(id)
}

// wired is what has come from the wire and what is to go there.
type wired struct {
	// waits are the messages in flight that are not on the wire yet: they are delayed.
	waits map[int]bool
	// arrived are those that have come out of it, as they came, until they are
	// delivered.
	arrived map[int]raftpb.Message
	// outbox goes to the wire when the step is recorded.
	outbox  []raftpb.Message
	letters letters
	// reports are what the transport said while the Lab was paused.
	reports []Report
}

// patienceTicks is for how long a message may be on the wire. rafthttp tells nobody
// of one that goes down with a connection.
const patienceTicks = 10

// post hands the i-th message in flight to the wire, or keeps it until its delay is
// over. It is in flight until it arrives, if that can be seen from here.
func (l *Lab) post(i int) {
	f := l.net.InFlight()[i]
	if f.Due != view.OnWire && int(f.Due) > l.tick {
		l.wired.waits[f.ID] = true
		return
	}
	l.wired.outbox = append(l.wired.outbox, node.ToMessage(f.Message))
	switch {
	case !l.local(f.To):
		l.wired.letters.sent(l, f.Message)
		l.net.Remove(i)
	case l.memberUp(f.To) == nil:
		l.loseOnWire(i, fmt.Sprintf("%v is down", f.To))
	case f.Due != view.OnWire:
		l.net.Postpone(i, view.OnWire)
	}
}

// postNow hands over the i-th message in flight, which is delayed.
func (l *Lab) postNow(i int) error {
	m := l.net.InFlight()[i].Message
	delete(l.wired.waits, m.ID)
	l.net.Postpone(i, view.OnWire)
	l.post(i)
	l.recorder.emit(view.Event{What: view.Delayed, Node: m.From, Peer: m.To, Count: int32(l.tick), About: m})
	return l.record(history.Frame{Kind: view.KindNetwork, Message: m})
}

// postDue hands over what was delayed until now.
func (l *Lab) postDue() {
	for _, f := range l.net.InFlight() {
		if l.wired.waits[f.ID] && int(f.Due) <= l.tick {
			delete(l.wired.waits, f.ID)
			l.post(l.placeInFlight(f.ID))
		}
	}
}

// loseOverdue gives up what has been on the wire for too long.
func (l *Lab) loseOverdue() {
	for i := 0; i < len(l.net.InFlight()); i++ {
		f := l.net.InFlight()[i]
		if f.Due == view.OnWire && int(f.Sent)+patienceTicks < l.tick {
			l.loseOnWire(i, "it did not arrive: the connection was broken")
			i--
		}
	}
}

// loseOnWire notes that the i-th message in flight does not arrive. The transport
// notices by itself, if anybody does.
func (l *Lab) loseOnWire(i int, why string) {
	m := l.net.Remove(i).Message
	l.forgetWire(m.ID)
	l.recorder.emit(view.Event{What: view.Lost, Node: m.From, Peer: m.To, Text: why, About: m})
}

// loseWith loses what is in flight with a node whose process ends: what was to come
// out of the wire for it, and what it had not put there.
func (l *Lab) loseWith(id view.NodeID) {
	for i := 0; i < len(l.net.InFlight()); i++ {
		f := l.net.InFlight()[i]
		if f.To == id || f.From == id && l.wired.waits[f.ID] {
			l.loseOnWire(i, fmt.Sprintf("%v is down", id))
			i--
		}
	}
}

// forgetWire forgets a message that is dropped.
func (l *Lab) forgetWire(id int) {
	delete(l.wired.waits, id)
	delete(l.wired.arrived, id)
}

// copyWire makes a duplicate be where the message is.
func (l *Lab) copyWire(id, duplicate int) {
	if l.wired.waits[id] {
		l.wired.waits[duplicate] = true
	}
	if raw, ok := l.wired.arrived[id]; ok {
		l.wired.arrived[duplicate] = raw
	}
}

// onWire is the place in flight of the message that has arrived as m, -1 where it
// was not sent from here.
func (l *Lab) onWire(m *raftpb.Message) int {
	return slices.IndexFunc(l.net.InFlight(), func(f view.InFlight) bool {
		return f.Due == view.OnWire && uint64(f.From) == m.From && uint64(f.To) == m.To && f.Type == m.Type &&
			f.Term == m.Term && f.LogTerm == m.LogTerm && f.Index == m.Index && f.Commit == m.Commit &&
			f.Reject == m.Reject && f.RejectHint == m.RejectHint && len(f.Entries) == len(m.Entries) && f.Context == string(m.Context)
	})
}

// release lets out what a step that is recorded has caused: messages, answers, and
// work for its nodes.
func (l *Lab) release() {
	if l.outside == nil {
		return
	}
	for out := l.wired.outbox; len(out) > 0; {
		n := 1
		for n < len(out) && out[n].From == out[0].From {
			n++
		}
		l.outside.Send(view.NodeID(out[0].From), out[:n])
		out = out[n:]
	}
	l.wired.outbox = l.wired.outbox[:0]
	for _, m := range l.members {
		if m != nil && m.node != nil && hasReady(m) {
			l.outside.Wake(m.id)
		}
	}
	replies := l.replies
	l.replies = l.replies[:0]
	for _, reply := range replies {
		reply()
	}
}
