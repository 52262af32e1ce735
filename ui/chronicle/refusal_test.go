package chronicle_test

import (
	"fmt"
	"testing"

	"raftviz/ui/frametest"
	"raftviz/ui/layout"
)

// TestRefusals has a change that the leader refuses, one that a follower passes on
// to it, one of a node's ID that is spent, and a transfer, which is no change.
func TestRefusals(t *testing.T) {
	f := frametest.Of(t, layout.Progress, "cluster nodes=4 seed=7", "settle", "transfer 2", "campaign 1", "settle",
		"remove 4", "settle", "add 4", "change +5 explicit", "settle", "run 2", "change +6 -2", "settle", "first 1 change +7", "settle")
	var got []string
	for _, r := range f.Chronicle.Refusals {
		got = append(got, fmt.Sprintf("%v, %q: %s", r.Node, r.Change, r.Why))
	}
	want := []string{
		`n1, "add n4": n4 was removed, and a raft ID is never used twice; unused are 5, 6, 7, 8, 9`,
		`n1, "change +n6 -n2": must transition out of joint config first`,
		`n1, "change +n7": must transition out of joint config first`,
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("refused are %q\nwant %q", got, want)
	}
	first := f.Chronicle.Refusals[0].Step
	if n := len(f.Chronicle.RefusalsUpTo(first - 1)); n != 0 {
		t.Errorf("%d are refused before step %d", n, first)
	}
	if n := len(f.Chronicle.RefusalsUpTo(first)); n != 1 {
		t.Errorf("%d are refused up to step %d", n, first)
	}
}
