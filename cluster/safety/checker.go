package safety

import (
	"bytes"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/history"
	"raftviz/cluster/view"
)

// Checker has what the properties need to know of the steps so far. It is not
// safe for concurrent use.
type Checker struct {
	step  int
	found []*view.Violation
	nodes [view.MaxNodes]node

	leaders      leaders
	election     electionSafety
	appendOnly   leaderAppendOnly
	matching     logMatching
	completeness leaderCompleteness
	machines     stateMachineSafety
	durability   durability
	clients      linearizability
}

// node is what the step before left of a node: what the next one is compared with.
type node struct {
	up   bool
	role view.Role
	term uint64
	// commit is committed of it.
	commit  uint64
	log     *view.Log
	removed bool
	// remote is set of a node that runs in another process: its clients do not count.
	remote bool
}

// leads reports whether the node is up and leads.
func (n *node) leads() bool { return n.up && n.role == view.Leader }

// New returns a Checker that has seen no step. The first one that it sees is the
// cluster's start; what happened before, in the life of files that it started
// from, is taken for granted.
func New() *Checker { return &Checker{} }

// Check looks at step number step, as f says what it did, and returns the
// violations that it brought, nil for none. Steps come in order.
func (c *Checker) Check(step int, f *history.Frame) []*view.Violation {
	c.step, c.found = step, nil
	if step == 0 {
		c.clients.started(f)
	}
	for _, n := range f.Changed {
		c.changed(n)
	}
	for i := range f.Events {
		c.event(&f.Events[i])
	}
	for _, n := range f.Changed {
		c.machines.left(c, n)
	}
	return c.found
}

// changed looks at a node's log, role and commit index. Of one elsewhere nothing is
// known that could be compared.
func (c *Checker) changed(n *view.Node) {
	if n.Elsewhere() {
		c.nodes[n.ID-1] = node{}
		return
	}
	was := c.nodes[n.ID-1]
	now := node{n.Up, n.Role, n.Term, committed(n), n.Log, n.Removed, n.Remote}
	leads := was.leads() && now.leads() && was.term == now.term
	if n.Log != was.log {
		from := n.Log.DiffersAt(was.log)
		c.matching.check(c, n, from)
		if leads {
			c.appendOnly.check(c, n, was.log, from)
		}
	}
	c.nodes[n.ID-1] = now
	if now.leads() && !leads {
		c.elected(n)
	}
	if now.commit > was.commit {
		c.committed(n, was.commit+1, now.commit)
	}
}

// committed is the index up to which n has committed entries, 0 while it is
// down. raft 3.5 lets a leader count itself before it has saved an entry, so the
// only voter of a cluster commits what a crash takes away again (raftexample gets
// it in Entries and in CommittedEntries of one Ready): only what is saved counts.
func committed(n *view.Node) uint64 {
	if !n.Up {
		return 0
	}
	return min(n.Commit, n.Saved())
}

// elected looks at a node that was elected leader in this step.
func (c *Checker) elected(n *view.Node) {
	c.election.elected(c, n)
	lacks := c.completeness.elected(c, n)
	c.durability.elected(c, n, lacks)
	c.leaders.add(leader{node: n.ID, term: n.Term, step: c.step, log: n.Log, lacks: lacks > 0})
}

// committed looks at the entries from an index up to another, which the node has
// committed now.
func (c *Checker) committed(n *view.Node, from, to uint64) {
	for i := max(from, n.Log.First()); i <= min(to, n.Log.Last()); i++ {
		e := n.Log.Entry(i)
		c.durability.replaced(c, n.ID, e, "%v committed %s in its place")
		c.completeness.committed(c, n, e)
	}
}

func (c *Checker) event(e *view.Event) {
	switch e.What {
	case view.Started, view.AppliedSnapshot, view.Watched:
		c.machines.begins(e.Node)
	case view.Applied, view.ConfigChanged, view.ConfigRejected, view.Undecodable:
		entry := c.keep(e.Node, e.About.(*raftpb.Entry))
		c.durability.replaced(c, e.Node, entry, "%v applied %s in its place")
		c.machines.applied(c, e, entry)
	case view.Acknowledged:
		if r := e.About.(*view.Request); r.Kind == view.PutRequest {
			c.durability.acknowledged(c, e, r)
		}
	}
	if e.Node == 0 || !c.nodes[e.Node-1].remote {
		c.client(e)
	}
}

// client looks at what a client of this process asks and is answered. When one of
// another process did is not known.
func (c *Checker) client(e *view.Event) {
	switch e.What {
	case view.Proposed:
		c.clients.asked(e.About.(*view.Request))
	case view.Refused:
		c.clients.refused(c.step, e.Node)
	case view.Abandoned:
		c.clients.abandoned(e.About.(*view.Request))
	case view.Duplicated:
		c.clients.duplicated(e.About.(*view.Message))
	case view.Acknowledged:
		r := e.About.(*view.Request)
		index := e.Index
		if r.Kind == view.ReadRequest {
			index = c.machines.machines[r.Node-1].last
		}
		c.clients.answered(c.step, index, r)
	}
}

// keep is e as the node's log holds it, if it does. An entry of a Ready would
// keep the whole slice that raft gave out.
func (c *Checker) keep(id view.NodeID, e *raftpb.Entry) *raftpb.Entry {
	if log := c.nodes[id-1].log; log.Holds(e) {
		return log.Entry(e.Index)
	}
	return e
}

// report notes a violation found in the step that is looked at.
func (c *Checker) report(v view.Violation) {
	v.Steps[1] = c.step
	c.found = append(c.found, &v)
}

// nodesOf are the nodes concerned, each once and by number.
func nodesOf(a, b view.NodeID) []view.NodeID {
	if a == b {
		return []view.NodeID{a}
	}
	return []view.NodeID{min(a, b), max(a, b)}
}

// same reports whether two entries of one index are the same. Replicas in one
// process share an entry's data, until one reads it from its disk.
func same(a, b *raftpb.Entry) bool {
	if a == b {
		return true
	}
	return a != nil && b != nil && a.Term == b.Term && a.Type == b.Type && bytes.Equal(a.Data, b.Data)
}

// holds reports whether the log has e, or has compacted it away.
func holds(log *view.Log, e *raftpb.Entry) bool {
	return e.Index <= log.Compacted || same(log.Entry(e.Index), e)
}
