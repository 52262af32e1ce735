package ui

import (
	"runtime"
	"testing"

	"raftviz/cluster/view"
)

// TestALongCommandKeepsNoViews runs many steps. A view of each would take some
// kilobytes; the steps themselves take some ten bytes.
func TestALongCommandKeepsNoViews(t *testing.T) {
	const steps, limit = 100_000, 300 // bytes a step
	s := elected(t, 120, 40)
	before := heap()
	s.do("step 100000")
	_ = s.m.View()
	if grown := (heap() - before) / steps; grown > limit {
		t.Errorf("%d bytes a step are kept, want at most %d", grown, limit)
	}
	if s.m.trace.len < steps {
		t.Fatalf("only %d steps were made", s.m.trace.len)
	}
	if got := s.m.view().Step; got != s.m.trace.newest() {
		t.Errorf("step %d is shown, the newest is %d", got, s.m.trace.newest())
	}
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// TestAScreenLooksBackAShortWay draws a node that took its last Ready long ago,
// and then the events scrolled to their first.
func TestAScreenLooksBackAShortWay(t *testing.T) {
	s := elected(t, 200, 60)
	s.do("crash 1", "step 20000")
	for _, keys := range [][]string{{"1"}, {"tab", "tab", "home"}} {
		s.press(keys...)
		s.m.trace.kept = [lookBack]*view.Step{}
		_ = s.m.View()
		for _, step := range s.m.trace.kept {
			if step != nil && step.View.Step < s.m.at-lookBack && (s.m.scroll == 0 || step.View.Step > lookBack) {
				t.Fatalf("after %v the screen of step %d reads step %d", keys, s.m.at, step.View.Step)
			}
		}
	}
	s.shows("newer steps below")
}
