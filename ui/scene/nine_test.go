package scene

import (
	"strings"
	"testing"

	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/frametest"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
)

// TestNineNodesOnASmallScreen checks that the smallest screen says who leads and what
// is next, with nine nodes, in every view, whatever there is to say besides.
func TestNineNodesOnASmallScreen(t *testing.T) {
	f := frametest.Of(t, layout.Cluster, "cluster nodes=9 seed=1", "until leader != 0", "settle", "put x 1", "step 5")
	lead := f.View().Leader()
	for name, status := range map[string]frame.Status{
		"nothing":      {},
		"a command":    {Line: "until any(nodes, .role == \"leader\" && .commit > 100) within 500", Note: "5 steps"},
		"an error":     {Line: "deliver #99", Note: "deliver: no message #99 is in flight", Error: true},
		"three rows":   {Line: "step 256", Note: strings.Repeat("a property is violated ", 8), Error: true},
		"a breakpoint": {Line: "run 20", Note: `breakpoint 2 at step 214: any(messages, len(#.entries) > 0) && node(1).role == "leader"`, Paused: true},
	} {
		for page := range layout.Pages {
			f.Page, f.Status = page, status
			got := Draw(f, 80, 24).Render(grid.Plain())
			for _, want := range []string{"leader ★ " + lead.String(), "next " + f.Upcoming} {
				if !strings.Contains(got, want) {
					t.Errorf("with %s the view %v has no %q:\n%s", name, page, want, got)
				}
			}
		}
	}
}

// TestAViolationLeavesWhoLeads checks the header of a small screen at an older step
// of a long run in which properties are violated.
func TestAViolationLeavesWhoLeads(t *testing.T) {
	f := canned(9)
	f.Newest, f.Upcoming = 1_000_000, ""
	f.View().Violations = []*view.Violation{{Property: view.StateMachineSafety}, {Property: view.ElectionSafety}}
	head, _, _ := strings.Cut(Draw(f, 80, 24).Render(grid.Plain()), "\n")
	for _, want := range []string{"step 214 of 1000000", "✗ 2 violated", "★ n2"} {
		if !strings.Contains(head, want) {
			t.Errorf("there is no %q in %q", want, head)
		}
	}
}

// TestTheNextStepOfThePast says what the step behind an older one did.
func TestTheNextStepOfThePast(t *testing.T) {
	f := canned(3)
	f.At, f.Upcoming = 212, ""
	if got := Draw(f, 120, 40).Render(grid.Plain()); !strings.Contains(got, "next step 213: n2 took Ready #12") {
		t.Errorf("it is not said what step 213 does:\n%s", got)
	}
}
