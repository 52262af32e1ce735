package ui

import (
	"fmt"
	"testing"

	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/layout"
)

// TestGoThere selects a message in space-time and goes to the step in which it was
// sent; it stays selected as long as it can be seen from there.
func TestGoThere(t *testing.T) {
	s := open(t, 120, 40, "cluster seed=42")
	s.do("until leader != 0", "run 6")
	s.press("4", "o")
	s.status("", "nothing with a step of its own is selected")
	for s.m.cursors[layout.SpaceTimePane].Kind != frame.Message {
		s.press("k")
	}
	chosen := s.m.cursors[layout.SpaceTimePane]
	s.press("o")
	step := s.m.trace.step(s.m.at)
	if !sends(step, chosen.Number) || s.m.at != chosen.Step || step.Stage != view.Send {
		t.Fatalf("step %d did not send #%d", s.m.at, chosen.Number)
	}
	s.status(fmt.Sprintf("goto %d", chosen.Step), "")
	s.shows("now: step", fmt.Sprintf("#%d", chosen.Number))
	if s.m.cursors[layout.SpaceTimePane] != chosen {
		t.Errorf("%+v is selected, not %+v", s.m.cursors[layout.SpaceTimePane], chosen)
	}
	s.press("o")
	s.status("", "is looked at")
	s.press("{")
	if now := s.m.cursors[layout.SpaceTimePane]; now != (frame.Thing{}) {
		t.Errorf("%+v is selected, far from step 0", now)
	}
}

// TestGoToAMessageInFlight goes to the step that sent a message of the list.
func TestGoToAMessageInFlight(t *testing.T) {
	s := open(t, 120, 40, "cluster seed=42 delay=3")
	s.do("until leader != 0", "run 2", "put x 1", "run 2")
	s.m.focus[layout.Cluster] = layout.MessagesPane
	s.press("j", "o")
	if id := s.m.message(); !sends(s.m.trace.step(s.m.at), uint64(id)) {
		t.Errorf("step %d did not send #%d", s.m.at, id)
	}
}

// TestAnotherBranch forgets what was selected in steps that a new branch does not
// have.
func TestAnotherBranch(t *testing.T) {
	s := open(t, 120, 40, "cluster seed=42")
	s.do("until leader != 0", "goto 0")
	s.press("4")
	s.m.cursors[layout.SpaceTimePane] = frame.Thing{Kind: frame.Moment, Step: s.m.trace.newest()}
	s.do("tick 1")
	if now := s.m.cursors[layout.SpaceTimePane]; now != (frame.Thing{}) {
		t.Errorf("%+v is selected, and the newest step is %d", now, s.m.trace.newest())
	}
	s.press("F")
}

// TestScrollSpaceTime scrolls to the beginning of a long run and back, thing by
// thing: none is skipped, and the order is that of time.
func TestScrollSpaceTime(t *testing.T) {
	s := open(t, 80, 24, "cluster seed=42")
	s.do("until leader != 0", "run 20")
	s.press("4", "home")
	seen := map[frame.Thing]bool{}
	for range 2000 {
		now := s.m.cursors[layout.SpaceTimePane]
		if seen[now] {
			break
		}
		seen[now] = true
		s.press("j")
	}
	if last := s.m.cursors[layout.SpaceTimePane]; last != (frame.Thing{Kind: frame.Moment, Step: s.m.at}) {
		t.Fatalf("the last thing is %+v, at step %d", last, s.m.at)
	}
	messages := 0
	for t := range seen {
		if t.Kind == frame.Message {
			messages++
		}
	}
	if sent := countSent(s.m); messages != sent {
		t.Errorf("%d messages could be selected, %d were sent", messages, sent)
	}
}

// countSent is how many messages were handed to the network.
func countSent(m *Model) int {
	n := 0
	for i := range m.trace.len {
		for _, e := range m.trace.step(i).Events {
			if rd, ok := e.About.(*view.Ready); ok && e.What == view.Sent {
				n += len(rd.Messages)
			}
		}
	}
	return n
}

// TestGoToOneOfTwoGets selects the later of two gets, which have no number: it is
// gone to, inspected and followed, not the first one.
func TestGoToOneOfTwoGets(t *testing.T) {
	s := elected(t, 120, 40)
	s.do("get first", "get second", "tick all")
	s.m.show(layout.KeyValue)
	s.m.focus[layout.KeyValue] = layout.OperationsPane
	s.press("end", "enter")
	s.shows("get second")
	s.press("esc", "F")
	s.shows("the key second")
	s.press("esc")
	s.m.show(layout.KeyValue)
	asked := s.m.cursors[layout.OperationsPane].Step
	s.press("o")
	if r := s.m.trace.step(s.m.at).Events[0].About.(*view.Request); s.m.at != asked || r.Key != "second" {
		t.Errorf("step %d asked for %s", s.m.at, r.Key)
	}
}
