package progress

import (
	"testing"

	"raftviz/ui/frame"
	"raftviz/ui/frametest"
	"raftviz/ui/layout"
)

func TestProgressInChinese(t *testing.T) {
	joint := frametest.Of(t, layout.Progress, "cluster nodes=3 seed=7", "settle", "campaign 1", "settle", "add 4 learner", "settle", "run 3",
		"change +5 ~3 explicit", "settle", "run 1", "change +6 -2", "settle", "isolate 2", "put x 1", "settle", "run 1")
	joint.Cursors[layout.ProgressPane] = frame.Thing{Kind: frame.Member, Node: 1, Number: 2}
	for name, f := range map[string]*frame.Frame{
		"healthy": frametest.Of(t, layout.Progress, "cluster nodes=3 seed=1", "settle", "campaign 2", "settle",
			"put x 1", "settle", "put y 2", "settle", "run 2", "put z 3", `until any(messages, len(#.entries) > 0)`),
		"divided": frametest.Of(t, layout.Progress, frametest.Divided()...),
		"snapshot": frametest.Of(t, layout.Progress, "cluster seed=5 snapshot=3 catchup=1", "settle", "campaign 1", "settle", "isolate 3",
			"put a 1", "settle", "put b 2", "settle", "put c 3", "settle", "put d 4", "settle", "put e 5", "settle", "heal",
			`until any(messages, #.type == "MsgSnap") within 20`),
		"joint":    joint,
		"pending":  frametest.Of(t, layout.Progress, "cluster nodes=3 seed=7", "settle", "campaign 1", "settle", "add 4", "ready 1"),
		"figure8":  frametest.Of(t, layout.Progress, frametest.Figure8(t)...),
		"noLeader": frametest.Of(t, layout.Progress, "cluster nodes=3 seed=1", "settle", "campaign 2", "ready 2"),
		"down": frametest.Of(t, layout.Progress, "cluster nodes=3 seed=1", "settle", "campaign 1", "settle", "crash 3", "run 30",
			"put x 1", "settle"),
	} {
		t.Run(name, func(t *testing.T) {
			// raft's own words are why it refuses a change.
			frametest.ChinesePanes(t, f, draw, "must", "transition", "out", "joint", "config", "first", "match", "next", "Probe", "Replicate", "Snapshot", "auto-leave", "lost", "blue", "red", "learner")
		})
	}
}
