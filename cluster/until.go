package cluster

import (
	"fmt"

	"raftviz/cluster/view"
)

// Timeout is Until's error when the condition did not hold in time.
type Timeout struct {
	// Ticks is how long the schedule ran.
	Ticks int
}

func (t *Timeout) Error() string { return fmt.Sprintf("did not hold within %d ticks", t.Ticks) }

// Until runs the schedule until holds is true, which it asks before the first
// step and after each. It is a *Timeout when so many ticks have passed and
// nothing is pending.
func (l *Lab) Until(holds func(*view.View) (bool, error), within int) error {
	if err := l.anyUp("until"); err != nil {
		return err
	}
	end := l.tick + within
	for {
		if ok, err := holds(l.View()); ok || err != nil {
			return err
		}
		if l.round == 0 && l.tick >= end && l.pendingNode(nil) == nil && l.pendingMessage(nil) < 0 {
			return &Timeout{within}
		}
		if err := l.next(); err != nil {
			return err
		}
	}
}
