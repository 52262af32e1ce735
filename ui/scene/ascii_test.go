package scene

import (
	"fmt"
	"strings"
	"testing"

	"raftviz/ui/frame"
	"raftviz/ui/frametest"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
)

// busy is a run with most of what views have signs for: elections, commits, a
// crash, a learner, a snapshot, a partition, lost messages, a violated rule.
var busy = []string{
	"cluster nodes=5 seed=3 delay=2 snapshot=4 catchup=2", "until leader != 0", "put x 1", "run 10", "put y 2",
	"crash 5", "put x 3", "put z 4", "run 12", "isolate 4", "put x 5", "run 10", "put y 6", "put y 7", "run 15", "heal", "restart 5", "run 9",
	"partition 1,2 | 3,4,5", "run 25", "add 6 learner", "run 2", "crash 2", "tick all", "put w 1", "step 3",
}

// TestNothingButASCIIIsDrawn draws all views, and fails on a sign that has no
// character of its own in its place. There is no other text in the run than ASCII.
func TestNothingButASCIIIsDrawn(t *testing.T) {
	for page := range layout.Pages {
		f := frametest.Of(t, page, busy...)
		for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
			for i, state := range []func(*frame.Frame){
				func(*frame.Frame) {},
				func(f *frame.Frame) { f.Zoom = f.Focus },
				func(f *frame.Frame) { f.Zoom, f.At = layout.NoPane, f.At/2 },
				func(f *frame.Frame) { f.At, f.Branch = f.At/2, "branch-1" },
			} {
				state(f)
				checkASCII(t, fmt.Sprintf("%v, %v, state %d", page, size, i), Draw(f, size[0], size[1]))
			}
			f.At, f.Branch = f.Newest, ""
		}
	}
}

// TestDialogsAreASCII does so for what is above the views.
func TestDialogsAreASCII(t *testing.T) {
	f := canned(3)
	f.Status = frame.Status{Line: "put x 1", Note: "refused", Error: true}
	f.Prompt = &frame.Prompt{Chosen: 0, Choices: make([]frame.Choice, 20), Hint: "put KEY VALUE"}
	checkASCII(t, "prompt", Draw(f, 80, 24))
	f.Prompt = nil
	f.Dialog = &frame.Dialog{Title: "put", Lines: make([]frame.Line, 90), Menu: []frame.Item{{Key: "a", Does: "b"}}}
	f.Play = frame.Play{On: true, Speed: "1/4×"}
	checkASCII(t, "dialog", Draw(f, 120, 40))
	checkASCII(t, "too small", Draw(f, 20, 10))
}

// checkASCII fails where the screen would have a sign that is not ASCII, or a ?
// for a sign that the table has forgotten.
func checkASCII(t *testing.T, what string, g *grid.Grid) {
	t.Helper()
	before := []rune(g.Render(grid.Plain()))
	g.ASCII()
	after := []rune(g.Render(grid.Plain()))
	if len(before) != len(after) {
		t.Fatalf("%s: %d cells became %d", what, len(before), len(after))
	}
	wrong := map[rune]bool{}
	for i, r := range after {
		if r > '~' || r == '?' && before[i] > '~' && before[i] != '◆' {
			wrong[before[i]] = true
		}
	}
	var list strings.Builder
	for r := range wrong {
		fmt.Fprintf(&list, " %c %U", r, r)
	}
	if len(wrong) > 0 {
		t.Errorf("%s: no ASCII character stands for%s", what, &list)
	}
}
