package cluster

import (
	"testing"

	"raftviz/ui/frame"
	"raftviz/ui/frametest"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
)

func TestNodesInChinese(t *testing.T) {
	draw := map[layout.Pane]func(*frame.Frame, grid.Canvas){layout.NodesPane: Draw}
	for name, f := range map[string]*frame.Frame{
		"three": busy(t, 3), "nine": busy(t, 9), "leads": apart(true), "follows": apart(false),
		"faults": frametest.Of(t, layout.Cluster, "cluster nodes=5 seed=1", "until leader != 0", "add 6 learner", "run 3", "crash 2", "crash 3 at send",
			"fail-disk 4 at save-wal", "violate no-fsync on 5", "violate skip-advance on 5", "violate forget-hardstate on 5", "transfer 5", "put x 1"),
		"joint": frametest.Of(t, layout.Cluster, "cluster nodes=3 seed=7", "settle", "campaign 1", "settle", "change +4 ~3 explicit", "settle", "run 1"),
	} {
		zoomed := *f
		zoomed.Zoom = layout.NodesPane
		for form, f := range map[string]*frame.Frame{"": f, " zoomed": &zoomed} {
			t.Run(name+form, func(t *testing.T) {
				frametest.ChinesePanes(t, f, draw, "match", "next", "probe", "replicate", "name", "http", "learner", "explicit")
			})
		}
	}
}
