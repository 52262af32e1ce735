package chronicle

import "raftviz/cluster/view"

// Mark is a moment that matters.
type Mark struct {
	Step int
	Kind Kind
	Node view.NodeID
}

// Kind is what kind of moment it is. Of several in one place the highest is the
// one to show.
type Kind uint8

// The kinds, the more telling the higher.
const (
	// Committed: a node's commit index grew.
	Committed Kind = iota
	// Snapshotted: a node made a snapshot, or was sent one.
	Snapshotted
	// Configured: a node applied a configuration change.
	Configured
	// Faulted: the network or a disk was told to fail, or a rule to be broken.
	Faulted
	// Elected: a node became leader.
	Elected
	// Restarted: a node was started again.
	Restarted
	// Crashed: a node's process ended.
	Crashed
	// Violated: a safety property did not hold.
	Violated
	// Kinds is how many there are.
	Kinds
)

var kindNames = [Kinds]string{"commit", "snapshot", "members", "fault", "election", "restart", "crash", "violation"}

func (k Kind) String() string { return kindNames[k] }

// markOf is the mark of an event, if it matters.
func markOf(step int, e *view.Event) (m Mark, ok bool) {
	m = Mark{Step: step, Node: e.Node}
	switch e.What {
	case view.CommitAdvanced:
		m.Kind = Committed
	case view.TriggeredSnapshot, view.AppliedSnapshot:
		m.Kind = Snapshotted
	case view.ConfigChanged:
		m.Kind = Configured
	case view.LinksChanged, view.DiskArmed, view.RuleBroken:
		m.Kind = Faulted
	case view.RoleChanged:
		m.Kind = Elected
		return m, e.Text == view.Leader.String()
	case view.Started:
		m.Kind = Restarted
		return m, step > 0
	case view.Crashed, view.Stopped:
		m.Kind = Crashed
	case view.Violated:
		m.Kind = Violated
	default:
		return m, false
	}
	return m, true
}
