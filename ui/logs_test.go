package ui

import (
	"testing"

	"raftviz/ui/frame"
	"raftviz/ui/layout"
)

// TestLogsAreGoneThrough selects places in the logs, by index, by node and by what
// is of interest there.
func TestLogsAreGoneThrough(t *testing.T) {
	s := open(t, 80, 24, "cluster seed=1", "settle", "campaign 1", "settle", "put x 1", "settle", "isolate 1", "put x lost via 1", "settle",
		"campaign 2", "settle")
	at := func(node, index int) {
		t.Helper()
		if got := s.m.cursor(layout.LogsPane); got.Kind != frame.Entry || int(got.Node) != node || int(got.Number) != index {
			t.Fatalf("%+v is selected, want entry %d of n%d", got, index, node)
		}
	}
	s.press("3", "alt+1", ",")
	at(1, 6)
	s.status("", "first conflict")
	s.press(",")
	at(1, 5)
	s.status("", "n1 2/5: commit index, applied")
	s.press(".", ".")
	at(1, 6)
	if !s.m.status.Error {
		t.Error("there is a place behind the last one")
	}
	s.press("k", "k")
	at(1, 4)
	s.press("l")
	at(2, 4)
	s.press("j")
	at(2, 5)
	s.press("home")
	at(2, 1)
	s.press("end")
	at(2, 6)
	s.shows("n2 3/6 empty")
	s.press("1", ".")
	s.status("", "view 3")
}

// TestMembersAreGoneThrough selects what a leader knows of its members, and
// configurations.
func TestMembersAreGoneThrough(t *testing.T) {
	s := open(t, 120, 40, "cluster seed=1", "settle", "campaign 1", "settle")
	s.press("5", "j", "j")
	if got, want := s.m.cursor(layout.ProgressPane), (frame.Thing{Kind: frame.Member, Node: 1, Number: 2}); got != want {
		t.Errorf("%+v is selected, want %+v", got, want)
	}
	s.press("w", "end")
	if got, want := s.m.cursor(layout.ConfigPane), (frame.Thing{Kind: frame.Configuration, Node: 3}); got != want {
		t.Errorf("%+v is selected, want %+v", got, want)
	}
}
