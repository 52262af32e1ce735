package node

import (
	"fmt"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/rule"
	"raftviz/cluster/view"
)

// current is a snapshot of what is applied now, for a MsgSnap: raft made that
// with the last snapshot taken, whose configuration a node that joined since is
// not in, so that it would ignore it (raftexample's bug 11). To put only a newer
// configuration in it, as raftexample does, is not enough: the receiver would
// apply the changes between once more, and leave a joint configuration that
// another change had entered. etcd's server sends one of now, too.
func (n *Node) current() (raftpb.Snapshot, error) {
	data, err := n.store.Snapshot()
	return raftpb.Snapshot{Data: data, Metadata: raftpb.SnapshotMetadata{
		Index: n.applied, Term: n.seen.log.Term(n.applied), ConfState: n.confState,
	}}, err
}

// saveSnapshot writes the file first and the WAL's record of it second: a crash
// between the two leaves a file that nobody vouches for, and never a record
// without its file.
func (n *Node) saveSnapshot() error {
	if n.breaks(rule.SnapshotRecordBeforeFile) {
		n.fileOwed = true
		err := n.write(func() error { return n.files.SaveSnapshotRecord(n.ready.Snapshot) })
		return n.saved("the WAL's record, and no file yet", err)
	}
	err := n.write(func() error { return n.files.SaveSnapshot(n.ready.Snapshot) })
	return n.saved("the file, then the WAL's record", err)
}

// saved says what of the snapshot in hand was written, if it was.
func (n *Node) saved(what string, err error) error {
	if err == nil {
		m := n.ready.Snapshot.Metadata
		n.seen.saved = max(n.seen.saved, m.Index)
		n.emit(view.Event{
			What: view.SavedSnapshot, Term: m.Term, Index: m.Index, Bytes: int32(len(n.ready.Snapshot.Data)),
			Synced: !n.breaks(rule.NoFsync), Text: what,
		})
	}
	return err
}

func (n *Node) applySnapshot() error {
	s := n.ready.Snapshot
	if n.fileOwed {
		err := n.write(func() error { return n.files.SaveSnapshotFile(s) })
		if err := n.saved("the file", err); err != nil {
			return err
		}
	}
	if err := n.storage.ApplySnapshot(s); err != nil {
		return fmt.Errorf("snapshot %d/%d: %w", s.Metadata.Term, s.Metadata.Index, err)
	}
	if err := n.store.Recover(s.Data); err != nil {
		return fmt.Errorf("snapshot %d/%d: %w", s.Metadata.Term, s.Metadata.Index, err)
	}
	n.late.snapshot = raftpb.Snapshot{} // it is older
	n.confState, n.applied, n.snapshotted = s.Metadata.ConfState, s.Metadata.Index, s.Metadata.Index
	n.emit(view.Event{What: view.AppliedSnapshot, Term: s.Metadata.Term, Index: s.Metadata.Index})
	n.configured(raftpb.ConfChangeV2{})
	return nil
}

// Snapshot snapshots the store and compacts the log now. It does nothing, and
// says so, when nothing was applied since the last snapshot.
func (n *Node) Snapshot() error { return n.snapshotAt(n.applied) }

// triggerSnapshot is Snapshot once all of the Ready is published.
func (n *Node) triggerSnapshot() error {
	if n.breaks(rule.SnapshotBeforeApply) {
		return n.snapshotAt(n.reaches(n.applied))
	}
	return n.Snapshot()
}

// snapshotAt is Snapshot with the index that the snapshot says it is of.
func (n *Node) snapshotAt(index uint64) (err error) {
	defer n.observe(&err)
	if n.hand != nil && n.hand.Snapshot != nil && n.hand.Snapshot.Index > n.snapshotted {
		n.emit(view.Event{What: view.Refused, Text: "a snapshot: a newer one came with the Ready in hand"})
		return nil
	}
	if index <= n.snapshotted {
		n.emit(view.Event{What: view.Refused, Text: "a snapshot: nothing was applied since the last one"})
		return nil
	}
	return n.snapshot(index)
}

// snapshot saves the store's content, and compacts the log up to the catch-up
// margin behind it.
func (n *Node) snapshot(index uint64) error {
	var s raftpb.Snapshot
	err := n.write(func() error {
		data, err := n.store.Snapshot()
		if err != nil {
			return err
		}
		if s, err = n.storage.CreateSnapshot(index, &n.confState, data); err != nil {
			return fmt.Errorf("snapshot at %d: %w", index, err)
		}
		return n.saveOwn(s)
	})
	if err != nil {
		return err
	}
	n.snapshotted = index
	n.seen.saved = max(n.seen.saved, index)
	n.emit(view.Event{What: view.TriggeredSnapshot, Term: s.Metadata.Term, Index: index, Bytes: int32(len(s.Data))})
	if index <= n.cfg.CatchUpEntries {
		return nil
	}
	// raft learns of what was applied in the advance stage only, and may ask
	// storage for what it takes to be unapplied until then (raft.Storage's
	// contract: never compact past raft's own applied index).
	return n.compact(min(index-n.cfg.CatchUpEntries, n.raw.BasicStatus().Applied))
}

// saveOwn writes a snapshot that the node took itself: see saveSnapshot.
func (n *Node) saveOwn(s raftpb.Snapshot) error {
	if !n.breaks(rule.SnapshotRecordBeforeFile) {
		return n.files.SaveSnapshot(s)
	}
	if err := n.files.SaveSnapshotRecord(s); err != nil {
		return err
	}
	return n.files.SaveSnapshotFile(s)
}

// compact drops the log up to index, if it still holds that (raftexample
// panicked where the margin was wider than what was applied: bug 13).
func (n *Node) compact(index uint64) error {
	if index <= n.seen.log.Compacted {
		return nil
	}
	term := n.seen.log.Term(index)
	if err := n.storage.Compact(index); err != nil {
		return fmt.Errorf("compaction at %d: %w", index, err)
	}
	n.seen.log = n.seen.log.Compact(index, term)
	n.emit(view.Event{What: view.Compacted, Index: index})
	return nil
}
