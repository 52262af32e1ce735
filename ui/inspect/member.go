package inspect

import (
	"fmt"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/frame"
)

func describeMember(f *frame.Frame, t frame.Thing) *Description {
	n := f.View().Node(t.Node)
	if n == nil {
		return nil
	}
	for i := range n.Progress {
		if p := &n.Progress[i]; p.ID == view.NodeID(t.Number) {
			d := &Description{Title: lang.F("%v, as the leader %v knows it", p.ID, n.ID), Term: "progress"}
			d.group(memberFields(p))
			d.See = []string{fmt.Sprintf("show node %d", n.ID)}
			return d
		}
	}
	return nil
}

func memberFields(p *view.Progress) Group {
	g := Group{Title: "tracker.Progress"}
	g.add("State", p.State)
	g.add("Match", fmt.Sprint(p.Match))
	g.add("Next", fmt.Sprint(p.Next))
	g.add("Inflight", fmt.Sprint(p.Inflight))
	g.add("PendingSnapshot", orNone(p.PendingSnapshot))
	g.add("Paused", yes(p.Paused))
	g.add("RecentActive", yes(p.RecentActive))
	g.addTerm("IsLearner", yes(p.Learner), "Learner")
	return g
}

func describeConfiguration(f *frame.Frame, t frame.Thing) *Description {
	n := f.View().Node(t.Node)
	if n == nil || n.Config == nil {
		return nil
	}
	d := &Description{Title: lang.F("the configuration that %v has applied", n.ID), Term: "configuration"}
	g := configuration(n.Config)
	g.Title = "raftpb.ConfState"
	g.addWords("quorum", quorum(n.Config))
	d.group(g)
	return d
}

// quorum says how many votes a decision needs.
func quorum(c *view.Config) string {
	if c.Joint() {
		return lang.F("%d of %d voters, and %d of the %d outgoing", len(c.Voters)/2+1, len(c.Voters), len(c.Outgoing)/2+1, len(c.Outgoing))
	}
	return lang.F("%d of %d voters", len(c.Voters)/2+1, len(c.Voters))
}
