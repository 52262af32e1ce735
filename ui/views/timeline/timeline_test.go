package timeline

import (
	"fmt"
	"slices"
	"testing"

	"raftviz/cluster/session"
	"raftviz/ui/chronicle"
	"raftviz/ui/frame"
	"raftviz/ui/frametest"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
)

// eventful is a run with moments of many kinds, and another branch.
var eventful = []string{
	"cluster seed=1", "until leader != 0", "put x 1", "settle", "put y 2", "settle", "run 5",
	"crash 3", "until leader not in [0, 3]", "settle", "put x 3", "settle", "restart 3", "run 10",
	"add 4", "settle", "run 5", "isolate 1", "run 60", "heal", "run 40", "snapshot 2", "settle",
	"goto 300", "tick all", "branch main", "goto 600",
}

func draw(f *frame.Frame, w, h int) *grid.Grid {
	g := grid.New(w, h)
	f.Spots = f.Spots[:0]
	Draw(f, g.Canvas())
	return g
}

func check(t *testing.T, f *frame.Frame, w, h int) {
	t.Helper()
	g := draw(f, w, h)
	frametest.RequireEqual(t, g)
}

func TestTimeline(t *testing.T) {
	f := frametest.Of(t, layout.Cluster, eventful...)
	for _, size := range [][2]int{{80, 1}, {120, 2}, {200, 2}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) { check(t, f, size[0], size[1]) })
	}
}

// TestTimelineOfKeptSteps draws a run of which the first steps are gone.
func TestTimelineOfKeptSteps(t *testing.T) {
	run := slices.Concat(eventful[:len(eventful)-4], []string{"goto 2000", "tick all", "branch main", "goto 2400"})
	f := frametest.Kept(t, 1500, layout.Cluster, run...)
	if f.Oldest == 0 {
		t.Fatal("all steps are kept")
	}
	for _, size := range [][2]int{{80, 1}, {120, 2}, {200, 2}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) { check(t, f, size[0], size[1]) })
	}
	if first := f.Spots[0].Thing.Step; first != f.Oldest {
		t.Errorf("the left end is step %d, not %d", first, f.Oldest)
	}
}

// TestEveryStepHasAColumn checks scales of all kinds of sizes.
func TestEveryStepHasAColumn(t *testing.T) {
	for _, s := range []scale{{1, 1}, {1, 50}, {50, 50}, {51, 50}, {133, 61}, {1_000_000, 177}, {7, 1}} {
		last := -1
		for step := range s.steps {
			i := s.column(step)
			if i < last || i > last+1 || i >= s.used() || step < s.first(i) || step >= s.first(i+1) {
				t.Fatalf("%+v: step %d is in column %d, of the steps %d to %d; the one before is in %d", s, step, i, s.first(i), s.first(i+1)-1, last)
			}
			last = i
		}
		if last != s.used()-1 {
			t.Errorf("%+v: the last step is in column %d of %d", s, last, s.used())
		}
	}
}

// TestEveryColumnGoesToAStep checks where clicks go: to the first step and the
// newest at the ends, to what matters where a sign is, and never back.
func TestEveryColumnGoesToAStep(t *testing.T) {
	f := frametest.Of(t, layout.Cluster, eventful...)
	const w = 120
	draw(f, w, 2)
	last := 0
	for x := range w {
		s := f.SpotAt(x, 1)
		if s == nil || s.Thing.Kind != frame.Moment || s.Pane != layout.TimelinePane || f.SpotAt(x, 0) != s {
			t.Fatalf("column %d is %+v", x, s)
		}
		if s.Thing.Step < last {
			t.Errorf("column %d goes to step %d, and the one before to %d", x, s.Thing.Step, last)
		}
		last = s.Thing.Step
	}
	if first := f.SpotAt(0, 1).Thing.Step; first != 0 || last != f.Newest {
		t.Errorf("the ends go to the steps %d and %d, want 0 and %d", first, last, f.Newest)
	}
	for k := chronicle.Snapshotted; k < chronicle.Kinds; k++ {
		if step, ok := f.Chronicle.Next(k, 0); ok && !slices.Contains(frametest.Things(f, frame.Moment), frame.Thing{Kind: frame.Moment, Step: step}) {
			t.Errorf("no column goes to the first %v, at step %d", k, step)
		}
	}
}

// TestForks looks at the branches that are to be seen from each of three.
func TestForks(t *testing.T) {
	branches := []session.Branch{
		{Name: "main", Newest: 900},
		{Name: "one", Parent: "main", Fork: 300, Newest: 700},
		{Name: "two", Parent: "one", Fork: 500, Newest: 800},
		{Name: "early", Parent: "main", Fork: 100, Newest: 200},
		{Name: "late", Parent: "main", Fork: 600, Newest: 800},
		{Name: "loaded", Newest: 50},
	}
	for name, want := range map[string]string{
		"main":   "300┬ 100┬ 600┬ ",
		"one":    "500┬ 300┴ 100┬ ",
		"two":    "500┴ 300┴ 100┬ ",
		"loaded": "",
	} {
		got := ""
		for i := range branches {
			branches[i].Current = branches[i].Name == name
		}
		for _, f := range forks(branches) {
			got += fmt.Sprintf("%d%c ", f.step, f.sign.glyph)
		}
		if got != want {
			t.Errorf("%s has %q, want %q", name, got, want)
		}
	}
}

// TestSignsAreDistinct checks that no two signs can be taken for one another, and
// that each takes one column.
func TestSignsAreDistinct(t *testing.T) {
	seen := map[rune]string{}
	for _, row := range Signs()[2:] {
		for _, glyph := range row[0] {
			if seen[glyph] != "" || grid.Width(string(glyph)) != 1 {
				t.Errorf("%q stands for %q and %q, in %d columns", glyph, seen[glyph], row[1], grid.Width(string(glyph)))
			}
			seen[glyph] = row[1]
		}
	}
	if want := int(chronicle.Kinds) - 1 + len(bars) + 2; len(seen) != want {
		t.Errorf("there are %d signs, want %d", len(seen), want)
	}
}

// BenchmarkDraw draws a million steps with thousands of terms, elections, crashes
// and commits.
func BenchmarkDraw(b *testing.B) {
	const million = 1_000_000
	lines := []string{"cluster seed=1", "until leader != 0", "settle"}
	for i := range 1650 {
		lines = append(lines, "put x 1", "settle", "put x 2", "settle", fmt.Sprintf("campaign %d", i%3+1), "settle", "run 30")
		if i%10 == 0 {
			lines = append(lines, "crash 1", "restart 1", "settle")
		}
	}
	f := frametest.Of(b, layout.Cluster, lines...)
	if f.Newest < million {
		b.Fatalf("there are %d steps", f.Newest)
	}
	f.At = f.Newest / 2
	g := grid.New(200, 2)
	b.ReportAllocs()
	for b.Loop() {
		f.Spots = f.Spots[:0]
		Draw(f, g.Canvas())
	}
}

func TestInChinese(t *testing.T) {
	frametest.Chinese(t)
	kept := frametest.Kept(t, 500, layout.Cluster, eventful[:len(eventful)-4]...)
	if kept.Oldest == 0 {
		t.Error("all steps are kept")
	}
	for _, f := range []*frame.Frame{frametest.Of(t, layout.Cluster, eventful...), kept} {
		for _, size := range [][2]int{{80, 1}, {120, 2}, {200, 2}} {
			frametest.OnlyTerms(t, draw(f, size[0], size[1]).Render(grid.Plain()))
		}
	}
	for _, row := range Signs() {
		frametest.OnlyTerms(t, row[1])
	}
	check(t, frametest.Of(t, layout.Cluster, eventful...), 120, 2)
}
