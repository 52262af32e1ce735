package command

import (
	"errors"

	"raftviz/cluster"
	"raftviz/cluster/condition"
	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// Unmet is the error of a condition that was expected to hold and did not.
type Unmet struct {
	// Command is "expect" or "until".
	Command string
	// Why says in words what is wrong: "does not hold".
	Why string
	// Explained is the condition, and what each part of it was.
	Explained string
}

// Error begins with the command and what is wrong, in one line; the lines that
// follow say the condition and what each part of it was.
func (u *Unmet) Error() string { return u.Command + ": " + u.Why + ": " + u.Explained }

// expect fails unless c holds in v. What cannot be evaluated does not hold.
func expect(v *view.View, c *condition.Condition) error {
	holds, err := c.Holds(v)
	switch {
	case err != nil:
		return &Unmet{"expect", err.Error(), c.Explain(v)}
	case !holds:
		return &Unmet{"expect", lang.T("does not hold"), c.Explain(v)}
	}
	return nil
}

// until runs the schedule until c holds. What cannot be evaluated ends it.
func until(l *cluster.Lab, c *condition.Condition, within int) error {
	var wrong error
	err := l.Until(func(v *view.View) (holds bool, err error) {
		holds, wrong = c.Holds(v)
		return holds, wrong
	}, within)
	var timeout *cluster.Timeout
	switch {
	case wrong != nil:
		return &Unmet{"until", wrong.Error(), c.Explain(l.View())}
	case errors.As(err, &timeout):
		return &Unmet{"until", timeout.Error(), c.Explain(l.View())}
	}
	return err
}
