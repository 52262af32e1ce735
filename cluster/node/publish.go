package node

import (
	"fmt"

	"go.etcd.io/etcd/raft/v3/confchange"
	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/rule"
	"raftviz/cluster/view"
)

// publish applies the committed entries, one by one and in order.
func (n *Node) publish() (err error) {
	defer n.observe(&err)
	es := n.publishes
	last := &es[len(es)-1]
	n.emit(view.Event{What: view.Published, Count: int32(len(es)), Term: last.Term, Index: last.Index})
	for i := range es {
		e := &es[i]
		if n.breaks(rule.ReorderApply) {
			e = &es[len(es)-1-i]
		}
		n.applied = max(n.applied, e.Index)
		switch e.Type {
		case raftpb.EntryConfChange, raftpb.EntryConfChangeV2:
			n.applyConfChange(e)
		default:
			n.applyPut(e)
		}
		if err := n.loadLate(e.Index); err != nil {
			return err
		}
	}
	return nil
}

// loadLate loads the snapshot that the store was not given at the restart, once the log
// that the node restarted with is replayed (rule.LoadSnapshotLate).
func (n *Node) loadLate(applied uint64) error {
	s := n.late.snapshot
	if s.Metadata.Index == 0 || applied < n.late.behind {
		return nil
	}
	n.late.snapshot = raftpb.Snapshot{}
	if err := n.store.Recover(s.Data); err != nil {
		return fmt.Errorf("snapshot %d/%d: %w", s.Metadata.Term, s.Metadata.Index, err)
	}
	n.omit(rule.LoadSnapshotLate, fmt.Sprintf("keep what it had replayed: the store has loaded snapshot %d/%d over it", s.Metadata.Term, s.Metadata.Index))
	return nil
}

func (n *Node) applyPut(e *raftpb.Entry) {
	if len(e.Data) == 0 {
		return
	}
	put, err := n.store.Apply(e.Index, e.Data)
	if err != nil {
		n.emit(view.Event{What: view.Undecodable, Index: e.Index, Text: err.Error(), About: e})
		return
	}
	n.emit(view.Event{What: view.Applied, Index: e.Index, About: e})
	n.cfg.Applied(put, e)
}

// applyConfChange applies a committed change. raft panics on one that its
// configuration does not allow; every node skips the same ones, since all have
// the same configuration at the same index.
func (n *Node) applyConfChange(e *raftpb.Entry) {
	if n.breaks(rule.DropConfChangeApply) {
		n.omit(rule.DropConfChangeApply, fmt.Sprintf("call ApplyConfChange for %s", view.DescribeEntry(e)))
		return
	}
	cc, err := view.DecodeConfChange(e)
	if err == nil {
		err = n.possible(cc.AsV2())
	}
	if err != nil {
		n.emit(view.Event{What: view.ConfigRejected, Index: e.Index, Text: err.Error(), About: e})
		return
	}
	was := n.seen.config.Has(n.cfg.ID)
	n.confState = *n.raw.ApplyConfChange(cc)
	n.observeConfig()
	n.emit(view.Event{What: view.ConfigChanged, Index: e.Index, Text: n.seen.config.String(), About: e})
	// A node that a joint configuration is about to remove votes in its outgoing
	// half still; one that joins replays a time when it was not a member.
	n.removed = was && !n.seen.config.Has(n.cfg.ID)
	n.configured(cc.AsV2())
}

// configured tells the driver of a configuration.
func (n *Node) configured(cc raftpb.ConfChangeV2) {
	if n.cfg.Configured != nil {
		n.cfg.Configured(cc, n.seen.config)
	}
}

// possible is nil when the change can be made to the configuration that this
// node has applied, and confchange's reason when it cannot.
func (n *Node) possible(cc raftpb.ConfChangeV2) error {
	changer := confchange.Changer{Tracker: *n.raft.progress, LastIndex: n.seen.log.Last()}
	var err error
	if cc.LeaveJoint() {
		_, _, err = changer.LeaveJoint()
	} else if autoLeave, joint := cc.EnterJoint(); joint {
		_, _, err = changer.EnterJoint(autoLeave, cc.Changes...)
	} else {
		_, _, err = changer.Simple(cc.Changes...)
	}
	return err
}
