package node

import (
	"slices"

	"go.etcd.io/etcd/raft/v3"
	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/view"
)

// FromMessage is m as views show it. Entries are shared, and cut to their
// length: raft appends to the slices of messages it has received, and so would
// write into the sender's log.
func FromMessage(id int, m *raftpb.Message) *view.Message {
	v := &view.Message{
		ID: id, Type: m.Type, From: view.NodeID(m.From), To: view.NodeID(m.To), Reject: m.Reject,
		Term: m.Term, LogTerm: m.LogTerm, Index: m.Index, Commit: m.Commit, RejectHint: m.RejectHint,
		Entries: slices.Clip(m.Entries), Context: string(m.Context),
	}
	if !raft.IsEmptySnap(m.Snapshot) {
		v.Snapshot = FromSnapshot(&m.Snapshot)
	}
	return v
}

// ToMessage is the raft message that v shows. raft numbers the entries of a
// MsgProp in place, so these are copied.
func ToMessage(v *view.Message) raftpb.Message {
	m := raftpb.Message{
		Type: v.Type, From: uint64(v.From), To: uint64(v.To), Reject: v.Reject,
		Term: v.Term, LogTerm: v.LogTerm, Index: v.Index, Commit: v.Commit, RejectHint: v.RejectHint,
		Entries: v.Entries,
	}
	if v.Type == raftpb.MsgProp {
		m.Entries = slices.Clone(v.Entries)
	}
	if v.Context != "" {
		m.Context = []byte(v.Context)
	}
	if v.Snapshot != nil {
		m.Snapshot = ToSnapshot(v.Snapshot)
	}
	return m
}

// FromSnapshot is s as views show it.
func FromSnapshot(s *raftpb.Snapshot) *view.Snapshot {
	return &view.Snapshot{
		Index: s.Metadata.Index, Term: s.Metadata.Term,
		Config: FromConfState(&s.Metadata.ConfState), Data: s.Data,
	}
}

// ToSnapshot is the raft snapshot that v shows.
func ToSnapshot(v *view.Snapshot) raftpb.Snapshot {
	return raftpb.Snapshot{
		Data:     v.Data,
		Metadata: raftpb.SnapshotMetadata{Index: v.Index, Term: v.Term, ConfState: ToConfState(&v.Config)},
	}
}

// FromConfState is cs as views show it.
func FromConfState(cs *raftpb.ConfState) view.Config {
	return view.Config{
		Voters: fromIDs(cs.Voters), Outgoing: fromIDs(cs.VotersOutgoing),
		Learners: fromIDs(cs.Learners), LearnersNext: fromIDs(cs.LearnersNext), AutoLeave: cs.AutoLeave,
	}
}

// ToConfState is the ConfState that c shows.
func ToConfState(c *view.Config) raftpb.ConfState {
	return raftpb.ConfState{
		Voters: toIDs(c.Voters), VotersOutgoing: toIDs(c.Outgoing),
		Learners: toIDs(c.Learners), LearnersNext: toIDs(c.LearnersNext), AutoLeave: c.AutoLeave,
	}
}

func fromIDs(ids []uint64) []view.NodeID {
	var out []view.NodeID
	for _, id := range ids {
		out = append(out, view.NodeID(id))
	}
	return out
}

func toIDs(ids []view.NodeID) []uint64 {
	var out []uint64
	for _, id := range ids {
		out = append(out, uint64(id))
	}
	return out
}
