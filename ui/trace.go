package ui

import (
	"raftviz/cluster"
	recorded "raftviz/cluster/history"
	"raftviz/cluster/view"
	"raftviz/ui/chronicle"
	"raftviz/ui/filter"
	"raftviz/ui/frame"
	"raftviz/ui/layout"
)

// trace reads the steps of a cluster by number. A view is made when it is asked
// for, and only the last ones are kept: a command of a million steps costs the
// screen no more than what is seen of it.
type trace struct {
	// lab is where the steps are, nil before the first command. Reading them is
	// safe while a command runs.
	lab *cluster.Lab
	// steps are those that there were when the screen was told last: the numbers
	// oldest..len-1. What is dropped after that can be drawn all the same.
	steps       *recorded.Kept
	oldest, len int
	// kept has steps that were read, each at its number modulo frame.LookBack.
	kept [frame.LookBack]*view.Step
	// texts are those of the kept steps' events, as far as they were asked for.
	texts [frame.LookBack]texts
}

// texts are the texts of a step's events.
type texts struct {
	step *view.Step
	of   []string
}

// grown tells how many steps there are now, and of which cluster.
func (t *trace) grown(lab *cluster.Lab, len int) {
	if lab != t.lab {
		*t = trace{lab: lab}
	}
	t.len = len
	if lab == nil {
		return
	}
	t.steps = lab.Kept()
	if t.oldest = t.steps.Oldest(); t.oldest >= len {
		t.len = t.steps.Len() // all that it was told of is gone
	}
}

// grown takes in how many steps there are now, and of which cluster.
func (m *Model) grown(lab *cluster.Lab, steps int) {
	other := lab != m.trace.lab
	if other {
		m.chronicle = chronicle.Chronicle{}
	}
	m.trace.grown(lab, steps)
	if other && m.found != nil {
		m.found = filter.New(m.found.Filter, m.raft, steps)
	}
	if lab != nil {
		m.letGoOfGone()
		m.chronicle.Grow(lab, m.trace.len)
		m.searchNew()
	}
}

// letGoOfGone forgets what was selected and found in steps that are no longer kept, and
// what was selected in steps that another cluster or branch does not have.
func (m *Model) letGoOfGone() {
	oldest := m.trace.oldest
	for p := range m.cursors {
		t := &m.cursors[p]
		ofStep := t.Kind == frame.Event || t.Kind == frame.Moment || t.Kind == frame.Operation
		switch {
		case t.Step > m.trace.newest(), ofStep && t.Step < oldest:
			*t = frame.Thing{}
		case t.Kind == frame.Message:
			t.Step = max(t.Step, oldest)
		}
	}
	if m.found != nil {
		m.tops[layout.EventsPane] -= m.found.Drop(oldest)
	}
	m.at = max(m.at, oldest)
}

// step is step number i, oldest..len-1.
func (t *trace) step(i int) *view.Step {
	kept := &t.kept[i%frame.LookBack]
	if *kept == nil || (*kept).View.Step != i {
		*kept = t.steps.Step(i)
	}
	return *kept
}

// words is the text of event number i of a step. A list of events is drawn over
// and over: each text is made once.
func (t *trace) words(s *view.Step, i int) string {
	kept := &t.texts[s.View.Step%frame.LookBack]
	if kept.step != s {
		*kept = texts{s, make([]string, len(s.Events))}
	}
	if kept.of[i] == "" {
		kept.of[i] = s.Events[i].String()
	}
	return kept.of[i]
}

// newest is the number of the newest step, -1 when there is none.
func (t *trace) newest() int { return t.len - 1 }
