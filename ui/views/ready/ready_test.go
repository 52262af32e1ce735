package ready

import (
	"testing"

	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/frametest"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
)

// panes are those of the view.
var panes = map[layout.Pane]func(*frame.Frame, grid.Canvas){
	layout.StagesPane: DrawLoop,
	layout.FieldsPane: Draw,
	layout.SourcePane: DrawSource,
}

// draw draws them as a screen of w by h has room for them.
func draw(f *frame.Frame, w, h int) *grid.Grid { return frametest.Panes(f, w, h, panes) }

// check compares the view with its golden files.
func check(t *testing.T, f *frame.Frame) {
	t.Helper()
	frametest.Golden(t, f, panes)
}

// of is the frame after some lines, with a node selected.
func of(t testing.TB, id view.NodeID, lines ...string) *frame.Frame {
	t.Helper()
	f := frametest.Of(t, layout.Ready, lines...)
	frametest.Select(f, id)
	return f
}

// led is a cluster that n1 leads, with nothing pending.
var led = []string{"cluster seed=5", "settle", "campaign 1", "settle"}

// committing is a leader whose put a quorum has: its next Ready has a commit
// index, and an entry to apply.
var committing = append(append([]string(nil), led...), "put x 1", "ready 1", "settle 2", "deliver 2->1")

// behind is a cluster in which n3 has a snapshot in hand instead of entries.
var behind = []string{
	"cluster seed=5 snapshot=3 catchup=1", "settle", "campaign 1", "settle", "isolate 3",
	"put a 1", "settle", "put b 2", "settle", "put c 3", "settle", "put d 4", "settle", "heal",
	`until node(3).stage == "save-snapshot" within 20`,
}

// script is some lines and more lines.
func script(base []string, lines ...string) []string {
	return append(append([]string(nil), base...), lines...)
}

func TestBeforeSaveWAL(t *testing.T) {
	check(t, of(t, 1, script(led, "put x 1", "put 鍵 二つの値", "first 1 stage 1")...))
}

func TestHardStateInTheBuffer(t *testing.T) {
	check(t, of(t, 1, script(committing, "stage 1")...))
}

func TestSnapshotInHand(t *testing.T) {
	check(t, of(t, 3, script(behind, "stage 3")...))
}

func TestConfigChange(t *testing.T) {
	check(t, of(t, 1, script(led, "add 4 learner", `until node(1).stage == "publish" within 5`)...))
}

func TestCutShort(t *testing.T) {
	check(t, of(t, 1, script(led, "put x 1", "stage 1", "crash 1")...))
}

func TestSentBeforeSaved(t *testing.T) {
	check(t, of(t, 1, script(led, "violate send-before-save on 1", "put x 1", "stage 1")...))
}

func TestNothingInHand(t *testing.T) {
	for name, lines := range map[string][]string{
		"never": {"cluster seed=5", "settle", "crash 1", "restart 1"},
		"done":  led,
		"waits": script(led, "put x 1"),
		"down":  {"cluster seed=5", "settle", "crash 1", "restart 1", "crash 1"},
	} {
		t.Run(name, func(t *testing.T) { check(t, of(t, 1, lines...)) })
	}
}

// told is what the panes say, without the code, which is in English.
func told(f *frame.Frame, w, h int) *grid.Grid {
	return frametest.Panes(f, w, h, map[layout.Pane]func(*frame.Frame, grid.Canvas){
		layout.StagesPane: DrawLoop, layout.FieldsPane: Draw,
		layout.SourcePane: func(f *frame.Frame, c grid.Canvas) {
			paint.Write(c, 0, 0, c.W(), handOf(f).running(handOf(f).chosen(), c.W())...)
		},
	})
}

func TestInChinese(t *testing.T) {
	frametest.Chinese(t)
	for _, test := range []struct {
		id    view.NodeID
		lines []string
	}{
		{1, script(led, "put x 1", "put y 2", "first 1 stage 1")},
		{1, script(committing, "stage 1")}, {1, script(committing, "stage 1 3")}, {1, script(committing, "ready 1")},
		{3, behind}, {3, script(behind, "stage 3 1")}, {3, script(behind, "stage 3 3")},
		{3, script(behind, "violate snapshot-record-before-file on 3", "stage 3")},
		{1, script([]string{"cluster seed=5 snapshot=1 catchup=0"}, append(committing[1:], "stage 1 4")...)},
		{1, script(led, "add 4 learner", `until node(1).stage == "publish" within 5`)},
		{2, script(led, "campaign 2", "stage 2 2")},
		{1, script(led, "put x 1", "stage 1", "crash 1")}, {1, script(committing, "stage 1 2", "crash 1 power")},
		{1, script(led, "violate send-before-save on 1", "put x 1", "stage 1")},
		{1, script(led, "violate apply-before-commit on 1", "put x 1", "stage 1 3")},
		{1, script(committing, "violate no-fsync on 1", "violate forget-hardstate on 1", "violate skip-advance on 1", "stage 1")},
		{1, led}, {1, script(led, "put x 1")}, {1, script(led, "crash 1")}, {1, []string{"cluster seed=5", "settle", "crash 1", "restart 1"}},
	} {
		f := of(t, test.id, test.lines...)
		stages := []frame.Thing{{}}
		for _, s := range view.Stages() {
			stages = append(stages, handOf(f).stageThing(s))
		}
		for _, f.Cursors[layout.StagesPane] = range stages {
			for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
				frametest.OnlyTerms(t, told(f, size[0], size[1]).Render(grid.Plain()), "voters", "learner")
			}
		}
	}
	frametest.RequireEqual(t, draw(of(t, 3, script(behind, "stage 3")...), 120, 40))
}
