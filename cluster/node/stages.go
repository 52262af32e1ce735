package node

import (
	"fmt"

	"go.etcd.io/etcd/raft/v3"
	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/disk"
	"raftviz/cluster/rule"
	"raftviz/cluster/view"
)

// Stage is the next stage of the Ready in hand, NoStage when none is in hand.
func (n *Node) Stage() view.Stage {
	if n.hand == nil {
		return view.NoStage
	}
	return n.hand.Plan[n.next]
}

// Take takes the Ready that waits in hand. There must be one, and none in hand.
func (n *Node) Take() (err error) {
	defer n.guard(&err)
	n.ready = n.raw.Ready()
	n.seen.waiting = false
	n.readies++
	n.next, n.fileOwed = 0, false
	n.publishes = n.toPublish()
	n.reads = append(n.reads, n.ready.ReadStates...)
	n.hand = &view.Ready{
		Number:           n.readies,
		Soft:             n.ready.SoftState,
		Hard:             n.ready.HardState,
		ReadStates:       n.ready.ReadStates,
		Entries:          n.ready.Entries,
		CommittedEntries: n.ready.CommittedEntries,
		MustSync:         n.ready.MustSync,
		Plan:             n.plan(),
	}
	if !raft.IsEmptySnap(n.ready.Snapshot) {
		n.hand.Snapshot = FromSnapshot(&n.ready.Snapshot)
	}
	n.hand.Messages, err = n.messages()
	n.emit(view.Event{What: view.Took, Index: uint64(n.readies), About: n.hand})
	return err
}

// messages are those of the Ready, numbered.
func (n *Node) messages() ([]*view.Message, error) {
	if len(n.ready.Messages) == 0 {
		return nil, nil
	}
	list := make([]*view.Message, len(n.ready.Messages))
	for i := range n.ready.Messages {
		m := &n.ready.Messages[i]
		if m.Type == raftpb.MsgSnap && !n.breaks(rule.SkipSnapshotConfState) {
			var err error
			if m.Snapshot, err = n.current(); err != nil {
				return nil, err
			}
		}
		list[i] = FromMessage(n.cfg.Number(), m)
	}
	return list, nil
}

// RunStage runs the next stage of the Ready in hand. There must be one.
func (n *Node) RunStage() (err error) {
	// It is the one at hand until it has ended: others may look meanwhile.
	defer func() { n.next++ }()
	switch n.Stage() {
	case view.SaveSnapshot:
		return n.saveSnapshot()
	case view.SaveWAL:
		return n.saveWAL()
	case view.ApplySnapshot:
		return n.applySnapshot()
	case view.AppendStorage:
		return n.appendStorage()
	case view.Send:
		n.send()
	case view.Publish:
		return n.publish()
	case view.TriggerSnapshot:
		return n.triggerSnapshot()
	case view.Advance:
		return n.advance()
	}
	return nil
}

func (n *Node) saveWAL() error {
	hs := n.ready.HardState
	if n.breaks(rule.ForgetHardState) && !raft.IsEmptyHardState(hs) {
		n.omit(rule.ForgetHardState, "save the HardState")
		hs = raftpb.HardState{}
	}
	var w disk.Written
	err := n.write(func() (err error) {
		w, err = n.files.Save(hs, n.ready.Entries)
		// Until the commit index that comes with a snapshot is on disk, the WAL
		// vouches for no snapshot as new as that: a node that crashed would forget
		// what it is about to acknowledge (etcd issue 10219; raftexample does not sync).
		if err == nil && !raft.IsEmptySnap(n.ready.Snapshot) && !w.Synced {
			w.Synced, err = n.files.Sync()
		}
		return err
	})
	if err != nil {
		return err
	}
	n.observeSaved()
	e := view.Event{What: view.SavedWAL, Count: int32(len(n.ready.Entries)), Bytes: int32(w.Bytes), Synced: w.Synced, About: n.hand}
	if !raft.IsEmptyHardState(hs) {
		e.Text = "HardState"
	}
	n.emit(e)
	return nil
}

func (n *Node) appendStorage() (err error) {
	defer n.guard(&err)
	if !raft.IsEmptyHardState(n.ready.HardState) {
		if err := n.storage.SetHardState(n.ready.HardState); err != nil {
			return err
		}
	}
	if err := n.storage.Append(n.ready.Entries); err != nil {
		return err
	}
	e := view.Event{What: view.AppendedStorage, Count: int32(len(n.ready.Entries))}
	if e.Count > 0 {
		last := &n.ready.Entries[e.Count-1]
		e.Term, e.Index = last.Term, last.Index
	}
	n.emit(e)
	return nil
}

// send hands the messages to the network.
func (n *Node) send() {
	n.emit(view.Event{What: view.Sent, Count: int32(len(n.hand.Messages)), About: n.hand})
	n.cfg.Send(n.hand.Messages)
}

func (n *Node) advance() (err error) {
	defer n.observe(&err)
	n.hand = nil
	if n.breaks(rule.SkipAdvance) {
		n.omit(rule.SkipAdvance, fmt.Sprintf("call Advance for Ready #%d", n.readies))
		return nil
	}
	n.raw.Advance(n.ready)
	n.emit(view.Event{What: view.Advanced, Index: uint64(n.readies)})
	return nil
}
