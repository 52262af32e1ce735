package cluster

import (
	"slices"

	"raftviz/cluster/history"
	"raftviz/cluster/view"
)

// Check checks whether the clients' puts and reads are linearizable, which is not
// done after each step. What it finds and was not found before is recorded as a
// step of its own, and the error is a *Violated; otherwise nothing is recorded.
func (l *Lab) Check() error {
	r := &l.recorder
	found := slices.DeleteFunc(l.Linearizable(l.Len()-1), func(v *view.Violation) bool {
		return slices.ContainsFunc(r.violations, func(known *view.Violation) bool { return known.Text == v.Text })
	})
	if len(found) == 0 {
		return nil
	}
	r.violated(found)
	if err := l.record(history.Frame{Kind: view.KindNote}); err != nil {
		return err
	}
	err := &Violated{found[0]}
	l.halted(err)
	return err
}

// Linearizable says of which keys the clients' puts and reads up to step at are
// not linearizable: a violation for each.
func (l *Lab) Linearizable(at int) []*view.Violation { return l.recorder.safety.Linearizable(at) }

// Operations is how many puts and reads the clients had asked for by step at: what
// Linearizable looks at.
func (l *Lab) Operations(at int) int { return l.recorder.safety.Operations(at) }
