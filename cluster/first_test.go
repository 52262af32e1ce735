package cluster_test

import (
	"errors"
	"testing"

	"raftviz/cluster"
	"raftviz/cluster/view"
)

func TestFirstEndsWhatItRuns(t *testing.T) {
	own := errors.New("its own")
	for _, tt := range []struct {
		name  string
		do    func(l *cluster.Lab) error
		steps int
		err   error
	}{
		{"before its end", func(l *cluster.Lab) error {
			return l.First(4, func() error { return l.TickAll(2) })
		}, 4, nil},
		{"at its end", func(l *cluster.Lab) error {
			return l.First(6, func() error { return l.TickAll(2) })
		}, 6, nil},
		{"never", func(l *cluster.Lab) error {
			return l.First(7, func() error { return l.TickAll(2) })
		}, 6, nil},
		{"inside ends first", func(l *cluster.Lab) error {
			return l.First(4, func() error { return l.First(2, func() error { return l.TickAll(2) }) })
		}, 2, nil},
		{"outside ends first", func(l *cluster.Lab) error {
			return l.First(2, func() error { return l.First(4, func() error { return l.TickAll(2) }) })
		}, 2, nil},
		{"an error before", func(l *cluster.Lab) error {
			return l.First(2, func() error { return own })
		}, 0, own},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := start(t, nil)
			if err := tt.do(l); err != tt.err {
				t.Errorf("error is %v", err)
			}
			if got := l.Len() - 1; got != tt.steps {
				t.Errorf("%d steps, want %d", got, tt.steps)
			}
			do(t, l.TickAll(9))
			if got := l.Len() - 1; got < tt.steps+27 {
				t.Errorf("the end still holds: %d steps", got)
			}
		})
	}
}

func TestACommandWithoutStepsHasNoNumber(t *testing.T) {
	l := start(t, nil)
	l.Begin("none")
	held := l.Commands()
	l.Begin("tick all")
	do(t, l.TickAll(1))
	l.Begin("none again")
	l.Begin("note")
	do(t, l.Note("x"))
	if got := l.Commands(); len(got) != 2 || got[0] != "tick all" || got[1] != "note" {
		t.Errorf("commands are %q", got)
	}
	if held[0] != "none" {
		t.Errorf("what was handed out has changed to %q", held)
	}
	if got := l.Step(l.Len() - 1).Command; got != 2 {
		t.Errorf("the last step belongs to command %d", got)
	}
}

// Where nothing can happen any more until leaves the clock alone: its end is
// that of its last step.
func TestUntilEndsWhereNothingCanHappen(t *testing.T) {
	l := start(t, func(s *cluster.Settings) { s.Nodes = 1 })
	do(t, l.Settle())
	do(t, l.CrashAt(1, view.SaveWAL, false))
	var timeout *cluster.Timeout
	if err := l.Until(nil, 50); !errors.As(err, &timeout) {
		t.Errorf("error is %v", err)
	}
	at := l.View().Tick
	do(t, l.Restart(1))
	if got := l.View().Tick; got != at {
		t.Errorf("the clock has moved from %d to %d without a step", at, got)
	}
}

// A round of ticks is over when the last node that it had left goes down: the
// next thing that is done is a step.
func TestARoundEndsWithItsLastNode(t *testing.T) {
	l := start(t, nil)
	do(t, l.Settle())
	do(t, l.Next(2)) // n1 and n2 have ticked
	do(t, l.Crash(3, false))
	before := l.Len()
	do(t, l.Next(1))
	if got := l.Step(l.Len() - 1); l.Len() != before+1 || got.Kind != view.KindTick || got.Node != 1 || got.Tick != 2 {
		t.Errorf("the next step is %v of %v at tick %d", got.Kind, got.Node, got.Tick)
	}
}
