package frame

import (
	"slices"

	"raftviz/cluster/view"
)

// Hand is the Ready that is shown: the selected node's in hand, or its last one.
func (f *Frame) Hand() *view.Ready {
	if n := f.View().Node(f.Selected); n != nil && n.Ready != nil {
		return n.Ready
	}
	if len(f.Ready) == 0 {
		return nil
	}
	if n := f.Ready[0].View.Node(f.Selected); n != nil {
		return n.Ready
	}
	return nil
}

// InHand reports whether the Ready that is shown is still being processed.
func (f *Frame) InHand() bool {
	n := f.View().Node(f.Selected)
	return n != nil && n.Ready != nil
}

// LookBack is how far back a screen looks from the step that is shown, for all
// that is on it; in steps. Reading so many takes some milliseconds once.
const LookBack = 1024

// ReadySteps has the steps of the Ready that node id had in hand at step number
// at, else of its last one: the step that took it, and those that ran its stages.
// It is empty when the node took none since it was started, or too long ago: before
// step number oldest.
func ReadySteps(read func(i int) *view.Step, id view.NodeID, oldest, at int) []*view.Step {
	var steps []*view.Step
	for i := at; i >= oldest && i > at-LookBack; i-- {
		s := read(i)
		if s.Node != id {
			continue
		}
		switch s.Kind {
		case view.KindStart:
			return nil
		case view.KindStage:
			steps = append(steps, s)
		case view.KindTake:
			steps = append(steps, s)
			slices.Reverse(steps)
			return steps
		}
	}
	return nil
}
