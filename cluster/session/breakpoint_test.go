package session

import (
	"errors"
	"testing"
)

func TestABreakpointEndsACommandWhereItBecomesTrue(t *testing.T) {
	s := given(t, "cluster", "breakpoint tick == 2", "breakpoint node(2).electionElapsed == 2")
	var hit *Break
	if _, err := s.Do("tick all 5"); !errors.As(err, &hit) || *hit != (Break{1, "tick == 2", 4}) {
		t.Fatalf("got %v", err)
	}
	if want := "breakpoint 1 at step 4: tick == 2"; hit.Error() != want {
		t.Errorf("it says %s, want %s", hit, want)
	}
	if s.At() != 4 || s.Lab().Len() != 5 {
		t.Errorf("looked at is step %d of %d", s.At(), s.Lab().Len())
	}
	// The first holds still, and ends nothing; the second becomes true.
	if _, err := s.Do("tick all 5"); !errors.As(err, &hit) || hit.Number != 2 || hit.Step != 5 {
		t.Errorf("got %v", err)
	}
	mustDo(t, s, "tick all 5")
}

func TestABreakpointThatCannotBeEvaluatedIsNotHit(t *testing.T) {
	s := given(t, "cluster", "breakpoint entry(1, 4).term == 2")
	var hit *Break
	if _, err := s.Do("run 30"); !errors.As(err, &hit) {
		t.Fatalf("got %v", err)
	}
	if e := s.View().Node(1).Log.Entry(4); e == nil || e.Term != 2 {
		t.Errorf("at step %d it does not hold", hit.Step)
	}
}

func TestAReplayDoesNotStopAtBreakpoints(t *testing.T) {
	s := given(t, "cluster", "tick all 9", "breakpoint tick == 3", "fork")
	if s.At() != 27 {
		t.Errorf("the fork ends at step %d", s.At())
	}
}

func TestBreakpointsAreListedAndCleared(t *testing.T) {
	s := New("")
	defer s.Close()
	for _, tt := range []struct{ line, output string }{
		{"breakpoints", "no breakpoint is set\n"},
		{"breakpoint leader == 2", "breakpoint 1: leader == 2\n"},
		{"breakpoint term > 4", "breakpoint 2: term > 4\n"},
		{"clear 1", ""},
		{"breakpoint tick == 1", "breakpoint 3: tick == 1\n"},
		{"breakpoints", "breakpoint 2: term > 4\nbreakpoint 3: tick == 1\n"},
	} {
		if got := mustDo(t, s, tt.line); got != tt.output {
			t.Errorf("%s: got %q, want %q", tt.line, got, tt.output)
		}
	}
	mustFail(t, s, "clear 1", "clear: there is no breakpoint 1; set are 2, 3")
	mustDo(t, s, "clear")
	mustFail(t, s, "clear 2", "clear: there is no breakpoint 2; none is set")
	if s.Lab() != nil {
		t.Error("breakpoints have started a cluster")
	}
}
