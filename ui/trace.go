package ui

import (
	"slices"

	"raftviz/cluster/view"
)

// trace is the steps that the screen has been handed, from step 0 on.
type trace struct {
	steps []*view.Step
	// loop has for each node the numbers of the steps of its Ready loop: those
	// that started it, took a Ready, or ran a stage.
	loop [view.MaxNodes + 1][]int
}

// add appends steps that follow the ones before.
func (t *trace) add(steps []*view.Step) {
	for _, s := range steps {
		switch s.Kind {
		case view.KindTake, view.KindStage, view.KindStart:
			t.loop[s.Node] = append(t.loop[s.Node], len(t.steps))
		}
		t.steps = append(t.steps, s)
	}
}

// last is the newest step, nil when there is none.
func (t *trace) last() *view.Step {
	if len(t.steps) == 0 {
		return nil
	}
	return t.steps[len(t.steps)-1]
}

// ready has the steps of the Ready that node id had in hand at step number at,
// else of its last one: the step that took it, and those that ran its stages.
// It is empty when the node took none since it was started.
func (t *trace) ready(id view.NodeID, at int) []*view.Step {
	loop := t.loop[id]
	end, found := slices.BinarySearch(loop, at)
	if found {
		end++
	}
	var steps []*view.Step
	for i := end - 1; i >= 0; i-- {
		s := t.steps[loop[i]]
		if s.Kind == view.KindStart {
			return nil
		}
		steps = append(steps, s)
		if s.Kind == view.KindTake {
			slices.Reverse(steps)
			return steps
		}
	}
	return nil
}
