package paint

import (
	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/view"
	"raftviz/ui/grid"
	"raftviz/ui/theme"
)

// KindStyle is the style of a message's type.
func KindStyle(m *view.Message) grid.Style {
	switch m.Type {
	case raftpb.MsgVote, raftpb.MsgVoteResp, raftpb.MsgPreVote, raftpb.MsgPreVoteResp, raftpb.MsgTimeoutNow:
		return theme.Vote
	case raftpb.MsgHeartbeat, raftpb.MsgHeartbeatResp:
		return theme.Heartbeat
	case raftpb.MsgSnap:
		return theme.Snapshot
	}
	return theme.Append
}
