package ui

import (
	"raftviz/cluster"
	"raftviz/cluster/view"
	"raftviz/ui/chronicle"
	"raftviz/ui/filter"
	"raftviz/ui/frame"
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
		m.chronicle.Grow(lab, steps)
		m.searchNew()
	}
}

// step is step number i, 0..len-1.
func (t *trace) step(i int) *view.Step {
	kept := &t.kept[i%frame.LookBack]
	if *kept == nil || (*kept).View.Step != i {
		*kept = t.lab.Step(i)
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
