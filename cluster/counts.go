package cluster

import (
	"sync/atomic"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/view"
)

// MessageTypes is the number of raft's types of messages: each is below it.
const MessageTypes = int(raftpb.MsgPreVoteResp) + 1

// Counts is how much went through a node since the cluster started here, while it was
// up and down.
type Counts struct {
	// Sent and Received are numbers of messages, by type. Sent are those that the node
	// has handed to the network, which may have lost them.
	Sent, Received [MessageTypes]uint64
	// Proposals is how many puts clients have asked it to propose.
	Proposals uint64
}

// traffic counts for all nodes. Others may read while it counts.
type traffic [view.MaxNodes]struct {
	sent, received [MessageTypes]atomic.Uint64
	proposals      atomic.Uint64
}

// Counts is how much has gone through a node. It is safe to call while the Lab goes on.
func (l *Lab) Counts(id view.NodeID) Counts {
	of := &l.traffic[id-1]
	c := Counts{Proposals: of.proposals.Load()}
	for t := range c.Sent {
		c.Sent[t], c.Received[t] = of.sent[t].Load(), of.received[t].Load()
	}
	return c
}
