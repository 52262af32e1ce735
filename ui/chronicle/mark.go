package chronicle

import (
	"slices"
	"strings"

	"raftviz/cluster/view"
)

// Kind is what kind of moment it is that matters. Of several in one place the
// highest is the one to show.
type Kind uint8

// The kinds, the more telling the higher.
const (
	// Committed: the highest commit index of the cluster grew.
	Committed Kind = iota
	// Snapshotted: a node made a snapshot, or recovered from one that it was sent.
	Snapshotted
	// Mended: links pass messages again, or a rule of the Ready contract is kept again.
	Mended
	// Faulted: a link, a disk or a node was told to fail, or to break a rule of the
	// Ready contract.
	Faulted
	// Configured: a configuration change was applied, by the first node to do so.
	Configured
	// Restarted: a node that was down was started again.
	Restarted
	// Elected: a node became leader.
	Elected
	// Crashed: a node's process ended, other than in order after its removal.
	Crashed
	// Violated: a safety property did not hold.
	Violated
	// Kinds is how many there are.
	Kinds
)

var kindNames = [Kinds]string{
	"commit", "snapshot", "mended", "fault", "configuration change", "restart", "election", "crash", "violation",
}

func (k Kind) String() string { return kindNames[k] }

// marks are the steps of the moments that matter, in their order: a list a kind.
type marks struct {
	steps [Kinds][]int
	// commit and config are the highest index that was committed, and the highest of
	// a configuration change that was applied, by any node.
	commit, config uint64
	// started are the nodes that were ever started.
	started uint16
}

// take keeps the step of an event that matters, once a kind.
func (m *marks) take(step int, e *view.Event) {
	k, ok := m.kind(step, e)
	if !ok {
		return
	}
	if n := len(m.steps[k]); n > 0 && m.steps[k][n-1] == step {
		return
	}
	m.steps[k] = append(m.steps[k], step)
}

// kind is that of an event, if it matters.
func (m *marks) kind(step int, e *view.Event) (k Kind, ok bool) {
	switch e.What {
	case view.CommitAdvanced:
		if step == 0 {
			grows(&m.config, e.Index) // what the nodes have from the start changes nothing
		}
		return Committed, grows(&m.commit, e.Index) && step > 0
	case view.TriggeredSnapshot, view.AppliedSnapshot:
		return Snapshotted, true
	case view.LinksChanged:
		if strings.HasSuffix(e.Text, " mended") {
			return Mended, true
		}
		return Faulted, true
	case view.RuleObeyed:
		return Mended, true
	case view.Armed, view.DiskArmed, view.RuleBroken:
		return Faulted, true
	case view.ConfigChanged:
		return Configured, grows(&m.config, e.Index)
	case view.Started:
		again := m.started&(1<<e.Node) != 0
		m.started |= 1 << e.Node
		return Restarted, again
	case view.RoleChanged:
		return Elected, e.Text == view.Leader.String()
	case view.Crashed:
		return Crashed, true
	case view.Stopped:
		return Crashed, !strings.HasSuffix(e.Text, "removed from the cluster")
	case view.Violated:
		return Violated, true
	}
	return 0, false
}

// grows raises the highest index so far to index, and reports whether it did.
func grows(highest *uint64, index uint64) bool {
	if index <= *highest {
		return false
	}
	*highest = index
	return true
}

// Next is the first step from number step on with a moment of a kind; ok is
// false when there is none.
func (c *Chronicle) Next(k Kind, step int) (at int, ok bool) {
	steps := c.marks.steps[k]
	i, _ := slices.BinarySearch(steps, step)
	if i == len(steps) {
		return 0, false
	}
	return steps[i], true
}

// Count is how many steps from number from up to, and without, number to have a
// moment of a kind.
func (c *Chronicle) Count(k Kind, from, to int) int {
	i, _ := slices.BinarySearch(c.marks.steps[k], from)
	j, _ := slices.BinarySearch(c.marks.steps[k], to)
	return j - i
}
