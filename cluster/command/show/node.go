package show

import (
	"fmt"
	"strings"

	"go.etcd.io/etcd/raft/v3"

	"raftviz/cluster/view"
)

// Node is all there is to know of one node but its log and store.
func Node(n *view.Node) string {
	t := newTable()
	t.row("node", n.ID)
	t.row("role", role(n))
	t.row("term", n.Term)
	t.row("vote", orNone(n.Vote))
	t.row("lead", orNone(n.Lead))
	t.row("commit", n.Commit)
	t.row("applied", n.Applied)
	t.row("log", logRange(n.Log))
	t.row("timer", timer(n))
	t.row("Ready", readyState(n))
	t.row("configuration", config(n))
	if n.CrashAt != view.NoStage {
		t.row("crashes", "before "+n.CrashAt.String())
	}
	if n.Transferee != 0 {
		t.row("transferee", n.Transferee)
	}
	return t.String() + progress(n)
}

func progress(n *view.Node) string {
	if len(n.Progress) == 0 {
		return ""
	}
	t := newTable()
	t.row("progress", "state", "match", "next", "inflight", "")
	for _, p := range n.Progress {
		t.row(p.ID, p.State, p.Match, p.Next, p.Inflight, progressNotes(p))
	}
	return t.String()
}

func progressNotes(p view.Progress) string {
	var notes []string
	if p.Learner {
		notes = append(notes, "learner")
	}
	if p.Paused {
		notes = append(notes, "paused")
	}
	if !p.RecentActive {
		notes = append(notes, "not recently active")
	}
	if p.PendingSnapshot != 0 {
		notes = append(notes, fmt.Sprintf("snapshot %d on its way", p.PendingSnapshot))
	}
	return strings.Join(notes, ", ")
}

// Ready is the node's Ready in hand, field by field, and how far it is.
func Ready(n *view.Node) string {
	r := n.Ready
	if r == nil {
		if n.ReadyWaiting {
			return fmt.Sprintf("%v has no Ready in hand; one waits to be taken\n", n.ID)
		}
		return fmt.Sprintf("%v has no Ready\n", n.ID)
	}
	t := newTable()
	if r.Soft != nil {
		t.row("SoftState", fmt.Sprintf("lead %s, %s", orNone(view.NodeID(r.Soft.Lead)), r.Soft.RaftState))
	}
	if !raft.IsEmptyHardState(r.Hard) {
		t.row("HardState", fmt.Sprintf("term %d, vote %s, commit %d", r.Hard.Term, orNone(view.NodeID(r.Hard.Vote)), r.Hard.Commit))
	}
	if s := r.Snapshot; s != nil {
		t.row("Snapshot", fmt.Sprintf("%d/%d %s, %d bytes", s.Term, s.Index, s.Config.String(), len(s.Data)))
	}
	if len(r.ReadStates) > 0 {
		t.row("ReadStates", len(r.ReadStates))
	}
	for i := range r.Entries {
		t.row("Entries", view.DescribeEntry(&r.Entries[i]))
	}
	for i := range r.CommittedEntries {
		t.row("CommittedEntries", view.DescribeEntry(&r.CommittedEntries[i]))
	}
	for _, m := range r.Messages {
		t.row("Messages", fmt.Sprintf("#%d %s", m.ID, m))
	}
	t.row("MustSync", r.MustSync)
	return fmt.Sprintf("Ready #%d of %v\n%sstages: %s\n", r.Number, n.ID, t, plan(n))
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
		return fmt.Sprintf("%v has no files\n", n.ID)
	}
	t := newTable()
	t.row("last entry", d.Last)
	t.row("HardState", hardState(d))
	t.row("snapshot", d.Snapshot)
	t.row("buffered", fmt.Sprintf("%d bytes, which a crash loses", d.BufferedBytes))
	return t.String()
}

func hardState(d *view.Disk) string {
	return fmt.Sprintf("term %d, vote %s, commit %d", d.Term, orNone(d.Vote), d.Commit)
}
