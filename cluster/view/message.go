package view

import (
	"fmt"
	"math"
	"strings"

	"go.etcd.io/etcd/raft/v3"
	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/lang"
)

// Message is one raft message. Its number is given when raft emits it (when the
// Ready that carries it is taken) and never changes; a duplicate has its own.
type Message struct {
	// ID counts the messages of a session, from 1: "#41".
	ID       int
	Type     raftpb.MessageType
	From, To NodeID
	Reject   bool
	Term     uint64
	// LogTerm and Index are the position before Entries in a MsgApp, the
	// candidate's last in a MsgVote, the acknowledged one in a MsgAppResp.
	LogTerm, Index, Commit, RejectHint uint64
	Entries                            []raftpb.Entry
	// Snapshot is nil but in a MsgSnap.
	Snapshot *Snapshot
	Context  string
}

// OnWire is when a message is due that is on a real wire: nobody knows.
const OnWire = math.MaxInt32

// InFlight is a message on its way.
type InFlight struct {
	*Message
	// Sent and Due are times in ticks; the schedule delivers at Due.
	Sent, Due int32
}

// WhenDue says when a message comes, which is after it was sent: "due at tick 41".
func (f InFlight) WhenDue() string {
	if f.Due == OnWire {
		return lang.T("on the wire")
	}
	return lang.F("due at tick %d", f.Due)
}

// Snapshot is a raft snapshot.
type Snapshot struct {
	Index, Term uint64
	Config      Config
	// Data is the store's content, as kv.Store.Snapshot wrote it.
	Data []byte
}

// String is etcd raft's own form (raft.DescribeMessage), with n for node:
// "n1->n2 MsgApp Term:2 Log:2/4 Commit:4 Entries:[2/5 put x=1]".
func (m *Message) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%v->%v %v Term:%d Log:%d/%d", m.From, m.To, m.Type, m.Term, m.LogTerm, m.Index)
	if m.Reject {
		fmt.Fprintf(&b, " Rejected (Hint: %d)", m.RejectHint)
	}
	if m.Commit != 0 {
		fmt.Fprintf(&b, " Commit:%d", m.Commit)
	}
	switch {
	case len(m.Entries) == 0:
	case m.Type == raftpb.MsgReadIndex || m.Type == raftpb.MsgReadIndexResp:
		fmt.Fprintf(&b, " read request %s", m.Entries[0].Data)
	default:
		fmt.Fprintf(&b, " Entries:[%s]", DescribeEntries(m.Entries))
	}
	if s := m.Snapshot; s != nil {
		fmt.Fprintf(&b, " Snapshot: Index:%d Term:%d %s", s.Index, s.Term, s.Config.String())
	}
	return b.String()
}

// Ready is one raft.Ready in hand, and how far the node is with it.
type Ready struct {
	// Number counts the Readies of one node since it was started, from 1.
	Number int
	// Soft is nil when it did not change.
	Soft *raft.SoftState
	// Hard is empty when it did not change (raft.IsEmptyHardState).
	Hard             raftpb.HardState
	ReadStates       []raft.ReadState
	Entries          []raftpb.Entry
	Snapshot         *Snapshot
	CommittedEntries []raftpb.Entry
	Messages         []*Message
	// MustSync is raft's word on whether saving Hard and Entries needs an fsync.
	MustSync bool
	// Plan has the stages that have something to do, in the order in which the
	// node runs them; Node.Stage says which of them is next.
	Plan []Stage
}
