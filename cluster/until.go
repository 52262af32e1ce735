package cluster

import (
	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// Timeout is Until's error when the condition did not hold in time.
type Timeout struct {
	// Ticks is how long the schedule ran.
	Ticks int
}

func (t *Timeout) Error() string { return lang.F("did not hold within %d ticks", t.Ticks) }

// Until runs the schedule until holds is true, which it asks before the first
// step and after each; nil never is. It is a *Timeout when so many ticks have
// passed and nothing is pending, or when nothing is left that could happen.
func (l *Lab) Until(holds func(*view.View) (bool, error), within int) error {
	if err := l.anyUp("until"); err != nil {
		return err
	}
	end := l.tick + within
	if l.outside != nil {
		return l.await(func() (bool, error) {
			if ok, err := holds(l.View()); ok || err != nil {
				return ok, err
			}
			if l.tick >= end {
				return false, &Timeout{within}
			}
			return false, nil
		})
	}
	for {
		if holds != nil {
			if ok, err := holds(l.View()); ok || err != nil {
				return err
			}
		}
		if l.tick >= end && l.idle() || l.over() {
			return &Timeout{within}
		}
		if err := l.next(); err != nil {
			return err
		}
	}
}

// idle reports whether only a tick can make anything happen.
func (l *Lab) idle() bool {
	return l.round == 0 && l.pendingNode(nil) == nil && l.pendingMessage(nil) < 0
}

// over reports whether nothing can happen any more.
func (l *Lab) over() bool { return l.nextUp(0) == nil && len(l.net.InFlight()) == 0 }
