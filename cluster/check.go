package cluster

import (
	"raftviz/cluster/history"
	"raftviz/cluster/view"
)

// Check checks whether the clients' puts and reads so far are linearizable, which
// is not done after each step. For each key of which they are not, and of which
// that was not found before, there is a violation; a step is recorded that has
// them, and the error is a *Violated. Otherwise nothing is recorded.
func (l *Lab) Check() error {
	found := l.recorder.safety.Linearizable()
	if len(found) == 0 {
		return nil
	}
	l.recorder.violated(found)
	if err := l.record(history.Frame{Kind: view.KindNote}); err != nil {
		return err
	}
	return &Violated{found[0]}
}

// Operations is how many puts and reads the clients have asked for: what Check
// looks at.
func (l *Lab) Operations() int { return l.recorder.safety.Operations() }
