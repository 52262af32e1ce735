package spacetime

import (
	"fmt"
	"testing"

	"raftviz/ui/frame"
	"raftviz/ui/frametest"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
)

// abbreviated are raft's names of messages as they stand on the arrows, and the keys of
// the store.
var abbreviated = []string{
	"App", "AppResp", "HbResp", "Heartbeat", "HeartbeatResp", "Pre", "PreV", "PreVote", "PreVoteResp", "Prop", "Resp", "Snap",
	"TimeoutNow", "Vote", "VoteResp", "learner",
}

func TestSpaceTimeInChinese(t *testing.T) {
	frametest.Chinese(t)
	faults := struct {
		name  string
		lines []string
	}{"faults", []string{
		"cluster seed=42 heartbeat=3", "until leader != 0", "put x 1", "run 3", "crash 1 at send", "fail-disk 3 at save-wal", "timeout 3 15",
		"campaign 3", "run 1", "read x", "get x", "add 4 learner", "run 8", "crash 2 power", "restart 1", "restart 3", "run 30", "snapshot 1", "run 9", "run 3",
	}}
	for _, s := range append(scenes, faults) {
		t.Run(s.name, func(t *testing.T) {
			f := frametest.Of(t, layout.SpaceTime, s.lines...)
			f.Commands = nil // they are the user's
			for _, size := range sizes {
				for at := f.Newest; at > 0; at -= 40 {
					f.At = at
					g := grid.New(size[0], size[1])
					Draw(f, g.Canvas())
					frametest.OnlyTerms(t, g.Render(grid.Plain()), abbreviated...)
				}
			}
		})
	}
}

// TestSelectedInChinese selects every message that can be seen, in turn.
func TestSelectedInChinese(t *testing.T) {
	frametest.Chinese(t)
	f := frametest.Of(t, layout.SpaceTime, scenes[2].lines...)
	f.Commands = nil
	g := grid.New(120, 34)
	Draw(f, g.Canvas())
	for _, thing := range frametest.Things(f, frame.Message) {
		f.Spots, f.Cursors[layout.SpaceTimePane] = nil, thing
		g = grid.New(120, 34)
		Draw(f, g.Canvas())
		frametest.OnlyTerms(t, g.Render(grid.Plain()), abbreviated...)
	}
}

// TestFiveLanesInChinese has too many lanes for a panel.
func TestFiveLanesInChinese(t *testing.T) {
	frametest.Chinese(t)
	f := frametest.Of(t, layout.SpaceTime, "cluster nodes=5 seed=42 heartbeat=3", "until leader != 0", "run 4", "crash 3", "put y 2", "run 6", "restart 3", "run 6")
	for _, size := range sizes[:2] {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) { check(t, f, size[0], size[1]) })
	}
}
