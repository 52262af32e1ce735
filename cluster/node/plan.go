package node

import (
	"slices"

	"go.etcd.io/etcd/raft/v3"
	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/rule"
	"raftviz/cluster/view"
)

// plan lists the stages that have something to do, in order.
func (n *Node) plan() []view.Stage {
	rd := &n.ready
	snapshot := !raft.IsEmptySnap(rd.Snapshot)
	save := len(rd.Entries) > 0 || !raft.IsEmptyHardState(rd.HardState)
	set := view.StageSet(0).
		With(view.SaveSnapshot, snapshot).
		With(view.SaveWAL, save).
		With(view.ApplySnapshot, snapshot).
		With(view.AppendStorage, save).
		With(view.Send, len(rd.Messages) > 0).
		With(view.Publish, len(n.publishes) > 0).
		With(view.TriggerSnapshot, n.willSnapshot()).
		With(view.Advance, true)
	return n.order(set.Stages())
}

// order moves the stages that a broken rule puts in a wrong place.
func (n *Node) order(stages []view.Stage) []view.Stage {
	if n.breaks(rule.SaveHardStateBeforeSnapshot) {
		stages = ahead(stages, view.SaveWAL, view.SaveSnapshot)
	}
	if n.breaks(rule.SnapshotBeforeApply) {
		stages = ahead(stages, view.TriggerSnapshot, view.Publish)
	}
	if n.breaks(rule.SendBeforeSave) {
		stages = ahead(stages, view.Send, view.SaveSnapshot)
	}
	return stages
}

// ahead returns stages with one of them, if it is there, in the place of another
// or of what comes next behind that.
func ahead(stages []view.Stage, s, of view.Stage) []view.Stage {
	from := slices.Index(stages, s)
	to := slices.IndexFunc(stages, func(other view.Stage) bool { return other >= of })
	if from <= to {
		return stages
	}
	return slices.Insert(slices.Delete(slices.Clone(stages), from, from+1), to, s)
}

// toPublish are the entries that publish is to apply: those that a quorum has.
func (n *Node) toPublish() []raftpb.Entry {
	switch {
	case n.breaks(rule.ApplyUncommittedEntries):
		return n.ready.Entries
	case n.breaks(rule.ApplyBeforeCommit):
		return n.unapplied()
	}
	return n.ready.CommittedEntries
}

// unapplied are the entries that follow the last one applied: on a leader all that
// its log has once this Ready is saved, else the committed ones.
func (n *Node) unapplied() []raftpb.Entry {
	log, es := n.seen.log, n.ready.CommittedEntries
	if first := max(n.applied+1, log.First()); n.seen.role == view.Leader && first <= log.Last() {
		return log.Slice(first, int(log.Last()+1-first))
	}
	for len(es) > 0 && es[0].Index <= n.applied {
		es = es[1:]
	}
	return es
}

// willSnapshot reports whether publishing this Ready takes the store past
// SnapshotEntries since the last snapshot.
func (n *Node) willSnapshot() bool {
	applied, snapshotted := n.applied, n.snapshotted
	if !raft.IsEmptySnap(n.ready.Snapshot) {
		applied = n.ready.Snapshot.Metadata.Index
		snapshotted = applied
	}
	return n.reaches(applied)-snapshotted > n.cfg.SnapshotEntries
}

// reaches is what applied becomes once the Ready in hand is published.
func (n *Node) reaches(applied uint64) uint64 {
	if k := len(n.publishes); k > 0 {
		return max(applied, n.publishes[k-1].Index)
	}
	return applied
}
