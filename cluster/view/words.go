package view

import (
	"fmt"
	"strings"

	"go.etcd.io/etcd/raft/v3"
	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/lang"
)

// String says the event in plain words and raft's terms, in the language in use.
func (e Event) String() string { return words[e.What](e, inUse()) }

// English says the event in English whatever the language is: for what programs read.
func (e Event) English() string { return words[e.What](e, inEnglish) }

// voice says sentences in the language in use, or in English.
type voice bool

const inEnglish voice = false

// inUse is the voice for what is drawn.
func inUse() voice { return voice(lang.InUse() != lang.English) }

func (v voice) say(format string, args ...any) string {
	if v == inEnglish {
		return fmt.Sprintf(format, args...)
	}
	return lang.F(format, args...)
}

// word says a role, a timer, or what an entry has.
func (v voice) word(text string) string {
	if v == inEnglish {
		return text
	}
	return lang.T(text)
}

// recorded says a text of the record, which is in English.
func (v voice) recorded(text string) string {
	if v == inEnglish {
		return text
	}
	return Recorded(text)
}

// words has one sentence for each kind of event.
var words = [whats]func(Event, voice) string{
	Started: func(e Event, v voice) string {
		return v.say("%v started %s; last index %d", e.Node, v.recorded(e.Text), e.Index)
	},
	Ticked: func(e Event, v voice) string {
		return v.say("%v ticked: %s %d/%d", e.Node, v.word(e.Text), e.Count, e.Bytes)
	},
	Took: func(e Event, v voice) string {
		return v.say("%v took Ready #%d: %s", e.Node, e.Index, e.About.(*Ready).in(v))
	},
	SavedSnapshot: func(e Event, v voice) string {
		return v.say("%v saved snapshot %s of %d bytes: %s, %s", e.Node, e.position(), e.Bytes, v.recorded(e.Text), e.synced(v, true))
	},
	SavedWAL: func(e Event, v voice) string {
		return v.say("%v saved %s to the WAL: %d bytes, %s", e.Node, e.saved(v), e.Bytes, e.synced(v, e.fsyncDue()))
	},
	AppliedSnapshot: func(e Event, v voice) string {
		return v.say("%v recovered MemoryStorage and store from snapshot %s", e.Node, e.position())
	},
	AppendedStorage: func(e Event, v voice) string {
		if e.Count == 0 {
			return v.say("%v set MemoryStorage's HardState", e.Node)
		}
		return v.say("%v appended %s up to %s to MemoryStorage", e.Node, entries(v, e.Count), e.position())
	},
	Sent: func(e Event, v voice) string {
		return v.say("%v sent %s", e.Node, typesOf(v, e.About.(*Ready).Messages))
	},
	Published: func(e Event, v voice) string {
		return v.say("%v applied %s up to %s", e.Node, entries(v, e.Count), e.position())
	},
	Applied: func(e Event, v voice) string { return v.say("%v applied %s", e.Node, v.entry(e.About.(*raftpb.Entry))) },
	ConfigChanged: func(e Event, v voice) string {
		return v.say("%v applied %s: the configuration is %s", e.Node, v.entry(e.About.(*raftpb.Entry)), e.Text)
	},
	ConfigRejected: func(e Event, v voice) string {
		return v.say("%v did not apply %s: %s", e.Node, v.entry(e.About.(*raftpb.Entry)), v.recorded(e.Text))
	},
	Undecodable: func(e Event, v voice) string { return v.say("%v skipped an entry: %s", e.Node, v.recorded(e.Text)) },
	TriggeredSnapshot: func(e Event, v voice) string {
		return v.say("%v made a snapshot at %s: %d bytes", e.Node, e.position(), e.Bytes)
	},
	Compacted:  func(e Event, v voice) string { return v.say("%v compacted its log up to index %d", e.Node, e.Index) },
	Advanced:   func(e Event, v voice) string { return v.say("%v advanced: Ready #%d is done", e.Node, e.Index) },
	Delivered:  func(e Event, v voice) string { return v.say("%v received %s", e.Node, e.message()) },
	Arrived:    func(e Event, v voice) string { return v.say("%s arrived at %v", e.message(), e.Node) },
	Dropped:    func(e Event, v voice) string { return v.say("%s was dropped", e.message()) },
	Lost:       func(e Event, v voice) string { return v.say("%s was lost: %s", e.message(), v.recorded(e.Text)) },
	Duplicated: func(e Event, v voice) string { return v.say("%s was duplicated as #%d", e.message(), e.Count) },
	Delayed:    func(e Event, v voice) string { return v.say("%s was delayed until tick %d", e.message(), e.Count) },
	Unreachable: func(e Event, v voice) string {
		return v.say("%v's raft was told that %v is unreachable", e.Node, e.Peer)
	},
	SnapshotReported: func(e Event, v voice) string {
		return v.say("%v's raft was told that its snapshot to %v %s", e.Node, e.Peer, v.recorded(e.Text))
	},
	LinksChanged: func(e Event, v voice) string { return v.recorded(e.Text) },
	RoleChanged: func(e Event, v voice) string {
		return v.say("%v became %s at term %d", e.Node, v.word(e.Text), e.Term)
	},
	TermChanged: func(e Event, v voice) string { return v.say("%v is at term %d", e.Node, e.Term) },
	Voted:       func(e Event, v voice) string { return v.say("%v voted for %v at term %d", e.Node, e.Peer, e.Term) },
	LeaderChanged: func(e Event, v voice) string {
		if e.Peer == 0 {
			return v.say("%v knows no leader at term %d", e.Node, e.Term)
		}
		return v.say("%v follows leader %v at term %d", e.Node, e.Peer, e.Term)
	},
	CommitAdvanced: func(e Event, v voice) string { return v.say("%v's commit index is now %d", e.Node, e.Index) },
	Proposed:       func(e Event, v voice) string { return v.say("client asks %v: %s", e.Node, e.About.(*Request).in(v)) },
	Refused:        func(e Event, v voice) string { return v.say("%v refused: %s", e.Node, v.recorded(e.Text)) },
	Acknowledged: func(e Event, v voice) string {
		if r := e.About.(*Request); r.Kind == ReadRequest {
			return v.say("client's %s is answered by %v: %s", r.in(v), e.Node, v.recorded(e.Text))
		}
		return v.say("client's %s is acknowledged: %v applied %s", e.About.(*Request).in(v), e.Node, e.position())
	},
	Abandoned: func(e Event, v voice) string {
		return v.say("client's %s gets no answer: %s", e.About.(*Request).in(v), v.recorded(e.Text))
	},
	Got: func(e Event, v voice) string {
		return v.say("client gets %s from %v's own store", v.recorded(e.Text), e.Node)
	},
	ConfigProposed: func(e Event, v voice) string {
		return v.say("%v is asked for a configuration change: %s", e.Node, e.Text)
	},
	TransferStarted: func(e Event, v voice) string {
		return v.say("%v is asked to transfer leadership to %v", e.Node, e.Peer)
	},
	Campaigned: func(e Event, v voice) string { return v.say("%v is told to campaign", e.Node) },
	TimeoutSet: func(e Event, v voice) string { return v.say("%v's election timeout is now %d ticks", e.Node, e.Count) },
	Armed:      func(e Event, v voice) string { return v.say("%v will crash before %s", e.Node, e.Text) },
	DiskArmed:  func(e Event, v voice) string { return v.say("%v's next write in %s will fail", e.Node, e.Text) },
	Crashed: func(e Event, v voice) string {
		return v.say("%v %s: %d bytes are lost", e.Node, v.recorded(e.Text), e.Bytes)
	},
	Stopped: func(e Event, v voice) string { return v.say("%v stopped: %s", e.Node, v.recorded(e.Text)) },
	RuleBroken: func(e Event, v voice) string {
		if e.Node == 0 {
			return v.say("all nodes break a rule from now on: %s", e.Text)
		}
		return v.say("%v breaks a rule from now on: %s", e.Node, e.Text)
	},
	RuleObeyed: func(e Event, v voice) string {
		if e.Node == 0 {
			return v.say("all nodes keep a rule again: %s", e.Text)
		}
		return v.say("%v keeps a rule again: %s", e.Node, e.Text)
	},
	Omitted:  func(e Event, v voice) string { return v.say("%v did not %s", e.Node, v.recorded(e.Text)) },
	Violated: func(e Event, v voice) string { return v.violated(e.About.(*Violation)) },
	Noted:    func(e Event, v voice) string { return e.Text },
	Watched: func(e Event, v voice) string {
		if e.Count > 0 {
			return v.say("%v is watched from here on; %d of its process's steps were skipped", e.Node, e.Count)
		}
		return v.say("%v is watched from here on", e.Node)
	},
	Unwatched: func(e Event, v voice) string {
		return v.say("%v is not watched any more: %s", e.Node, v.recorded(e.Text))
	},
	Raft: func(e Event, v voice) string { return v.say("raft: %s", e.Text) },
}

// position is written as etcd's raft logs it: term/index.
func (e Event) position() string { return fmt.Sprintf("%d/%d", e.Term, e.Index) }

func (e Event) message() string {
	m := e.About.(*Message)
	return fmt.Sprintf("#%d %s", m.ID, m)
}

func (e Event) saved(v voice) string {
	switch {
	case e.Count == 0 && e.Text == "":
		return v.say("nothing")
	case e.Count == 0:
		return e.Text
	case e.Text == "":
		return entries(v, e.Count)
	}
	return v.say("%s and %s", entries(v, e.Count), e.Text)
}

// synced says whether what was saved was fsynced; due, whether it had to be.
func (e Event) synced(v voice, due bool) string {
	switch {
	case e.Synced && !due: // etcd's WAL compares with what it saved since it was opened
		return v.say("fsync, though MustSync is false: the WAL was just opened, or cut a segment")
	case e.Synced:
		return v.say("fsync")
	case due:
		return v.say("no fsync where one is due")
	}
	return v.say("no fsync: MustSync is false")
}

// fsyncDue reports whether what was saved of the Ready must be fsynced.
func (e Event) fsyncDue() bool {
	rd, ok := e.About.(*Ready)
	return ok && (rd.MustSync || rd.Snapshot != nil)
}

func entries(v voice, n int32) string {
	if n == 1 {
		return v.say("1 entry")
	}
	return v.say("%d entries", n)
}

// typesOf says which messages there are: "MsgApp to n1, n3; MsgHeartbeat to n1".
func typesOf(v voice, ms []*Message) string {
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
		parts[i] = v.say("%v to %s", t, strings.Join(to[t], ", "))
	}
	return strings.Join(parts, "; ")
}

// String says what is in the Ready: "HardState, 1 entry, 2 messages".
func (r *Ready) String() string { return r.in(inEnglish) }

func (r *Ready) in(v voice) string {
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
		return v.say("nothing")
	}
	return strings.Join(parts, ", ")
}

// String names the request: "put x=1 (request 3)".
// Violations have it in their texts, which are recorded: it is English.
func (r *Request) String() string { return r.in(inEnglish) }

// Says names the request in the language in use.
func (r *Request) Says() string { return r.in(inUse()) }

func (r *Request) in(v voice) string {
	if r.Kind == GetRequest {
		return r.Asks()
	}
	return v.say("%s (request %d)", r.Asks(), r.ID)
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
		return fmt.Sprintf("no %s", r.Key)
	}
	return r.Key + "=" + r.Value
}
