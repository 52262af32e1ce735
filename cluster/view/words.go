package view

import (
	"fmt"
	"strings"

	"go.etcd.io/etcd/raft/v3"
	"go.etcd.io/etcd/raft/v3/raftpb"
)

// String says the event in plain words and raft's terms.
func (e Event) String() string { return words[e.What](e) }

// words has one sentence for each kind of event.
var words = [whats]func(Event) string{
	Started: func(e Event) string { return fmt.Sprintf("%v started %s; last index %d", e.Node, e.Text, e.Index) },
	Ticked:  func(e Event) string { return fmt.Sprintf("%v ticked: %s %d/%d", e.Node, e.Text, e.Count, e.Bytes) },
	Took:    func(e Event) string { return fmt.Sprintf("%v took Ready #%d: %s", e.Node, e.Index, e.About) },
	SavedSnapshot: func(e Event) string {
		return fmt.Sprintf("%v saved snapshot %s of %d bytes: %s, %s", e.Node, e.position(), e.Bytes, e.Text, e.synced(true))
	},
	SavedWAL: func(e Event) string {
		return fmt.Sprintf("%v saved %s to the WAL: %d bytes, %s", e.Node, e.saved(), e.Bytes, e.synced(e.fsyncDue()))
	},
	AppliedSnapshot: func(e Event) string {
		return fmt.Sprintf("%v recovered MemoryStorage and store from snapshot %s", e.Node, e.position())
	},
	AppendedStorage: func(e Event) string {
		if e.Count == 0 {
			return fmt.Sprintf("%v set MemoryStorage's HardState", e.Node)
		}
		return fmt.Sprintf("%v appended %s up to %s to MemoryStorage", e.Node, entries(e.Count), e.position())
	},
	Sent: func(e Event) string { return fmt.Sprintf("%v sent %s", e.Node, typesOf(e.About.(*Ready).Messages)) },
	Published: func(e Event) string {
		return fmt.Sprintf("%v applied %s up to %s", e.Node, entries(e.Count), e.position())
	},
	Applied: func(e Event) string { return fmt.Sprintf("%v applied %s", e.Node, e.entry()) },
	ConfigChanged: func(e Event) string {
		return fmt.Sprintf("%v applied %s: the configuration is %s", e.Node, e.entry(), e.Text)
	},
	ConfigRejected: func(e Event) string { return fmt.Sprintf("%v did not apply %s: %s", e.Node, e.entry(), e.Text) },
	Undecodable:    func(e Event) string { return fmt.Sprintf("%v skipped an entry: %s", e.Node, e.Text) },
	TriggeredSnapshot: func(e Event) string {
		return fmt.Sprintf("%v made a snapshot at %s: %d bytes", e.Node, e.position(), e.Bytes)
	},
	Compacted:  func(e Event) string { return fmt.Sprintf("%v compacted its log up to index %d", e.Node, e.Index) },
	Advanced:   func(e Event) string { return fmt.Sprintf("%v advanced: Ready #%d is done", e.Node, e.Index) },
	Delivered:  func(e Event) string { return fmt.Sprintf("%v received %s", e.Node, e.message()) },
	Arrived:    func(e Event) string { return fmt.Sprintf("%s arrived at %v", e.message(), e.Node) },
	Dropped:    func(e Event) string { return fmt.Sprintf("%s was dropped", e.message()) },
	Lost:       func(e Event) string { return fmt.Sprintf("%s was lost: %s", e.message(), e.Text) },
	Duplicated: func(e Event) string { return fmt.Sprintf("%s was duplicated as #%d", e.message(), e.Count) },
	Delayed:    func(e Event) string { return fmt.Sprintf("%s was delayed until tick %d", e.message(), e.Count) },
	Unreachable: func(e Event) string {
		return fmt.Sprintf("%v's raft was told that %v is unreachable", e.Node, e.Peer)
	},
	SnapshotReported: func(e Event) string {
		return fmt.Sprintf("%v's raft was told that its snapshot to %v %s", e.Node, e.Peer, e.Text)
	},
	LinksChanged: func(e Event) string { return e.Text },
	RoleChanged:  func(e Event) string { return fmt.Sprintf("%v became %s at term %d", e.Node, e.Text, e.Term) },
	TermChanged:  func(e Event) string { return fmt.Sprintf("%v is at term %d", e.Node, e.Term) },
	Voted:        func(e Event) string { return fmt.Sprintf("%v voted for %v at term %d", e.Node, e.Peer, e.Term) },
	LeaderChanged: func(e Event) string {
		if e.Peer == 0 {
			return fmt.Sprintf("%v knows no leader at term %d", e.Node, e.Term)
		}
		return fmt.Sprintf("%v follows leader %v at term %d", e.Node, e.Peer, e.Term)
	},
	CommitAdvanced: func(e Event) string { return fmt.Sprintf("%v's commit index is now %d", e.Node, e.Index) },
	Proposed:       func(e Event) string { return fmt.Sprintf("client asks %v: %s", e.Node, e.About) },
	Refused:        func(e Event) string { return fmt.Sprintf("%v refused: %s", e.Node, e.Text) },
	Acknowledged: func(e Event) string {
		if r := e.About.(*Request); r.Kind == ReadRequest {
			return fmt.Sprintf("client's %s is answered by %v: %s", r, e.Node, e.Text)
		}
		return fmt.Sprintf("client's %s is acknowledged: %v applied %s", e.About, e.Node, e.position())
	},
	Abandoned:       func(e Event) string { return fmt.Sprintf("client's %s gets no answer: %s", e.About, e.Text) },
	Got:             func(e Event) string { return fmt.Sprintf("client gets %s from %v's own store", e.Text, e.Node) },
	ConfigProposed:  func(e Event) string { return fmt.Sprintf("%v is asked for a configuration change: %s", e.Node, e.Text) },
	TransferStarted: func(e Event) string { return fmt.Sprintf("%v is asked to transfer leadership to %v", e.Node, e.Peer) },
	Campaigned:      func(e Event) string { return fmt.Sprintf("%v is told to campaign", e.Node) },
	TimeoutSet:      func(e Event) string { return fmt.Sprintf("%v's election timeout is now %d ticks", e.Node, e.Count) },
	Armed:           func(e Event) string { return fmt.Sprintf("%v will crash before %s", e.Node, e.Text) },
	DiskArmed:       func(e Event) string { return fmt.Sprintf("%v's next write in %s will fail", e.Node, e.Text) },
	Crashed:         func(e Event) string { return fmt.Sprintf("%v %s: %d bytes are lost", e.Node, e.Text, e.Bytes) },
	Stopped:         func(e Event) string { return fmt.Sprintf("%v stopped: %s", e.Node, e.Text) },
	RuleBroken:      func(e Event) string { return fmt.Sprintf("%s from now on: %s", e.whom("break", "breaks"), e.Text) },
	RuleObeyed:      func(e Event) string { return fmt.Sprintf("%s again: %s", e.whom("keep", "keeps"), e.Text) },
	Omitted:         func(e Event) string { return fmt.Sprintf("%v did not %s", e.Node, e.Text) },
	Violated:        func(e Event) string { return e.About.(*Violation).String() },
	Noted:           func(e Event) string { return e.Text },
	Watched: func(e Event) string {
		if e.Count > 0 {
			return fmt.Sprintf("%v is watched from here on; %d of its process's steps were skipped", e.Node, e.Count)
		}
		return fmt.Sprintf("%v is watched from here on", e.Node)
	},
	Unwatched: func(e Event) string { return fmt.Sprintf("%v is not watched any more: %s", e.Node, e.Text) },
	Raft:      func(e Event) string { return fmt.Sprintf("raft: %s", e.Text) },
}

// position is written as etcd's raft logs it: term/index.
func (e Event) position() string { return fmt.Sprintf("%d/%d", e.Term, e.Index) }

// whom is the node, or all nodes, and what they do.
func (e Event) whom(all, one string) string {
	if e.Node == 0 {
		return "all nodes " + all + " a rule"
	}
	return fmt.Sprintf("%v %s a rule", e.Node, one)
}

func (e Event) entry() string { return DescribeEntry(e.About.(*raftpb.Entry)) }

func (e Event) message() string {
	m := e.About.(*Message)
	return fmt.Sprintf("#%d %s", m.ID, m)
}

func (e Event) saved() string {
	switch {
	case e.Count == 0 && e.Text == "":
		return "nothing"
	case e.Count == 0:
		return e.Text
	case e.Text == "":
		return entries(e.Count)
	}
	return entries(e.Count) + " and " + e.Text
}

// synced says whether what was saved was fsynced; due, whether it had to be.
func (e Event) synced(due bool) string {
	switch {
	case e.Synced:
		return "fsync"
	case due:
		return "no fsync where one is due"
	}
	return "no fsync: MustSync is false"
}

// fsyncDue reports whether what was saved of the Ready must be fsynced.
func (e Event) fsyncDue() bool {
	rd, ok := e.About.(*Ready)
	return ok && (rd.MustSync || rd.Snapshot != nil)
}

func entries(n int32) string {
	if n == 1 {
		return "1 entry"
	}
	return fmt.Sprintf("%d entries", n)
}

// typesOf says which messages there are: "MsgApp to n1, n3; MsgHeartbeat to n1".
func typesOf(ms []*Message) string {
	var order []raftpb.MessageType
	to := map[raftpb.MessageType][]string{}
	for _, m := range ms {
		if to[m.Type] == nil {
			order = append(order, m.Type)
		}
		to[m.Type] = append(to[m.Type], m.To.String())
	}
	parts := make([]string, len(order))
	for i, t := range order {
		parts[i] = t.String() + " to " + strings.Join(to[t], ", ")
	}
	return strings.Join(parts, "; ")
}

// String says what is in the Ready: "HardState, 1 entry, 2 messages".
func (r *Ready) String() string {
	var parts []string
	add := func(has bool, format string, args ...any) {
		if has {
			parts = append(parts, fmt.Sprintf(format, args...))
		}
	}
	add(r.Soft != nil, "SoftState")
	add(!raft.IsEmptyHardState(r.Hard), "HardState")
	add(len(r.ReadStates) > 0, "ReadStates %d", len(r.ReadStates))
	add(r.Snapshot != nil, "Snapshot")
	add(len(r.Entries) > 0, "Entries %d", len(r.Entries))
	add(len(r.CommittedEntries) > 0, "CommittedEntries %d", len(r.CommittedEntries))
	add(len(r.Messages) > 0, "Messages %d", len(r.Messages))
	if len(parts) == 0 {
		return "nothing"
	}
	return strings.Join(parts, ", ")
}

// String names the request: "put x=1 (request 3)".
func (r *Request) String() string {
	if r.Kind == GetRequest {
		return r.Asks()
	}
	return fmt.Sprintf("%s (request %d)", r.Asks(), r.ID)
}

// Asks is what the client asks for: "put x=1", "read x".
func (r *Request) Asks() string {
	if r.Kind == PutRequest {
		return "put " + r.Key + "=" + r.Value
	}
	return r.Kind.String() + " " + r.Key
}

// Answer is what an answered read found: "x=1", or "no x".
func (r *Request) Answer() string {
	if !r.Found {
		return "no " + r.Key
	}
	return r.Key + "=" + r.Value
}
