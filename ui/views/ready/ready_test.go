package ready

import (
	"testing"

	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/frametest"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
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
