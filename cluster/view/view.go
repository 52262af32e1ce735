package view

import (
	"slices"

	"raftviz/cluster/rule"
	"raftviz/kv"
)

// View is the whole cluster as one step left it.
type View struct {
	// Step is the number of the step that left this view. Step 0 is the start.
	Step int
	// Tick is the virtual clock: how often the whole cluster has ticked.
	Tick int
	// Nodes[i] is node i+1, nil when it was never started.
	Nodes []*Node
	// Messages are those in flight, oldest first.
	Messages []InFlight
	// Links is how the network treats messages that are sent from now on.
	Links *Links
	// Requests are the client requests that have no answer yet, oldest first.
	Requests []*Request
	// Violations are those of all steps so far, in the order in which they were found.
	Violations []*Violation
}

// Node returns node id, nil when there is none.
func (v *View) Node(id NodeID) *Node {
	if id == 0 || int(id) > len(v.Nodes) {
		return nil
	}
	return v.Nodes[id-1]
}

// Leader is the leader of the highest term that has one, 0 when none has. Only
// nodes that are up count.
func (v *View) Leader() NodeID {
	var lead *Node
	for _, n := range v.Nodes {
		if n != nil && n.Up && n.Role == Leader && (lead == nil || n.Term > lead.Term) {
			lead = n
		}
	}
	if lead == nil {
		return 0
	}
	return lead.ID
}

// Leaders are all nodes that believe they lead, by number.
func (v *View) Leaders() []NodeID {
	var ids []NodeID
	for _, n := range v.Nodes {
		if n != nil && n.Up && n.Role == Leader {
			ids = append(ids, n.ID)
		}
	}
	return ids
}

// Term is the highest term of any node that is up, 0 when none is.
func (v *View) Term() uint64 {
	var term uint64
	for _, n := range v.Nodes {
		if n != nil && n.Up {
			term = max(term, n.Term)
		}
	}
	return term
}

// Known is the leader of the highest term that is known to have one, 0 for none:
// Leader, or one elsewhere whom a node here follows.
func (v *View) Known() NodeID {
	var lead *Node
	for _, n := range v.Nodes {
		if n != nil && (n.Up || n.Elsewhere()) && n.Role == Leader && (lead == nil || n.Term > lead.Term) {
			lead = n
		}
	}
	if lead == nil {
		return 0
	}
	return lead.ID
}

// Apart reports whether any node runs in another process.
func (v *View) Apart() bool {
	return slices.ContainsFunc(v.Nodes, func(n *Node) bool { return n != nil && n.Remote })
}

// Client is the node that a client talks to when it names none: the leader, if it
// runs in this process, else the lowest node here that is up, else 0.
func (v *View) Client() NodeID {
	if n := v.Node(v.Leader()); n != nil && !n.Remote {
		return n.ID
	}
	for _, n := range v.Nodes {
		if n != nil && n.Up && !n.Remote {
			return n.ID
		}
	}
	return 0
}

// Node is one node as a step left it. Of a node that is down, Term, Vote and
// the log are what its disk would give back; what was volatile is zero.
type Node struct {
	ID NodeID
	// Up is false while the process is not running.
	Up bool
	// Remote is set when the node runs in another process than this one. Zero is a
	// node of this process, as all are in virtual time.
	Remote bool
	// Watched is set of a Remote node whose process tells how it is: then all fields
	// mean what they do of a node here, a little later. See Elsewhere.
	Watched bool
	// Removed is set once the node has applied its own removal.
	Removed bool
	// Learner is raft's: the node's applied configuration has it as a learner.
	Learner bool
	Role    Role
	// Vote and Lead are 0 when there is none.
	Vote, Lead NodeID
	// ReadyWaiting is set when RawNode.HasReady and none is in hand.
	ReadyWaiting bool
	// Stage is the next stage of the Ready in hand, NoStage when none is.
	Stage Stage
	// CrashAt is the stage before which the node is to crash, NoStage for none.
	CrashAt Stage
	// FailDiskAt is the stage whose next write is to fail, NoStage for none.
	FailDiskAt Stage
	// Broken are the rules that the node breaks on purpose.
	Broken rule.Set
	// ElectionElapsed, ElectionTimeout and HeartbeatElapsed are raft's timers, in ticks.
	ElectionElapsed, ElectionTimeout, HeartbeatElapsed int32
	Term                                               uint64
	// Commit is raft's commit index; Applied is the last index that the store
	// has applied (raft itself learns of it in the advance stage).
	Commit, Applied uint64
	// Log is raft's log as the node knows it, unstable entries included.
	Log *Log
	// KV is the node's store.
	KV *kv.State
	// Config is the configuration that the node has applied.
	Config *Config
	// Progress is the leader's knowledge of each member, by ID; nil when not leading.
	Progress []Progress
	// Transferee is the node that leadership is being transferred to, 0 for none.
	Transferee NodeID
	// Ready is the Ready in hand, nil for none.
	Ready *Ready
	// Disk is what the node's files hold.
	Disk *Disk
	// Overwritten is how many entries at the end of what Disk holds raft has
	// overwritten in Log, while what stands there now is not saved yet. See Saved.
	Overwritten uint64
	// Failure says why the node stopped by itself, "" when it did not.
	Failure string
}

// Elsewhere reports whether the node runs in another process that does not tell how
// it is. It is neither up nor down: there are only its Role, Term and Learner, as
// the nodes here that are up know them, Removed, and an empty log and store.
func (n *Node) Elsewhere() bool { return n.Remote && !n.Watched }

// Down reports whether the node's process is known not to run.
func (n *Node) Down() bool { return !n.Up && !n.Elsewhere() }

// Saved is the index up to which the files hold the node's log: what is behind it
// is only in memory, though Disk.Last may be higher.
func (n *Node) Saved() uint64 { return n.Disk.Last - n.Overwritten }

// Config is a raft configuration (raftpb.ConfState) with node numbers.
type Config struct {
	// Voters is the incoming half of a joint configuration, or all voters.
	Voters []NodeID
	// Outgoing is the other half; empty when the configuration is not joint.
	Outgoing []NodeID
	Learners []NodeID
	// LearnersNext become learners when the joint configuration is left.
	LearnersNext []NodeID
	// AutoLeave is set when raft leaves the joint configuration by itself.
	AutoLeave bool
}

// Has reports whether a node is in any part of the configuration.
func (c *Config) Has(id NodeID) bool {
	return slices.Contains(c.Voters, id) || slices.Contains(c.Outgoing, id) ||
		slices.Contains(c.Learners, id) || slices.Contains(c.LearnersNext, id)
}

// Joint reports whether the configuration has two halves.
func (c *Config) Joint() bool { return len(c.Outgoing) > 0 }

// Progress is what a leader knows about one member: tracker.Progress.
type Progress struct {
	ID NodeID
	// State is "probe", "replicate" or "snapshot".
	State       string
	Match, Next uint64
	// PendingSnapshot is the index of the snapshot on its way, in state snapshot.
	PendingSnapshot uint64
	// Inflight is the number of MsgApps sent and not acknowledged, in state replicate.
	Inflight int32
	// RecentActive, Paused and Learner are raft's: heard of within an election
	// timeout, not to be sent to now, not a voter.
	RecentActive, Paused, Learner bool
}

// Disk is what a node's WAL and snapshot files hold.
type Disk struct {
	// Last is the index of the last entry saved, or of the snapshot if that is newer.
	Last uint64
	// Term, Vote and Commit are the HardState saved last.
	Term   uint64
	Vote   NodeID
	Commit uint64
	// BufferedBytes are those that a Save without fsync left in the WAL's own
	// buffer: a crash loses them.
	BufferedBytes int
	// UnsyncedBytes are those that a node which skips fsync handed to the operating
	// system: a crash keeps them, a loss of power does not.
	UnsyncedBytes int
	// Snapshot is the index of the newest snapshot saved, 0 for none.
	Snapshot uint64
}

// RequestKind tells requests apart.
type RequestKind uint8

// A put is answered when it is applied on the node asked, a read when a quorum
// has confirmed that node's read index, a get at once: it never waits.
const (
	PutRequest RequestKind = iota
	ReadRequest
	GetRequest
)

func (k RequestKind) String() string { return [...]string{"put", "read", "get"}[k] }

// Request is a client's request, as it waits for its answer or, of a read, with it.
type Request struct {
	// ID numbers the requests of a session, from 1. A get has none.
	ID   uint64
	Kind RequestKind
	// Node is the one that the client talks to.
	Node NodeID
	// Value is what a put sets, and what a read was answered: "" until then, and
	// where Found is not set.
	Key, Value string
	// Found is set in the answer of a read whose key had a value.
	Found bool
	// Step is the one that the client asked in.
	Step int
}

// Links is how the network treats what is sent. The zero value lets all pass.
type Links struct {
	// Cut has the directed links over which nothing passes, cut one by one.
	Cut []Link
	// Groups are those of the partition: nodes in different groups cannot reach
	// one another; those in none are one more group. Empty means no partition.
	Groups [][]NodeID
	// Rules are the links with delay or loss of their own.
	Rules []LinkRule
}

// Link is one direction between two nodes. Zero as From or To stands for all.
type Link struct{ From, To NodeID }

// LinkRule is how one link behaves.
type LinkRule struct {
	Link
	// MinDelay..MaxDelay is how many ticks a message travels, drawn from the seed.
	MinDelay, MaxDelay int
	// LossPercent of the messages are lost, 0..100.
	LossPercent int
}
