package cluster

import "errors"

// errEnough ends what First runs.
var errEnough = errors.New("enough steps")

// First runs do, which calls a method of the Lab, and ends it after its first
// count steps, at least 1. That it was ended is no error; one of its own is, a
// *Violated at the last step too. Within another First the smaller end holds.
func (l *Lab) First(count int, do func() error) error {
	r := &l.recorder
	outer, own := r.end, r.steps+count
	if outer == 0 || own < outer {
		r.end = own
	}
	err := do()
	r.end = outer
	if errors.Is(err, errEnough) && r.steps == own {
		return nil
	}
	return err
}
