package cluster

import (
	"syscall"

	"raftviz/cluster/disk"
	"raftviz/cluster/history"
	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// Stage runs the next count stages of node id's Readies; where none is in hand
// it takes the one that waits.
func (l *Lab) Stage(id view.NodeID, count int) error {
	m, err := l.running("stage", id)
	if err == nil {
		err = l.still("stage")
	}
	if err != nil {
		return err
	}
	for i := range count {
		if m.node == nil {
			return nil // it crashed where a user had armed that
		}
		if !hasReady(m) {
			return noReady("stage", m, i)
		}
		if m.now.Stage == view.NoStage {
			if err := l.take(m); err != nil {
				return err
			}
		}
		if err := l.runStage(m); err != nil {
			return err
		}
	}
	return nil
}

// Ready runs node id's Ready to its end.
func (l *Lab) Ready(id view.NodeID) error {
	m, err := l.running("ready", id)
	if err == nil {
		err = l.still("ready")
	}
	if err != nil {
		return err
	}
	if !hasReady(m) {
		return noReady("ready", m, 0)
	}
	for {
		if err := l.work(m); err != nil {
			return err
		}
		if m.node == nil || m.now.Stage == view.NoStage {
			return nil
		}
	}
}

func noReady(command string, m *member, ran int) error {
	if ran > 0 {
		return lang.E("%s: %v has no Ready after %d stages; tick it, deliver it a message, or put", command, m.id, ran)
	}
	return lang.E("%s: %v has no Ready; tick it, deliver it a message, or put", command, m.id)
}

func hasReady(m *member) bool { return m.now.Stage != view.NoStage || m.now.ReadyWaiting }

// work is one step of a node that has a Ready: it takes it, or runs a stage.
func (l *Lab) work(m *member) error {
	if m.now.Stage == view.NoStage {
		return l.take(m)
	}
	return l.runStage(m)
}

func (l *Lab) take(m *member) error {
	return l.done(m, m.node.Take(), history.Frame{Kind: view.KindTake})
}

func (l *Lab) runStage(m *member) error {
	stage := m.now.Stage
	if m.crash.at == stage {
		power := m.crash.power
		m.crash = armed{}
		return l.crash(m, power)
	}
	if m.failDisk == stage {
		m.failDisk = view.NoStage
		failNext(m.node.Files(), stage)
	}
	failure := m.node.RunStage()
	if m.node.Removed() && !m.retiring {
		m.retiring, m.stopAt = true, l.tick+l.settings.Linger
	}
	if err := l.done(m, failure, history.Frame{Kind: view.KindStage, Stage: stage}); err != nil {
		// A node that is to stop now does so with the next tick then.
		return err
	}
	if l.retires(m) {
		return l.stop(m)
	}
	return nil
}

// failNext makes the next write fail that a stage is there for: of those that save
// a snapshot, its file.
func failNext(files *disk.Files, stage view.Stage) {
	if stage == view.SaveWAL {
		files.FailNext(syscall.ENOSPC)
	} else {
		files.FailNextSnapshot(syscall.ENOSPC)
	}
}

// retires reports whether the time has come for a node that has applied its own
// removal to stop.
func (l *Lab) retires(m *member) bool {
	return m.node != nil && m.retiring && l.tick >= m.stopAt && !m.node.Writing()
}
