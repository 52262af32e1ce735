package inspect

import (
	"fmt"
	"strings"

	"raftviz/cluster/lang"
	"raftviz/cluster/rule"
	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/paint"
)

func describeNode(f *frame.Frame, t frame.Thing) *Description {
	n := f.View().Node(t.Node)
	if n == nil {
		return nil
	}
	d := &Description{Title: fmt.Sprintf("%v %s", n.ID, lang.T(paint.StandingOf(n).Words[0])), Term: "node"}
	d.group(nodeState(n))
	if n.Elsewhere() {
		return d
	}
	d.group(nodeLog(n))
	d.group(nodeTimers(f, n))
	d.group(readyInHand(n))
	d.group(configuration(n.Config))
	d.group(progress(n))
	d.group(store(n))
	d.group(diskOf(n))
	d.See = []string{fmt.Sprintf("show node %d", n.ID), fmt.Sprintf("show disk %d", n.ID)}
	return d
}

func nodeState(n *view.Node) Group {
	g := Group{Title: lang.T("state")}
	if n.Elsewhere() {
		g.add("Remote", lang.T("yes: it runs in another process, and this is what the nodes here know"))
		g.add("RaftState", roleElsewhere(n))
		g.add("Term", fmt.Sprint(n.Term))
		g.add("Learner", yes(n.Learner))
		g.add("Removed", yes(n.Removed))
		return g
	}
	if n.Remote {
		g.add("Remote", lang.T("yes: it runs in another process, which tells how it is"))
	}
	g.add("RaftState", lang.T(n.Role.String()))
	g.add("Term", fmt.Sprint(n.Term))
	g.add("Vote", paint.Node(n.Vote))
	g.add("Lead", paint.Node(n.Lead))
	g.add("Learner", yes(n.Learner))
	g.add("Up", yes(n.Up))
	g.add("Removed", yes(n.Removed))
	if n.Failure != "" {
		g.add("Failure", view.Recorded(n.Failure))
	}
	if n.Transferee != 0 {
		g.add("Transferee", n.Transferee.String())
	}
	if n.CrashAt != view.NoStage {
		g.add("CrashAt", n.CrashAt.String())
	}
	if n.FailDiskAt != view.NoStage {
		g.add("FailDiskAt", n.FailDiskAt.String())
	}
	if broken := brokenRules(n); broken != "" {
		g.add("Broken", broken)
	}
	return g
}

// roleElsewhere is the role of a node that runs elsewhere, as far as it is known here.
func roleElsewhere(n *view.Node) string {
	if n.Role == view.Leader {
		return lang.T(n.Role.String())
	}
	return lang.T("not known")
}

func brokenRules(n *view.Node) string {
	var names []string
	for _, r := range rule.All() {
		if n.Broken.Has(r) {
			names = append(names, r.String())
		}
	}
	return strings.Join(names, ", ")
}

func nodeLog(n *view.Node) Group {
	g := Group{Title: lang.T("log")}
	g.add("Commit", fmt.Sprint(n.Commit))
	g.add("Applied", fmt.Sprint(n.Applied))
	g.addWords("last index", position(n.Log.Term(n.Log.Last()), n.Log.Last()))
	g.addWords("first index", fmt.Sprint(n.Log.First()))
	if n.Log != nil && n.Log.Compacted > 0 {
		g.add("Compacted", position(n.Log.CompactedTerm, n.Log.Compacted))
	}
	return g
}

func nodeTimers(f *frame.Frame, n *view.Node) Group {
	if !n.Up {
		return Group{}
	}
	g := Group{Title: lang.T("timers, in ticks")}
	g.add("ElectionElapsed", fmt.Sprint(n.ElectionElapsed))
	g.add("ElectionTimeout", fmt.Sprint(n.ElectionTimeout))
	if n.Role == view.Leader {
		g.add("HeartbeatElapsed", lang.F("%d of %d", n.HeartbeatElapsed, f.Settings.Heartbeat))
	}
	return g
}

func readyInHand(n *view.Node) Group {
	g := Group{Title: "Ready"}
	switch {
	case n.Ready != nil:
		g.addTerm(lang.T("in hand"), fmt.Sprintf("#%d: %v", n.Ready.Number, n.Ready), "Ready")
		g.addTerm(lang.T("next stage"), n.Stage.String(), "stage")
	case n.ReadyWaiting:
		g.addTerm(lang.T("waiting"), lang.T("yes: raft has one to take"), "Ready")
	case n.Up:
		g.addTerm(lang.T("waiting"), yes(false), "Ready")
	}
	return g
}

func configuration(c *view.Config) Group {
	if c == nil {
		return Group{}
	}
	g := Group{Title: lang.T("configuration applied")}
	g.add("Voters", nodes(c.Voters))
	if c.Joint() {
		g.add("VotersOutgoing", nodes(c.Outgoing))
	}
	g.add("Learners", nodes(c.Learners))
	if len(c.LearnersNext) > 0 {
		g.add("LearnersNext", nodes(c.LearnersNext))
	}
	if c.Joint() {
		g.add("AutoLeave", yes(c.AutoLeave))
	}
	return g
}

// progress has a row for each member, with all that the leader knows of it.
func progress(n *view.Node) Group {
	g := Group{Title: lang.T("progress of the members")}
	for i := range n.Progress {
		p := &n.Progress[i]
		text := fmt.Sprintf("%s, Match %d, Next %d, Inflight %d", p.State, p.Match, p.Next, p.Inflight)
		if p.PendingSnapshot > 0 {
			text += fmt.Sprintf(", PendingSnapshot %d", p.PendingSnapshot)
		}
		for _, word := range []struct {
			is   bool
			word string
		}{{p.Paused, "Paused"}, {!p.RecentActive, lang.T("not RecentActive")}, {p.Learner, "Learner"}} {
			if word.is {
				text += ", " + word.word
			}
		}
		g.addTerm(p.ID.String(), text, "progress")
	}
	return g
}

// storeKeys is how many keys of a store are listed.
const storeKeys = 12

func store(n *view.Node) Group {
	g := Group{Title: lang.T("store")}
	g.addWords("keys", fmt.Sprint(n.KV.Len()))
	listed := 0
	for key, value := range n.KV.All {
		if listed++; listed > storeKeys {
			g.add("…", lang.F("%d more", n.KV.Len()-storeKeys))
			break
		}
		g.addTerm(key, value, "key")
	}
	return g
}

func diskOf(n *view.Node) Group {
	k := n.Disk
	if k == nil {
		return Group{}
	}
	g := Group{Title: lang.T("disk")}
	g.addTerm("Last", fmt.Sprint(k.Last), "disk Last")
	g.addTerm("HardState", lang.F("term %d, vote %s, commit %d", k.Term, paint.Node(k.Vote), k.Commit), "disk HardState")
	g.add("BufferedBytes", fmt.Sprint(k.BufferedBytes))
	g.add("UnsyncedBytes", fmt.Sprint(k.UnsyncedBytes))
	g.addTerm("Snapshot", orNone(k.Snapshot), "disk Snapshot")
	return g
}

func position(term, index uint64) string { return fmt.Sprintf("%d/%d", term, index) }

func yes(is bool) string {
	if is {
		return lang.T("yes")
	}
	return lang.T("no")
}

func nodes(ids []view.NodeID) string {
	if len(ids) == 0 {
		return lang.T("none")
	}
	return paint.Names(ids, " ")
}

func orNone(n uint64) string {
	if n == 0 {
		return lang.T("none")
	}
	return fmt.Sprint(n)
}
