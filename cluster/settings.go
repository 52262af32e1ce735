package cluster

import (
	"raftviz/cluster/lang"
	"raftviz/cluster/node"
	"raftviz/cluster/view"
)

// Settings say what cluster to start.
type Settings struct {
	// Nodes is how many nodes start, 1..9.
	Nodes int
	// Seed is what all chance is drawn from.
	Seed uint64
	// Election and Heartbeat are raft's ElectionTick and HeartbeatTick, in ticks.
	// Heartbeat is 1..Election-1; Election is at most 1000.
	Election, Heartbeat int
	// PreVote and CheckQuorum are raft's.
	PreVote, CheckQuorum bool
	// Snapshot is how many entries a node applies between snapshots, at least 1.
	Snapshot uint64
	// CatchUp is how many entries stay in the log behind a snapshot, 0 for none.
	CatchUp uint64
	// Delay is how many ticks a message travels, 0..1000.
	Delay int
	// MessageSize is raft's MaxSizePerMsg: at most so many bytes of entries go in
	// one MsgApp, 0 for one entry a message.
	MessageSize uint64
	// Linger is for how many ticks a node goes on once it has applied its own
	// removal; 0 is raftexample's, which stops at once.
	Linger int
	// Index, if it is not 0, makes each node start from a snapshot at this index
	// and term 1, instead of from one ConfChange entry a node.
	Index uint64
	// Voters and Learners are the configuration in that snapshot. No voters means
	// that all nodes are.
	Voters, Learners []view.NodeID
}

// MaxInflightMsgs is the size of each member's inflight window, in MsgApps; it is
// the same in every cluster.
const MaxInflightMsgs = node.MaxInflightMsgs

const (
	maxTicks   = 1000
	maxEntries = 1_000_000_000
	maxBytes   = 1 << 30
)

// Defaults are the settings of a script that has no cluster command.
func Defaults() Settings {
	return Settings{Nodes: 3, Seed: 1, Election: 10, Heartbeat: 1, Snapshot: 20, CatchUp: 5, MessageSize: 1 << 20}
}

// Validate says what is wrong with the settings, and what is allowed.
func (s Settings) Validate() error {
	ranges := []struct {
		name            string
		value, min, max uint64
	}{
		{"nodes", uint64(s.Nodes), 1, view.MaxNodes},
		{"election", uint64(s.Election), 2, maxTicks},
		{"heartbeat", uint64(s.Heartbeat), 1, uint64(s.Election) - 1},
		{"snapshot", s.Snapshot, 1, maxEntries},
		{"catchup", s.CatchUp, 0, maxEntries},
		{"delay", uint64(s.Delay), 0, maxTicks},
		{"msgsize", s.MessageSize, 0, maxBytes},
		{"linger", uint64(s.Linger), 0, maxTicks},
		{"index", s.Index, 0, maxEntries},
	}
	for _, r := range ranges {
		if r.value < r.min || r.value > r.max {
			return lang.E("cluster: %s=%d is out of range; allowed is %d..%d", r.name, int64(r.value), r.min, r.max)
		}
	}
	return s.validateMembers()
}

func (s Settings) validateMembers() error {
	if s.Index == 0 && len(s.Voters)+len(s.Learners) > 0 {
		return lang.E("cluster: voters= and learners= need index=: they are the configuration of a snapshot at that index")
	}
	seen := map[view.NodeID]bool{}
	for _, ids := range [][]view.NodeID{s.Voters, s.Learners} {
		for _, id := range ids {
			if id < 1 || id > view.MaxNodes {
				return lang.E("cluster: node %d is out of range; allowed is 1..%d", id, view.MaxNodes)
			}
			if seen[id] {
				return lang.E("cluster: %v is named twice in voters= and learners=", id)
			}
			seen[id] = true
		}
	}
	return nil
}

// nodeIDs are the nodes that start.
func (s Settings) nodeIDs() []view.NodeID {
	ids := make([]view.NodeID, s.Nodes)
	for i := range ids {
		ids[i] = view.NodeID(i + 1)
	}
	return ids
}
