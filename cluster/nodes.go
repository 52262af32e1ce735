package cluster

import (
	"fmt"
	"strings"

	"raftviz/cluster/disk"
	"raftviz/cluster/history"
	"raftviz/cluster/lang"
	"raftviz/cluster/node"
	"raftviz/cluster/view"
)

// member returns node id's place, whether it is up or not. One of another process
// is an error.
func (l *Lab) member(command string, id view.NodeID) (*member, error) {
	if err := l.known(command, id); err != nil {
		return nil, err
	}
	m := l.members[id-1]
	if m.remote {
		return nil, l.elsewhere(command, id)
	}
	return m, nil
}

// known is an error unless node id has a place, in this process or another.
func (l *Lab) known(command string, id view.NodeID) error {
	if id < 1 || id > view.MaxNodes || l.members[id-1] == nil {
		return lang.E("%s: unknown node %d; nodes are %s", command, id, l.names(func(*member) bool { return true }))
	}
	return nil
}

// running returns node id, which must be up.
func (l *Lab) running(command string, id view.NodeID) (*member, error) {
	m, err := l.member(command, id)
	if err != nil {
		return nil, err
	}
	if m.node == nil {
		return nil, lang.E("%s: %v is down; up are %s", command, id, l.names(isUp))
	}
	return m, nil
}

func isUp(m *member) bool { return m.node != nil }

func isDown(m *member) bool { return m.node == nil && !m.remote }

// names lists the members for which keep holds: "1, 2, 4", or "none".
func (l *Lab) names(keep func(*member) bool) string {
	var names []string
	for _, m := range l.members {
		if m != nil && keep(m) {
			names = append(names, fmt.Sprint(int(m.id)))
		}
	}
	if len(names) == 0 {
		return lang.T("none")
	}
	return strings.Join(names, ", ")
}

// done ends a call to a running node: it takes what happened, stops the node
// if the call failed, and records the step.
func (l *Lab) done(m *member, failure error, f history.Frame) error {
	f.Node = m.id
	l.settleMember(m, failure)
	return l.record(f)
}

// settleMember takes what a call changed. The node may have failed within it, or in
// another one while it waited for the disk.
func (l *Lab) settleMember(m *member, failure error) {
	if m.node == nil {
		return
	}
	l.refresh(m)
	if failure == nil {
		failure = m.failure
	}
	switch {
	case failure == nil:
	case m.node.Writing():
		m.failure = failure // what waits for the disk ends first
	default:
		l.fail(m, failure)
	}
}

// fail stops a node whose raft panicked or whose files could not be written, as
// log.Fatal would: what was not saved is not acknowledged.
func (l *Lab) fail(m *member, failure error) {
	l.recorder.emit(view.Event{What: view.Stopped, Node: m.id, Text: failure.Error()})
	if err := m.node.Files().Crash(false); err != nil {
		l.recorder.emit(view.Event{What: view.Stopped, Node: m.id, Text: err.Error()})
	}
	l.down(m, failure.Error())
}

// down marks a node whose files are closed as down. Its requests get no answer.
func (l *Lab) down(m *member, failure string) {
	m.node, m.retiring, m.failure = nil, false, nil
	if l.outside != nil {
		l.outside.Down(m.id)
		l.loseWith(m.id)
	}
	if l.nextUp(l.round) == nil {
		l.round = 0 // it was the last that the round had left to tick
	}
	l.abandon(m.id)
	m.now = view.Node{ID: m.id, Failure: failure, Removed: m.removed, CrashAt: m.crash.at, FailDiskAt: m.failDisk, Broken: m.broken}
	l.recorder.change(&m.now)
	recovered, err := l.dir.Inspect(m.id)
	if err != nil {
		m.now.Failure = strings.TrimPrefix(failure+"; "+err.Error(), "; ")
	}
	m.now.Disk = disk.Describe(recovered)
	m.now.Term, m.now.Vote = recovered.Hard.Term, view.NodeID(recovered.Hard.Vote)
	m.now.Commit = recovered.Hard.Commit
	m.now.Log = view.NewLog(recovered.Snapshot.Metadata.Index, recovered.Snapshot.Metadata.Term)
	for _, e := range recovered.Entries {
		m.now.Log = m.now.Log.Append(e)
	}
	config := node.FromConfState(&recovered.Snapshot.Metadata.ConfState)
	m.now.Config = &config
}

// stillborn records a node that could not start from its files.
func (l *Lab) stillborn(id view.NodeID, files *disk.Files, failure error) error {
	if err := files.Close(); err != nil {
		return err
	}
	m := l.place(id)
	l.recorder.emit(view.Event{What: view.Stopped, Node: id, Text: failure.Error()})
	l.down(m, failure.Error())
	return nil
}

// Campaign starts an election on node id now.
func (l *Lab) Campaign(id view.NodeID) error {
	m, err := l.running("campaign", id)
	if err != nil {
		return err
	}
	l.recorder.emit(view.Event{What: view.Campaigned, Node: id})
	return l.done(m, m.node.Campaign(), history.Frame{Kind: view.KindControl})
}

// SetTimeout sets node id's election timeout, in ticks, until raft draws the
// next one. raft draws from election..2*election-1, and so must ticks be.
func (l *Lab) SetTimeout(id view.NodeID, ticks int) error {
	m, err := l.running("timeout", id)
	if err != nil {
		return err
	}
	low, high := l.settings.Election, 2*l.settings.Election-1
	if ticks < low || ticks > high {
		return lang.E("timeout: %d ticks is out of range; with election=%d raft draws from %d..%d", ticks, low, low, high)
	}
	l.recorder.emit(view.Event{What: view.TimeoutSet, Node: id, Count: int32(ticks)})
	return l.done(m, m.node.SetTimeout(ticks), history.Frame{Kind: view.KindControl})
}

// Snapshot snapshots and compacts on node id now.
func (l *Lab) Snapshot(id view.NodeID) error {
	m, err := l.running("snapshot", id)
	if err != nil {
		return err
	}
	return l.done(m, m.node.Snapshot(), history.Frame{Kind: view.KindControl})
}

// Note puts text in the trace.
func (l *Lab) Note(text string) error {
	l.recorder.emit(view.Event{What: view.Noted, Text: text})
	return l.record(history.Frame{Kind: view.KindNote})
}
