package cluster

import (
	"errors"
	"slices"

	"raftviz/cluster/history"
	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// Check checks whether the clients' puts and reads are linearizable, which is not
// done after each step. What it finds and was not found before is recorded as a
// step of its own, and the error is a *Violated; otherwise nothing is recorded.
//
// Where members run in other processes, clients put and read there too, and nobody
// here knows when: then it is an error.
func (l *Lab) Check() error {
	if l.apart() {
		return errors.New(lang.T("check: clients of other processes put and read too, and when is not known here; it can be checked where all nodes run in one process"))
	}
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
// not linearizable: a violation for each. There is none where Check is an error.
func (l *Lab) Linearizable(at int) []*view.Violation {
	if l.apart() {
		return nil
	}
	return l.recorder.safety.Linearizable(at)
}

// Operations is how many puts and reads the clients had asked for by step at: what
// Linearizable looks at.
func (l *Lab) Operations(at int) int {
	if l.apart() {
		return 0
	}
	return l.recorder.safety.Operations(at)
}

// apart reports whether there are members in other processes.
func (l *Lab) apart() bool {
	return slices.ContainsFunc(l.members[:], func(m *member) bool { return m != nil && m.remote })
}
