package live

import (
	"context"
	"fmt"

	"go.etcd.io/etcd/raft/v3"
	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster"
	"raftviz/cluster/view"
)

// peer is what a node's transport knows of the node: rafthttp.Raft, from the time that
// it is up until it is down.
type peer struct {
	*port
	box *inbox
}

// Process takes a message from a peer: rafthttp.Raft's.
func (p *peer) Process(_ context.Context, m raftpb.Message) error {
	if m.To != uint64(p.id) {
		return fmt.Errorf("a message for %x came to %v", m.To, p.id)
	}
	if m.Type == raftpb.MsgSnap {
		return p.receive(m) // its sender waits to hear how it ended
	}
	p.box.put(m)
	return nil
}

// IsIDRemoved reports whether a peer was removed: rafthttp.Raft's.
func (p *peer) IsIDRemoved(id uint64) bool { return p.members.expelled(view.NodeID(id)) }

// ReportUnreachable takes note of a peer that cannot be reached: rafthttp.Raft's.
func (p *peer) ReportUnreachable(id uint64) {
	p.posts.put(post{Report: cluster.Report{From: p.id, Peer: view.NodeID(id)}})
}

// ReportSnapshot takes note of how a MsgSnap ended: rafthttp.Raft's.
func (p *peer) ReportSnapshot(id uint64, status raft.SnapshotStatus) {
	p.posts.put(post{Report: cluster.Report{From: p.id, Peer: view.NodeID(id), Snapshot: true, Status: status}})
}
