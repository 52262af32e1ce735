package ui

import (
	"slices"

	"raftviz/cluster"
	"raftviz/cluster/view"
)

// trace reads the steps of a cluster by number. A view is made when it is asked
// for, and only the last ones are kept: a command of a million steps costs the
// screen no more than what is seen of it.
type trace struct {
	// lab is where the steps are, nil before the first command. Reading them is
	// safe while a command runs.
	lab *cluster.Lab
	// len is how many steps there were when the screen was told last.
	len int
	// kept has steps that were read, each at its number modulo lookBack.
	kept [lookBack]*view.Step
}

// lookBack is how far back the screen looks from the step that is shown, for
// all that is on it; in steps. Reading so many takes some milliseconds once.
const lookBack = 1024

// grown tells how many steps there are now, and of which cluster.
func (t *trace) grown(lab *cluster.Lab, len int) {
	if lab != t.lab {
		*t = trace{lab: lab}
	}
	t.len = len
}

// step is step number i, 0..len-1.
func (t *trace) step(i int) *view.Step {
	kept := &t.kept[i%lookBack]
	if *kept == nil || (*kept).View.Step != i {
		*kept = t.lab.Step(i)
	}
	return *kept
}

// newest is the number of the newest step, -1 when there is none.
func (t *trace) newest() int { return t.len - 1 }

// ready has the steps of the Ready that node id had in hand at step number at,
// else of its last one: the step that took it, and those that ran its stages.
// It is empty when the node took none since it was started, or too long ago.
func (t *trace) ready(id view.NodeID, at int) []*view.Step {
	var steps []*view.Step
	for i := at; i >= 0 && i > at-lookBack; i-- {
		s := t.step(i)
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
