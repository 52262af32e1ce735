package trace

import (
	"slices"
	"strings"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// inLogs follows an entry in the nodes' logs.
func (c *chase) inLogs(step int, e *view.Event, entry *Entry) {
	if e.Node == 0 {
		return
	}
	copied := &entry.Copies[e.Node-1]
	switch e.What {
	case view.SavedWAL:
		if e.Count > 0 && copied.Saved == 0 && !copied.overtaken && entry.isIn(c.ready(step, e)) {
			copied.Saved, copied.Synced = step, e.Synced
		}
	case view.AppendedStorage:
		if covers(e, entry) && copied.Appended == 0 && entry.isIn(c.ready(step, e)) {
			copied.Appended = step
		}
	case view.CommitAdvanced:
		if e.Index < entry.Index || copied.Committed > 0 || copied.overtaken {
			return
		}
		if copied.overtaken = !entry.in(c.node(step, e.Node)); !copied.overtaken {
			copied.Committed = step
		}
	case view.Applied:
		if e.Index == entry.Index && copied.Applied == 0 && entry.in(c.node(step, e.Node)) {
			copied.Applied = step
		}
	case view.AppliedSnapshot:
		if e.Index >= entry.Index && copied.Applied == 0 && entry.committed() {
			copied.Snapshot = step
		}
	case view.Crashed, view.Stopped, view.Raft:
		// raft logs each conflict that it finds, so this is where logs get shorter.
		c.lost(step, e, entry)
	}
}

// ready is the Entries of the Ready in hand in a step.
func (c *chase) ready(step int, e *view.Event) []raftpb.Entry {
	if r := c.node(step, e.Node).Ready; r != nil {
		return r.Entries
	}
	return nil
}

// covers reports whether what an AppendedStorage appended can have the entry.
func covers(e *view.Event, entry *Entry) bool {
	return e.Count > 0 && e.Index >= entry.Index && e.Index-uint64(e.Count) < entry.Index
}

// committed reports whether any node has committed the entry.
func (e *Entry) committed() bool {
	for i := range e.Copies {
		if e.Copies[i].Committed > 0 {
			return true
		}
	}
	return false
}

// lost is a step that may have taken the entry out of a node's log.
func (c *chase) lost(step int, e *view.Event, entry *Entry) {
	before, after := c.node(step-1, e.Node), c.node(step, e.Node)
	if !entry.in(before) || entry.in(after) || after.Elsewhere() || after.Log.Compacted >= entry.Index {
		return
	}
	copied := &entry.Copies[e.Node-1]
	switch other := after.Log.Entry(entry.Index); {
	case other != nil:
		c.tell(step, "%v's %v was overwritten by %s", e.Node, entry, view.SayEntry(other))
	case after.Up:
		c.tell(step, "%v's %v was cut off: its log ends with index %d now", e.Node, entry, after.Log.Last())
	case copied.Saved == 0:
		c.tell(step, "%v went down before it saved %v, and has lost it", e.Node, entry)
	default:
		c.tell(step, "%v went down before %v was fsynced, and has lost it", e.Node, entry)
	}
	*copied = Copy{}
}

// outcome says how the put stands after the last step.
func (c *chase) outcome() string {
	v := &c.h.Step(c.last).View
	stands := c.stands(v)
	if r := c.story.Request; slices.Contains(v.Requests, r) {
		return lang.F("%s; the client waits for %v to apply it", stands, r.Node)
	}
	return stands
}

func (c *chase) stands(v *view.View) string {
	for _, entry := range c.story.Entries {
		if entry.committed() {
			return lang.F("%v is committed", entry)
		}
	}
	for _, entry := range c.story.Entries {
		if holders := holding(v, entry); len(holders) > 0 {
			return lang.F("%v is not committed, and in the log of %s", entry, strings.Join(holders, ", "))
		}
	}
	switch {
	case len(c.story.Entries) > 0:
		return lang.T("it is in no log any more")
	case len(c.forwards)+len(c.proposals) > 0:
		return lang.T("it is on its way to a leader")
	}
	return lang.T("it never came into a log")
}

// holding are the nodes whose log has the entry.
func holding(v *view.View, e *Entry) (nodes []string) {
	for _, n := range v.Nodes {
		if e.in(n) {
			nodes = append(nodes, n.ID.String())
		}
	}
	return nodes
}
