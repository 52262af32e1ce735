package progress

import (
	"fmt"
	"testing"

	"raftviz/ui/frame"
	"raftviz/ui/frametest"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
)

var draw = map[layout.Pane]func(*frame.Frame, grid.Canvas){layout.ProgressPane: Draw, layout.ConfigPane: DrawConfig}

// check compares both panes with their golden files.
func check(t *testing.T, f *frame.Frame) {
	t.Helper()
	frametest.Golden(t, f, draw)
}

func TestHealthyCluster(t *testing.T) {
	check(t, frametest.Of(t, layout.Progress, "cluster nodes=3 seed=1", "settle", "campaign 2", "settle",
		"put x 1", "settle", "put y 2", "settle", "run 2", "put z 3", `until any(messages, len(#.entries) > 0)`))
}

func TestTwoLeadersAndProbePaused(t *testing.T) {
	f := frametest.Of(t, layout.Progress, frametest.Divided()...)
	frametest.Select(f, 2)
	check(t, f)
}

func TestSelectedOfTwoLeaders(t *testing.T) {
	check(t, frametest.Of(t, layout.Progress, frametest.Divided()...))
}

func TestHealing(t *testing.T) {
	f := frametest.Of(t, layout.Progress, frametest.Divided("heal", "tick 2", `until any(messages, #.to == 1 && len(#.entries) > 0) within 20`)...)
	frametest.Select(f, 2)
	check(t, f)
}

func TestSnapshotPending(t *testing.T) {
	check(t, frametest.Of(t, layout.Progress, "cluster seed=5 snapshot=3 catchup=1", "settle", "campaign 1", "settle", "isolate 3",
		"put a 1", "settle", "put b 2", "settle", "put c 3", "settle", "put d 4", "settle", "put e 5", "settle", "heal",
		`until any(messages, #.type == "MsgSnap") within 20`))
}

// TestJoint has two halves, a learner that is to come, and a change that was
// refused because one is under way.
func TestJoint(t *testing.T) {
	f := frametest.Of(t, layout.Progress, "cluster nodes=3 seed=7", "settle", "campaign 1", "settle", "add 4 learner", "settle", "run 3",
		"change +5 ~3 explicit", "settle", "run 1", "change +6 -2", "settle", "isolate 2", "put x 1", "settle", "run 1")
	f.Cursors[layout.ProgressPane] = frame.Thing{Kind: frame.Member, Node: 1, Number: 2}
	check(t, f)
}

// TestPendingChange has a change in the leader's log only.
func TestPendingChange(t *testing.T) {
	check(t, frametest.Of(t, layout.Progress, "cluster nodes=3 seed=7", "settle", "campaign 1", "settle", "add 4", "ready 1"))
}

func TestFigure8(t *testing.T) {
	check(t, frametest.Of(t, layout.Progress, frametest.Figure8(t)...))
}

func TestNoLeader(t *testing.T) {
	check(t, frametest.Of(t, layout.Progress, "cluster nodes=3 seed=1", "settle", "campaign 2", "ready 2"))
}

func TestManyNodes(t *testing.T) {
	for _, nodes := range []int{1, 5, 9} {
		t.Run(fmt.Sprint(nodes), func(t *testing.T) {
			f := frametest.Of(t, layout.Progress, fmt.Sprintf("cluster nodes=%d seed=1", nodes), "settle", "campaign 1", "settle",
				"put x 1", "settle", "put y 2", "step 6")
			f.Cursors[layout.ConfigPane] = frame.Thing{Kind: frame.Configuration, Node: 1}
			check(t, f)
		})
	}
}
