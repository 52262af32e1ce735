package cluster

import (
	"slices"

	"raftviz/cluster/history"
	"raftviz/cluster/safety"
	"raftviz/cluster/view"
)

// recorder gathers what the step under way does, and keeps every step.
type recorder struct {
	history *history.History
	// steps is history.Len(), which takes a lock: it is asked for in every step.
	steps   int
	events  []view.Event
	changed []*view.Node
	// safety is nil only where a benchmark measures without it.
	safety *safety.Checker
	// violations are those found so far; a view may hold the slice.
	violations []*view.Violation
	watch      func(step int) error
	// end is how many steps there are when the command that runs is to end, 0
	// for not before it ends by itself.
	end int
}

// emit adds an event to the step under way.
func (r *recorder) emit(e view.Event) { r.events = append(r.events, e) }

// change says that the step under way has changed a node.
func (r *recorder) change(n *view.Node) {
	if !slices.Contains(r.changed, n) {
		r.changed = append(r.changed, n)
	}
}

// record ends a step: f says what it was, and gets the rest.
func (l *Lab) record(f history.Frame) error {
	r := &l.recorder
	l.seekElsewhere()
	f.Tick, f.Command = l.tick, len(l.commands)
	f.Messages, f.Links, f.Requests = l.net.InFlight(), l.net.Links(), l.requests
	f.Events, f.Changed = r.events, r.changed
	var found []*view.Violation
	if r.safety != nil {
		found = r.safety.Check(r.steps, &f)
		r.violated(found)
	}
	f.Events, f.Violations = r.events, r.violations
	if r.history.Append(&f) {
		l.forget()
	}
	r.events, r.changed = r.events[:0], r.changed[:0]
	r.steps++
	l.release()
	var err error
	if r.watch != nil {
		err = r.watch(r.steps - 1)
	}
	if came := l.came(); err == nil {
		err = came
	}
	switch {
	case len(found) > 0:
		err = &Violated{found[0]}
	case err == nil && r.steps == r.end:
		err = errEnough
	}
	l.halted(err)
	return err
}

// violated says that the step under way has these violations.
func (r *recorder) violated(found []*view.Violation) {
	for _, v := range found {
		r.emit(view.Event{What: view.Violated, Node: v.Nodes[0], Term: v.Term, Index: v.Index, About: v})
	}
	if len(found) > 0 {
		// A view may hold the slice.
		r.violations = append(slices.Clip(r.violations), found...)
	}
}

// Violated is the error of a method that was ended after a step because a
// safety property did not hold after it. The step is recorded, and the lab can
// go on: each property that two nodes break at one place is reported once.
type Violated struct{ *view.Violation }

func (v *Violated) Error() string { return v.String() }

// refresh takes from a running node what happened to it and how it is now.
func (l *Lab) refresh(m *member) {
	l.recorder.events = append(l.recorder.events, m.node.Events()...)
	for _, context := range m.node.Confirmed() {
		l.confirmed(m, context)
	}
	m.node.View(&m.now)
	m.now.CrashAt, m.now.FailDiskAt, m.now.Broken = m.crash.at, m.failDisk, m.broken
	m.removed = m.removed || m.now.Removed
	l.recorder.change(&m.now)
}

// Watch makes f see the number of each step as it is recorded; an error of its
// ends the method that takes the step, which returns it, unless the step is a
// violation. A nil f ends watching.
func (l *Lab) Watch(f func(step int) error) { l.recorder.watch = f }

// Len is the number of steps so far; they are numbered from 0. Like Step it is
// safe to call while the lab goes on.
func (l *Lab) Len() int { return l.recorder.history.Len() }

// Step is step number i, 0..Len()-1.
func (l *Lab) Step(i int) *view.Step { return l.recorder.history.Step(i) }

// Walk calls f with the events of each step from number from on, as history.Walk does.
func (l *Lab) Walk(from int, f func(step int, events []view.Event) bool) {
	l.recorder.history.Walk(from, f)
}

// Node is node id as it is now, nil when it was never started. It is the lab's
// own: to be read, and gone with the next command. It costs nothing, where View
// reads a step back from the history.
func (l *Lab) Node(id view.NodeID) *view.Node {
	if id < 1 || id > view.MaxNodes || l.members[id-1] == nil {
		return nil
	}
	return &l.members[id-1].now
}

// InFlight are the messages on their way now, oldest first, to be read.
func (l *Lab) InFlight() []view.InFlight { return l.net.InFlight() }

// View is the cluster as it is now.
func (l *Lab) View() *view.View { return &l.Step(l.Len() - 1).View }
