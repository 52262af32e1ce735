package messages

import (
	"fmt"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/paint"
)

// Explain says in a sentence what a message tells its receiver, "" for a kind
// of message that raft does not send.
func Explain(m *view.Message) string {
	if f := explanations[m.Type]; f != nil {
		return fmt.Sprintf("#%d: %s", m.ID, f(m))
	}
	return ""
}

var explanations = map[raftpb.MessageType]func(*view.Message) string{
	raftpb.MsgApp:     explainApp,
	raftpb.MsgAppResp: explainAppResp,
	raftpb.MsgVote: func(m *view.Message) string {
		return explainVote(m, lang.F("%v asks %v for its vote in term %d.", m.From, m.To, m.Term))
	},
	raftpb.MsgPreVote: func(m *view.Message) string {
		return explainVote(m, lang.F("%v asks %v whether it would vote for it in term %d.", m.From, m.To, m.Term))
	},
	raftpb.MsgVoteResp:    explainVoteAnswer,
	raftpb.MsgPreVoteResp: explainPreVoteAnswer,
	raftpb.MsgHeartbeat: func(m *view.Message) string {
		return lang.F("%v leads term %d, and %v need not campaign. Of what %v has for certain, all up to index %d is committed.",
			m.From, m.Term, m.To, m.To, m.Commit)
	},
	raftpb.MsgHeartbeatResp: func(m *view.Message) string {
		return lang.F("%v has heard the heartbeat of %v. If its log is behind, %v sends it what is missing.", m.From, m.To, m.To)
	},
	raftpb.MsgSnap: explainSnap,
	raftpb.MsgTimeoutNow: func(m *view.Message) string {
		return lang.F("%v hands over its leadership: %v is to campaign at once, without waiting for its timeout.", m.From, m.To)
	},
	raftpb.MsgProp: func(m *view.Message) string {
		return lang.F("%v does not lead, so it passes a proposal on to %v: %s.", m.From, m.To, proposals(m))
	},
	raftpb.MsgReadIndex: func(m *view.Message) string {
		return lang.F("%v asks %v up to which index it must have applied before a read is linearizable.", m.From, m.To)
	},
	raftpb.MsgReadIndexResp: func(m *view.Message) string {
		return lang.F("%v still leads: a read on %v is linearizable once it has applied index %d.", m.From, m.To, m.Index)
	},
	raftpb.MsgTransferLeader: func(m *view.Message) string {
		return lang.F("%v passes on to %v the wish that leadership be transferred.", m.From, m.To)
	},
}

func explainApp(m *view.Message) string {
	at := fmt.Sprintf("%d/%d", m.LogTerm, m.Index)
	if len(m.Entries) == 0 {
		return lang.F("%v sends %v no entry: it asks whether its log has %s, and says that up to index %d all is committed.",
			m.From, m.To, at, m.Commit)
	}
	entries := paint.Entries(len(m.Entries))
	if m.Index == 0 {
		return lang.F("%v asks %v to append %s at the beginning of its log. Up to index %d all is committed.", m.From, m.To, entries, m.Commit)
	}
	return lang.F("%v asks %v to append %s behind %s, if its log has that position. Up to index %d all is committed.",
		m.From, m.To, entries, at, m.Commit)
}

func explainAppResp(m *view.Message) string {
	if m.Reject {
		return lang.F("%v has another entry at index %d than %v, or none. It might agree up to %d/%d.", m.From, m.Index, m.To, m.LogTerm, m.RejectHint)
	}
	if m.Index == 0 {
		// No log of ours agrees up to nothing: raft answers so to a leader of a lower
		// term (raft.go, Step), and to a snapshot that is not for it.
		return lang.F("%v acknowledges nothing, and says that it is in term %d: a leader of a lower term steps down.", m.From, m.Term)
	}
	return lang.F("the log of %v agrees with that of %v up to index %d.", m.From, m.To, m.Index)
}

// explainVote says what a candidate asks, and what the answer must rest on.
func explainVote(m *view.Message, asks string) string {
	return asks + lang.F(" The log of %v ends at %d/%d; %v must not vote for one that is behind its own.", m.From, m.LogTerm, m.Index, m.To)
}

func explainVoteAnswer(m *view.Message) string {
	if m.Reject {
		return lang.F("%v does not vote for %v in term %d.", m.From, m.To, m.Term)
	}
	return lang.F("%v gives %v its vote in term %d.", m.From, m.To, m.Term)
}

// explainPreVoteAnswer: a yes has the term that was asked for, a no the term that
// the node is in.
func explainPreVoteAnswer(m *view.Message) string {
	if m.Reject {
		return lang.F("%v, which is in term %d, would not vote for %v.", m.From, m.Term, m.To)
	}
	return lang.F("%v would vote for %v in term %d.", m.From, m.To, m.Term)
}

func explainSnap(m *view.Message) string {
	if m.Snapshot == nil {
		return lang.F("%v sends %v a snapshot.", m.From, m.To)
	}
	return lang.F("%v needs entries that %v has compacted. So it gets the snapshot at %d/%d: %d bytes in place of the log up to there.",
		m.To, m.From, m.Snapshot.Term, m.Snapshot.Index, len(m.Snapshot.Data))
}

func proposals(m *view.Message) string {
	text := ""
	for i := range m.Entries {
		if i > 0 {
			text += ", "
		}
		text += view.SayData(&m.Entries[i])
	}
	return text
}
