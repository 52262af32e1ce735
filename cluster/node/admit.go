package node

import (
	"encoding/json"
	"fmt"
	"slices"

	"go.etcd.io/etcd/raft/v3"
	"go.etcd.io/etcd/raft/v3/confchange"
	"go.etcd.io/etcd/raft/v3/raftpb"
	"go.etcd.io/etcd/raft/v3/tracker"

	"raftviz/cluster/view"
)

// maxCount bounds terms and indices, which raft counts up without looking for an end.
const maxCount = 1 << 62

// Admits is an error where a message that came from a wire is none that a member's raft
// can have sent to this node now. raft trusts its peers, and panics on some of these;
// the peer port takes whatever a stranger posts.
//
// It bounds what raft takes for granted, and no more: who can speak for a member
// can vote, lead and write, as with raftexample.
func (n *Node) Admits(m *raftpb.Message) error {
	switch {
	case m.To != uint64(n.cfg.ID):
		return fmt.Errorf("a message for %x came to %v", m.To, n.cfg.ID)
	case m.From == m.To || m.From < 1 || m.From > view.MaxNodes:
		return fmt.Errorf("a message from %x; members are 1..%d", m.From, view.MaxNodes)
	case m.Term > maxCount:
		return fmt.Errorf("%v has term %d, which no cluster comes to", m.Type, m.Term)
	case raft.IsLocalMsg(m.Type):
		return fmt.Errorf("%v is a message that raft sends to itself", m.Type)
	}
	if _, known := raftpb.MessageType_name[int32(m.Type)]; !known {
		return fmt.Errorf("unknown message type %d", m.Type)
	}
	if err := n.admitTerm(m); err != nil {
		return err
	}
	return n.admitContent(m)
}

// admitTerm looks at whether a message has a term. Those that a follower may forward
// have none, and raft panics where it forwards one that has.
func (n *Node) admitTerm(m *raftpb.Message) error {
	switch m.Type {
	case raftpb.MsgProp, raftpb.MsgReadIndex:
		if m.Term != 0 {
			return fmt.Errorf("%v has term %d; it has none", m.Type, m.Term)
		}
	case raftpb.MsgTransferLeader:
		if m.Term != 0 && n.seen.role != view.Leader {
			return fmt.Errorf("%v of term %d came to a node that does not lead", m.Type, m.Term)
		}
	default:
		if m.Term == 0 {
			return fmt.Errorf("%v has no term", m.Type)
		}
	}
	return nil
}

func (n *Node) admitContent(m *raftpb.Message) error {
	last := n.seen.log.Last()
	switch m.Type {
	case raftpb.MsgApp:
		return n.admitAppend(m)
	case raftpb.MsgSnap:
		return n.admitSnapshot(m)
	case raftpb.MsgHeartbeat:
		if m.Term >= n.seen.term && m.Commit > last {
			return fmt.Errorf("MsgHeartbeat commits index %d, and the log ends at %d", m.Commit, last)
		}
	case raftpb.MsgAppResp:
		// What is acknowledged was sent by this node, if it leads still.
		if m.Term == n.seen.term && !m.Reject && m.Index > last {
			return fmt.Errorf("MsgAppResp acknowledges index %d, and the log ends at %d", m.Index, last)
		}
	case raftpb.MsgProp:
		return admitProposal(m)
	case raftpb.MsgReadIndex, raftpb.MsgReadIndexResp:
		if len(m.Entries) != 1 {
			return fmt.Errorf("%v has %d entries; it has 1", m.Type, len(m.Entries))
		}
	}
	return nil
}

// admitProposal looks at what a MsgProp proposes: raft decodes configuration changes.
func admitProposal(m *raftpb.Message) error {
	if len(m.Entries) == 0 {
		return fmt.Errorf("MsgProp proposes nothing")
	}
	for i := range m.Entries {
		if err := admitEntry(&m.Entries[i]); err != nil {
			return fmt.Errorf("MsgProp: %w", err)
		}
	}
	return nil
}

// admitEntry looks at an entry's type, and at what it says where raft reads it. A change
// that adds a member for whom there is no place here is not taken into the log: a node
// that skipped it would count other quorums than its peers.
func admitEntry(e *raftpb.Entry) error {
	if _, known := raftpb.EntryType_name[int32(e.Type)]; !known {
		return fmt.Errorf("an entry has unknown type %d", e.Type)
	}
	if e.Type == raftpb.EntryNormal {
		return nil
	}
	cc, err := view.DecodeConfChange(e)
	if err != nil {
		return err
	}
	for _, c := range cc.AsV2().Changes {
		if c.NodeID > view.MaxNodes {
			return fmt.Errorf("a change names member %x; members are 1..%d", c.NodeID, view.MaxNodes)
		}
	}
	return nil
}

// admitAppend looks at the entries of a MsgApp: they follow on one another and on the
// one before, and none takes the place of a committed one.
func (n *Node) admitAppend(m *raftpb.Message) error {
	if (m.Index == 0) != (m.LogTerm == 0) {
		return fmt.Errorf("MsgApp follows %d/%d, which is no position", m.LogTerm, m.Index)
	}
	term := m.LogTerm
	for i := range m.Entries {
		e := &m.Entries[i]
		if e.Index != m.Index+1+uint64(i) || e.Index == 0 || e.Term < term || e.Term > m.Term {
			return fmt.Errorf("MsgApp at %d/%d has entry %d/%d in place %d", m.LogTerm, m.Index, e.Term, e.Index, i)
		}
		if err := admitEntry(e); err != nil {
			return fmt.Errorf("MsgApp: %w", err)
		}
		term = e.Term
		if have := n.seen.log.Term(e.Index); e.Index <= n.seen.commit && have != 0 && have != e.Term && n.seen.log.Term(m.Index) == m.LogTerm {
			return fmt.Errorf("MsgApp has another entry than the committed %d/%d", have, e.Index)
		}
	}
	return nil
}

// admitSnapshot looks at what a MsgSnap brings: a store and a configuration.
func (n *Node) admitSnapshot(m *raftpb.Message) error {
	meta := &m.Snapshot.Metadata
	if meta.Index == 0 || meta.Index > maxCount || meta.Term == 0 || meta.Term > m.Term {
		return fmt.Errorf("MsgSnap of term %d has a snapshot at %d/%d", m.Term, meta.Term, meta.Index)
	}
	var content map[string]string
	if len(m.Snapshot.Data) > 0 {
		if err := json.Unmarshal(m.Snapshot.Data, &content); err != nil {
			return fmt.Errorf("MsgSnap: its data is not a JSON map of strings: %w", err)
		}
	}
	cs := meta.ConfState
	for _, id := range slices.Concat(cs.Voters, cs.VotersOutgoing, cs.Learners, cs.LearnersNext) {
		if id < 1 || id > view.MaxNodes {
			return fmt.Errorf("MsgSnap names member %x; members are 1..%d", id, view.MaxNodes)
		}
	}
	if len(cs.Voters) == 0 {
		return fmt.Errorf("MsgSnap has a configuration without voters")
	}
	tracked := tracker.MakeProgressTracker(MaxInflightMsgs)
	cfg, progress, err := confchange.Restore(confchange.Changer{Tracker: tracked, LastIndex: meta.Index}, cs)
	if err != nil {
		return fmt.Errorf("MsgSnap: %w", err)
	}
	// raft panics where the configuration does not come out as it was said.
	tracked.Config, tracked.Progress = cfg, progress
	if err := cs.Equivalent(tracked.ConfState()); err != nil {
		return fmt.Errorf("MsgSnap: its configuration is none that changes lead to")
	}
	return nil
}
