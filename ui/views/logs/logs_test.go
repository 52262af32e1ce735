package logs

import (
	"fmt"
	"testing"

	"raftviz/ui/frame"
	"raftviz/ui/frametest"
	"raftviz/ui/layout"
)

// check compares the pane with its golden files.
func check(t *testing.T, f *frame.Frame) {
	t.Helper()
	frametest.Golden(t, f, panes)
}

func TestHealthyCluster(t *testing.T) {
	check(t, frametest.Of(t, layout.Logs, "cluster nodes=3 seed=1", "settle", "campaign 2", "settle",
		"put x 1", "settle", "put y 2", "settle", "run 2", "put z 3", `until any(messages, len(#.entries) > 0)`))
}

func TestTwoLeadersAndConflict(t *testing.T) {
	check(t, frametest.Of(t, layout.Logs, frametest.Divided()...))
}

func TestHealing(t *testing.T) {
	f := frametest.Of(t, layout.Logs, frametest.Divided("heal", "tick 2", `until any(messages, #.to == 1 && len(#.entries) > 0) within 20`)...)
	frametest.Select(f, 2)
	check(t, f)
}

func TestCompactedAndSnapshot(t *testing.T) {
	check(t, frametest.Of(t, layout.Logs, "cluster seed=5 snapshot=3 catchup=1", "settle", "campaign 1", "settle", "isolate 3",
		"put a 1", "settle", "put b 2", "settle", "put c 3", "settle", "put d 4", "settle", "put e 5", "settle", "heal",
		`until any(messages, #.type == "MsgSnap") within 20`))
}

func TestFigure8(t *testing.T) {
	check(t, frametest.Of(t, layout.Logs, frametest.Figure8(t)...))
}

func TestNoLeader(t *testing.T) {
	check(t, frametest.Of(t, layout.Logs, "cluster nodes=3 seed=1", "settle"))
}

func TestNodesDownAndRemoved(t *testing.T) {
	check(t, frametest.Of(t, layout.Logs, "cluster nodes=3 seed=1", "settle", "campaign 1", "settle", "add 4 learner", "settle", "run 3",
		"remove 3", "settle", "run 2", "crash 2", "put x 数据库", "settle"))
}

func TestManyNodes(t *testing.T) {
	for _, nodes := range []int{1, 5, 9} {
		t.Run(fmt.Sprint(nodes), func(t *testing.T) {
			f := frametest.Of(t, layout.Logs, fmt.Sprintf("cluster nodes=%d seed=1", nodes), "settle", "campaign 1", "settle",
				"put x 1", "settle", "put y 2", "step 6")
			f.Cursors[layout.LogsPane] = frame.Thing{Kind: frame.Entry, Node: 1, Number: 6}
			check(t, f)
		})
	}
}
