package node

import (
	"fmt"
	"slices"

	"go.etcd.io/etcd/raft/v3"
	"go.etcd.io/etcd/raft/v3/confchange"
	"go.etcd.io/etcd/raft/v3/raftpb"

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
	es := n.ready.CommittedEntries
	if last := n.seen.log.Last(); n.seen.role == view.Leader && last > n.applied {
		return n.seen.log.Slice(n.applied+1, int(last-n.applied))
	}
	for len(es) > 0 && es[0].Index <= n.applied {
		es = es[1:]
	}
	return es
}

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

// RunStage runs the next stage of the Ready in hand. There must be one.
func (n *Node) RunStage() (err error) {
	stage := n.Stage()
	n.next++
	switch stage {
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

// saveSnapshot writes the file first and the WAL's record of it second: a crash
// between the two leaves a file that nobody vouches for, and never a record
// without its file.
func (n *Node) saveSnapshot() error {
	if n.breaks(rule.SnapshotRecordBeforeFile) {
		n.fileOwed = true
		return n.saved("the WAL's record, and no file yet", n.files.SaveSnapshotRecord(n.ready.Snapshot))
	}
	return n.saved("the file, then the WAL's record", n.files.SaveSnapshot(n.ready.Snapshot))
}

// saved says what of the snapshot in hand was written, if it was.
func (n *Node) saved(what string, err error) error {
	if err == nil {
		m := n.ready.Snapshot.Metadata
		n.emit(view.Event{
			What: view.SavedSnapshot, Term: m.Term, Index: m.Index, Bytes: int32(len(n.ready.Snapshot.Data)),
			Synced: !n.breaks(rule.NoFsync), Text: what,
		})
	}
	return err
}

func (n *Node) saveWAL() error {
	hs := n.ready.HardState
	if n.breaks(rule.ForgetHardState) && !raft.IsEmptyHardState(hs) {
		n.omit(rule.ForgetHardState, "save the HardState")
		hs = raftpb.HardState{}
	}
	w, err := n.files.Save(hs, n.ready.Entries)
	if err != nil {
		return err
	}
	// Until the commit index that comes with a snapshot is on disk, the WAL
	// vouches for no snapshot as new as that: a node that crashed would forget
	// what it is about to acknowledge (etcd issue 10219; raftexample does not sync).
	if !raft.IsEmptySnap(n.ready.Snapshot) && !w.Synced {
		if w.Synced, err = n.files.Sync(); err != nil {
			return err
		}
	}
	e := view.Event{What: view.SavedWAL, Count: int32(len(n.ready.Entries)), Bytes: int32(w.Bytes), Synced: w.Synced, About: n.hand}
	if !raft.IsEmptyHardState(hs) {
		e.Text = "HardState"
	}
	n.emit(e)
	return nil
}

func (n *Node) applySnapshot() error {
	s := n.ready.Snapshot
	if n.fileOwed {
		if err := n.saved("the file", n.files.SaveSnapshotFile(s)); err != nil {
			return err
		}
	}
	if err := n.storage.ApplySnapshot(s); err != nil {
		return fmt.Errorf("snapshot %d/%d: %w", s.Metadata.Term, s.Metadata.Index, err)
	}
	if err := n.store.Recover(s.Data); err != nil {
		return fmt.Errorf("snapshot %d/%d: %w", s.Metadata.Term, s.Metadata.Index, err)
	}
	n.confState, n.applied, n.snapshotted = s.Metadata.ConfState, s.Metadata.Index, s.Metadata.Index
	n.emit(view.Event{What: view.AppliedSnapshot, Term: s.Metadata.Term, Index: s.Metadata.Index})
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
	}
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
		n.omit(rule.DropConfChangeApply, "call ApplyConfChange for "+view.DescribeEntry(e))
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
	data, err := n.store.Snapshot()
	if err != nil {
		return err
	}
	s, err := n.storage.CreateSnapshot(index, &n.confState, data)
	if err != nil {
		return fmt.Errorf("snapshot at %d: %w", index, err)
	}
	if err := n.saveOwn(s); err != nil {
		return err
	}
	n.snapshotted = index
	n.emit(view.Event{What: view.TriggeredSnapshot, Term: s.Metadata.Term, Index: index, Bytes: int32(len(data))})
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
