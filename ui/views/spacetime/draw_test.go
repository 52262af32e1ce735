package spacetime

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/frametest"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
)

// check compares the view of a frame with its golden file.
func check(t *testing.T, f *frame.Frame, w, h int) {
	t.Helper()
	g := grid.New(w, h)
	Draw(f, g.Canvas())
	frametest.RequireEqual(t, g)
}

// sizes are those of the view on screens of 80x24, 120x40 and 200x60.
var sizes = [][2]int{{80, 19}, {120, 34}, {200, 54}}

var scenes = []struct {
	name  string
	lines []string
}{
	{"election", []string{"cluster seed=42", "until leader != 0", "run 1"}},
	{"put", []string{"cluster seed=42 heartbeat=3", "until leader != 0", "run 4", "put x 1", "run 2"}},
	{"lost", []string{"cluster seed=42 heartbeat=3", "until leader != 0", "run 3", "put x 1", "ready 2", "drop 2->3", "run 6"}},
	{"delayed", []string{"cluster seed=42 heartbeat=3", "until leader != 0", "run 3", "put x 1", "ready 2", "delay 2->1 5", "put y 2", "run 8"}},
	{"partition", []string{"cluster nodes=5 seed=42 heartbeat=3", "until leader != 0", "run 4", "partition 1,2 | 3,4,5", "put y 2", "run 12"}},
	{"snapshot", []string{"cluster seed=42 snapshot=4 catchup=1 heartbeat=3", "until leader != 0", "run 2", "isolate 3", "put a 1", "put b 2", "run 2", "put c 3", "put d 4", "run 2", "put e 5", "put f 6", "run 2", "heal", "run 6"}},
	{"members", []string{"cluster seed=42 heartbeat=3", "until leader != 0", "run 3", "add 4 learner", "run 4"}},
	{"slow", []string{"cluster seed=42 delay=2 heartbeat=3", "until leader != 0", "put x 1", "run 7"}},
	{"readyInHand", []string{"cluster seed=42 heartbeat=3", "until leader != 0", "run 3", "put x 1", "stage 2", "stage 2"}},
	{"crash", []string{"cluster seed=42 heartbeat=3", "until leader != 0", "run 3", "crash 3", "put x 1", "run 3", "restart 3", "run 4"}},
}

func TestScenes(t *testing.T) {
	for _, s := range scenes {
		for _, size := range sizes {
			t.Run(fmt.Sprintf("%s/%dx%d", s.name, size[0], size[1]), func(t *testing.T) {
				check(t, frametest.Of(t, layout.SpaceTime, s.lines...), size[0], size[1])
			})
		}
	}
}

// TestNineLanes draws as many lanes as there can be.
func TestNineLanes(t *testing.T) {
	for _, size := range sizes {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) { check(t, busy(t), size[0], size[1]) })
	}
}

// TestOneNode draws a cluster that has nobody to send to.
func TestOneNode(t *testing.T) {
	check(t, frametest.Of(t, layout.SpaceTime, "cluster nodes=1 seed=1", "until leader != 0", "put x 1", "run 2"), 80, 19)
}

// TestPast looks at an older step: what comes after it is below the line.
func TestPast(t *testing.T) {
	for _, size := range sizes {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			check(t, frametest.Of(t, layout.SpaceTime, append(slices.Clone(scenes[1].lines), "back 40")...), size[0], size[1])
		})
	}
}

// TestSelected has a message selected far back in a long run.
func TestSelected(t *testing.T) {
	for _, size := range sizes {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			f := frametest.Of(t, layout.SpaceTime, "cluster seed=42", "until leader != 0", "run 40", "put x 1", "run 40")
			f.Cursors[layout.SpaceTimePane] = frame.Thing{Kind: frame.Moment, Step: f.Newest / 2}
			Draw(f, grid.New(size[0], size[1]).Canvas())
			things := frametest.Things(f, frame.Message)
			f.Cursors[layout.SpaceTimePane] = things[len(things)/2]
			f.Spots = nil
			check(t, f, size[0], size[1])
		})
	}
}

// TestLongQuiet draws what is left of a run in which nothing happens for longer
// than a screen looks back, and says that it is not all.
func TestLongQuiet(t *testing.T) {
	f := frametest.Of(t, layout.SpaceTime, "cluster nodes=1 seed=1", "until leader != 0", "run 3000")
	reads := map[int]bool{}
	read := f.Step
	f.Step = func(i int) *view.Step {
		reads[i] = true
		return read(i)
	}
	g := grid.New(80, 19)
	Draw(f, g.Canvas())
	got := g.Render(grid.Plain())
	if !strings.Contains(got, "space-time from step ") || !strings.Contains(got, " ticks") {
		t.Errorf("it does not say where it begins:\n%s", got)
	}
	if len(reads) > frame.LookBack {
		t.Errorf("%d steps were read", len(reads))
	}
}
