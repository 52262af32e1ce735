package show

import (
	"fmt"
	"strings"

	"go.etcd.io/etcd/raft/v3"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// Node is all there is to know of one node but its log and store.
func Node(n *view.Node) string {
	t := NewTable()
	t.Row(lang.T("node"), n.ID)
	t.Row(lang.T("role"), role(n))
	t.Row(lang.T("term"), n.Term)
	t.Row(lang.T("vote"), orNone(n.Vote))
	t.Row(lang.T("lead"), orNone(n.Lead))
	t.Row(lang.T("commit"), n.Commit)
	t.Row(lang.T("applied"), n.Applied)
	t.Row(lang.T("log"), logRange(n.Log))
	t.Row(lang.T("timer"), timer(n))
	t.Row("Ready", readyState(n))
	t.Row(lang.T("configuration"), config(n))
	if n.CrashAt != view.NoStage {
		t.Row(lang.T("crashes"), lang.F("before %v", n.CrashAt))
	}
	if n.Transferee != 0 {
		t.Row(lang.T("transferee"), n.Transferee)
	}
	return t.String() + progress(n)
}

func progress(n *view.Node) string {
	if len(n.Progress) == 0 {
		return ""
	}
	t := NewTable()
	t.Head("progress", "state", "match", "next", "inflight", "")
	for _, p := range n.Progress {
		t.Row(p.ID, p.State, p.Match, p.Next, p.Inflight, progressNotes(n, p))
	}
	return t.String()
}

func progressNotes(n *view.Node, p view.Progress) string {
	var notes []string
	if p.Learner {
		notes = append(notes, lang.T("learner"))
	}
	if p.Paused {
		notes = append(notes, lang.T("paused"))
	}
	if !p.RecentActive && p.ID != n.ID { // raft does not hear from itself
		notes = append(notes, lang.T("not recently active"))
	}
	if p.PendingSnapshot != 0 {
		notes = append(notes, lang.F("snapshot %d on its way", p.PendingSnapshot))
	}
	return strings.Join(notes, ", ")
}

// Ready is the node's Ready in hand, field by field, and how far it is.
func Ready(n *view.Node) string {
	r := n.Ready
	if r == nil {
		if n.ReadyWaiting {
			return lang.F("%v has no Ready in hand; one waits to be taken", n.ID) + "\n"
		}
		return lang.F("%v has no Ready", n.ID) + "\n"
	}
	t := NewTable()
	if r.Soft != nil {
		t.Row("SoftState", lang.F("lead %s, %s", orNone(view.NodeID(r.Soft.Lead)), r.Soft.RaftState))
	}
	if !raft.IsEmptyHardState(r.Hard) {
		t.Row("HardState", lang.F("term %d, vote %s, commit %d", r.Hard.Term, orNone(view.NodeID(r.Hard.Vote)), r.Hard.Commit))
	}
	if s := r.Snapshot; s != nil {
		t.Row("Snapshot", lang.F("%d/%d %s, %d bytes", s.Term, s.Index, s.Config.String(), len(s.Data)))
	}
	if len(r.ReadStates) > 0 {
		t.Row("ReadStates", len(r.ReadStates))
	}
	for i := range r.Entries {
		t.Row("Entries", view.SayEntry(&r.Entries[i]))
	}
	for i := range r.CommittedEntries {
		t.Row("CommittedEntries", view.SayEntry(&r.CommittedEntries[i]))
	}
	for _, m := range r.Messages {
		t.Row("Messages", fmt.Sprintf("#%d %s", m.ID, m))
	}
	t.Row("MustSync", r.MustSync)
	return lang.F("Ready #%d of %v\n%sstages: %s", r.Number, n.ID, t, plan(n)) + "\n"
}

// plan lists the stages of the Ready in hand, with a mark before the next one.
func plan(n *view.Node) string {
	words := make([]string, len(n.Ready.Plan))
	for i, s := range n.Ready.Plan {
		words[i] = s.String()
		if s == n.Stage {
			words[i] = "▶ " + words[i]
		}
	}
	return strings.Join(words, ", ")
}

// Disk is what the node's WAL and snapshot files hold.
func Disk(n *view.Node) string {
	d := n.Disk
	if d == nil {
		return lang.F("%v has no files", n.ID) + "\n"
	}
	t := NewTable()
	t.Row(lang.T("last entry"), d.Last)
	t.Row("HardState", hardState(d))
	t.Row(lang.T("snapshot"), d.Snapshot)
	t.Row(lang.T("buffered"), lang.F("%d bytes, which a crash loses", d.BufferedBytes))
	return t.String()
}

func hardState(d *view.Disk) string {
	return lang.F("term %d, vote %s, commit %d", d.Term, orNone(d.Vote), d.Commit)
}
