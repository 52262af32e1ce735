package ui

import (
	"fmt"
	"runtime"
	"testing"

	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/layout"
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

// TestAScreenLooksBackAShortWay draws each view with a node that took its last
// Ready long ago.
func TestAScreenLooksBackAShortWay(t *testing.T) {
	s := elected(t, 200, 60)
	s.do("crash 1", "step 20000")
	s.press("alt+1")
	for p := range layout.Pages {
		s.press(fmt.Sprint(int(p) + 1))
		s.m.trace.kept = [frame.LookBack]*view.Step{}
		_ = s.m.View()
		for _, step := range s.m.trace.kept {
			if step != nil && step.View.Step < s.m.at-frame.LookBack {
				t.Fatalf("%v of step %d reads step %d", p, s.m.at, step.View.Step)
			}
		}
	}
}
