package cluster

import (
	"errors"
	"fmt"
	"slices"

	"raftviz/cluster/disk"
	"raftviz/cluster/history"
	"raftviz/cluster/lang"
	"raftviz/cluster/node"
	"raftviz/cluster/view"
)

// Crash kills node id's process: what its WAL held in the buffer is lost. With
// power its machine loses power instead, and what was not fsynced is lost too.
func (l *Lab) Crash(id view.NodeID, power bool) error {
	m, err := l.running("crash", id)
	if err != nil {
		return err
	}
	return l.crash(m, power)
}

// CrashAt arms a crash just before a stage of node id's Ready in hand, or of
// the next that comes to it.
func (l *Lab) CrashAt(id view.NodeID, at view.Stage, power bool) error {
	m, err := l.running("crash", id)
	if err != nil {
		return err
	}
	m.crash = armed{at, power}
	l.recorder.emit(view.Event{What: view.Armed, Node: id, Text: at.String()})
	return l.done(m, nil, history.Frame{Kind: view.KindControl})
}

// writing are the stages that write to the disk.
var writing = []view.Stage{view.SaveSnapshot, view.SaveWAL, view.TriggerSnapshot}

// FailDisk makes node id's next write in a stage fail, as on a full disk: the
// node stops, and acknowledges nothing that was not saved.
func (l *Lab) FailDisk(id view.NodeID, at view.Stage) error {
	m, err := l.running("fail-disk", id)
	if err != nil {
		return err
	}
	if !slices.Contains(writing, at) {
		return lang.E("fail-disk: stage %v writes nothing; those that write are %v, %v, %v", at, writing[0], writing[1], writing[2])
	}
	m.failDisk = at
	l.recorder.emit(view.Event{What: view.DiskArmed, Node: id, Text: at.String()})
	return l.done(m, nil, history.Frame{Kind: view.KindControl})
}

func (l *Lab) crash(m *member, power bool) error {
	how := "crashed"
	if power {
		how = "lost power"
	}
	lost := m.now.Disk.BufferedBytes
	if power {
		lost += m.now.Disk.UnsyncedBytes
	}
	failure := ""
	if err := m.node.Files().Crash(power); err != nil {
		failure = err.Error()
	}
	l.recorder.emit(view.Event{What: view.Crashed, Node: m.id, Bytes: int32(lost), Text: how})
	l.down(m, failure)
	return l.record(history.Frame{Kind: view.KindControl, Node: m.id})
}

// stop ends a removed node in order.
func (l *Lab) stop(m *member) error {
	failure := ""
	if err := m.node.Files().Close(); err != nil {
		failure = err.Error()
	}
	l.recorder.emit(view.Event{What: view.Stopped, Node: m.id, Text: "it was removed from the cluster"})
	l.down(m, failure)
	return l.record(history.Frame{Kind: view.KindControl, Node: m.id})
}

// Restart starts node id again from its WAL and snapshots. One that is in a
// configuration and never ran starts with an empty log, as a node that joins.
func (l *Lab) Restart(id view.NodeID) error {
	if id < 1 || id > view.MaxNodes {
		return lang.E("restart: node %d is out of range; allowed is 1..%d", id, view.MaxNodes)
	}
	if l.members[id-1] == nil && l.isMember(id) && l.local(id) {
		return l.join(id)
	}
	m, err := l.member("restart", id)
	if err != nil {
		return err
	}
	if m.node != nil {
		return lang.E("restart: %v is up; down are %s", id, l.names(isDown))
	}
	if err := l.reopen(id); err != nil {
		var damaged *disk.Damaged
		if !errors.As(err, &damaged) {
			return lang.E("restart: %w", err)
		}
		l.recorder.emit(view.Event{What: view.Stopped, Node: id, Text: fmt.Sprintf("its files are damaged: %s", damaged.Cause)})
		l.down(m, "")
	}
	return l.record(history.Frame{Kind: view.KindStart, Node: id})
}

// isMember reports whether any node that is up has node id in its configuration.
func (l *Lab) isMember(id view.NodeID) bool {
	return slices.ContainsFunc(l.members[:], func(m *member) bool {
		return m != nil && m.node != nil && m.now.Config.Has(id)
	})
}

// join starts a node with an empty log: raftexample's --join.
func (l *Lab) join(id view.NodeID) error {
	if err := l.begin(id); err != nil {
		return err
	}
	return l.record(history.Frame{Kind: view.KindStart, Node: id})
}

func (l *Lab) begin(id view.NodeID) error {
	files, err := l.dir.Create(id)
	if err != nil {
		return err
	}
	n, err := node.Restart(l.config(id), files, disk.Recovered{})
	if err != nil {
		return err
	}
	return l.started(id, n, "with an empty log, to join")
}
