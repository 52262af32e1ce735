package report

import (
	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/view"
)

// each converts the elements of a list. The result is never nil: JSON has [].
func each[From, To any](in []From, convert func(From) To) []To {
	out := make([]To, len(in))
	for i, from := range in {
		out[i] = convert(from)
	}
	return out
}

func toInt(id view.NodeID) int { return int(id) }

func toMessage(m *view.Message) Message {
	return Message{
		ID: m.ID, Type: m.Type.String(), From: int(m.From), To: int(m.To), Term: m.Term,
		LogTerm: m.LogTerm, Index: m.Index, Commit: m.Commit, Reject: m.Reject,
		Entries: each(m.Entries, toEntry),
	}
}

func toInFlight(f view.InFlight) Message {
	m := toMessage(f.Message)
	sent, due := int(f.Sent), int(f.Due)
	m.Sent = &sent
	if f.Due != view.OnWire {
		m.Due = &due
	}
	return m
}

func toEntry(e raftpb.Entry) Entry {
	return Entry{e.Term, e.Index, e.Type.String(), view.DescribeData(&e)}
}

func toNode(n *view.Node) Node {
	out := Node{
		ID: int(n.ID), Up: n.Up, Remote: n.Remote, Watched: n.Watched, Removed: n.Removed, Role: n.Role.String(), Learner: n.Learner,
		Term: n.Term, Vote: int(n.Vote), Lead: int(n.Lead), Commit: n.Commit, Applied: n.Applied,
		First: n.Log.First(), Last: n.Log.Last(),
		ElectionElapsed: int(n.ElectionElapsed), ElectionTimeout: int(n.ElectionTimeout),
		HeartbeatElapsed: int(n.HeartbeatElapsed), Stage: n.Stage.String(), ReadyWaiting: n.ReadyWaiting,
		CrashAt: n.CrashAt.String(), FailDiskAt: n.FailDiskAt.String(), Transferee: int(n.Transferee), Failure: n.Failure,
		Broken: n.Broken.String(),
	}
	if n.Disk != nil {
		out.Snapshot = n.Disk.Snapshot
	}
	if n.Ready != nil {
		out.Ready = n.Ready.Number
	}
	return out
}

func toView(v *view.View) *View {
	out := &View{
		Step: v.Step, Tick: v.Tick, Leader: int(v.Known()), Term: v.Term(),
		Nodes:    []WholeNode{},
		Messages: each(v.Messages, toInFlight),
		Links:    toLinks(v.Links),
		Requests: each(v.Requests, toRequest),

		Violations: each(v.Violations, toViolation),
	}
	for _, n := range v.Nodes {
		if n != nil {
			out.Nodes = append(out.Nodes, toWholeNode(n))
		}
	}
	return out
}

func toViolation(v *view.Violation) Violation {
	return Violation{v.Property.String(), each(v.Nodes, toInt), v.Term, v.Index, v.Steps, v.Text}
}

func toWholeNode(n *view.Node) WholeNode {
	out := WholeNode{
		Node: toNode(n), Log: []Entry{}, KV: n.KV.Map(),
		Configuration: toConfiguration(n.Config), Progress: each(n.Progress, toProgress), Disk: toDisk(n.Disk),
	}
	for i := n.Log.First(); i <= n.Log.Last(); i++ {
		out.Log = append(out.Log, toEntry(*n.Log.Entry(i)))
	}
	return out
}

func toConfiguration(c *view.Config) Configuration {
	if c == nil {
		c = new(view.Config)
	}
	return Configuration{
		Voters: each(c.Voters, toInt), Outgoing: each(c.Outgoing, toInt),
		Learners: each(c.Learners, toInt), LearnersNext: each(c.LearnersNext, toInt),
		AutoLeave: c.AutoLeave,
	}
}

func toProgress(p view.Progress) Progress {
	return Progress{
		ID: int(p.ID), State: p.State, Match: p.Match, Next: p.Next, PendingSnapshot: p.PendingSnapshot,
		Inflight: int(p.Inflight), RecentActive: p.RecentActive, Paused: p.Paused, Learner: p.Learner,
	}
}

func toDisk(d *view.Disk) Disk {
	if d == nil {
		return Disk{}
	}
	return Disk{
		Last: d.Last, Term: d.Term, Vote: int(d.Vote), Commit: d.Commit,
		BufferedBytes: d.BufferedBytes, UnsyncedBytes: d.UnsyncedBytes, Snapshot: d.Snapshot,
	}
}

func toLinks(l *view.Links) Links {
	if l == nil {
		l = new(view.Links)
	}
	return Links{
		Cut:    each(l.Cut, toLink),
		Groups: each(l.Groups, func(g []view.NodeID) []int { return each(g, toInt) }),
		Rules: each(l.Rules, func(r view.LinkRule) LinkRule {
			return LinkRule{toLink(r.Link), r.MinDelay, r.MaxDelay, r.LossPercent}
		}),
	}
}

func toLink(l view.Link) Link { return Link{int(l.From), int(l.To)} }

func toRequest(r *view.Request) Request {
	return Request{r.ID, r.Kind.String(), int(r.Node), r.Key, r.Value, r.Step}
}
