package cluster

import (
	"slices"

	"raftviz/cluster/history"
	"raftviz/cluster/view"
)

// recorder gathers what the step under way does, and keeps every step.
type recorder struct {
	history *history.History
	events  []view.Event
	changed []*view.Node
	watch   func(*view.Step) error
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
	f.Tick, f.Command = l.tick, len(l.commands)
	f.Messages, f.Links, f.Requests = l.net.InFlight(), l.net.Links(), l.requests
	f.Events, f.Changed = r.events, r.changed
	r.history.Append(&f)
	r.events, r.changed = r.events[:0], r.changed[:0]
	if r.watch != nil {
		return r.watch(r.history.Step(r.history.Len() - 1))
	}
	return nil
}

// refresh takes from a running node what happened to it and how it is now.
func (l *Lab) refresh(m *member) {
	l.recorder.events = append(l.recorder.events, m.node.Events()...)
	for _, context := range m.node.Confirmed() {
		l.confirmed(m, context)
	}
	m.node.View(&m.now)
	m.now.CrashAt, m.now.FailDiskAt = m.crash.at, m.failDisk
	m.removed = m.removed || m.now.Removed
	l.recorder.change(&m.now)
}

// Watch makes f see each step as it is recorded; an error of its ends the
// method that takes the step, which returns it. A nil f ends watching.
func (l *Lab) Watch(f func(*view.Step) error) { l.recorder.watch = f }

// Len is the number of steps so far; they are numbered from 0.
func (l *Lab) Len() int { return l.recorder.history.Len() }

// Step is step number i, 0..Len()-1.
func (l *Lab) Step(i int) *view.Step { return l.recorder.history.Step(i) }

// View is the cluster as it is now.
func (l *Lab) View() *view.View { return &l.Step(l.Len() - 1).View }
