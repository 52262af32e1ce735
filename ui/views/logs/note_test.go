package logs

import (
	"strings"
	"testing"

	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/frametest"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
)

// said is what the view says of a node's entry.
func said(f *frame.Frame, id view.NodeID, index uint64) string {
	frametest.Select(f, id)
	f.Cursors[layout.LogsPane] = frame.Thing{Kind: frame.Entry, Node: id, Number: index}
	return frametest.Panes(f, 200, 60, panes).Render(grid.Plain())
}

// What has just overwritten saved entries is not on disk, though the files have had
// an entry at that index for long.
func TestWhatOverwritesIsNotOnDiskYet(t *testing.T) {
	f := frametest.Of(t, layout.Logs, append(divided, "heal", "tick 2", `until entry(1, 6).term == 3 within 20`)...)
	n := f.View().Node(1)
	if n.Overwritten == 0 {
		t.Fatalf("n1's log is saved up to %d", n.Saved())
	}
	if got := said(f, 1, n.Log.Last()); !strings.Contains(got, "not on disk yet") {
		t.Errorf("it does not say that entry %d is not on disk:\n%s", n.Log.Last(), got)
	}
}

// A rule that is broken may have a node apply what nobody has committed.
func TestAppliedIsNotCalledCommitted(t *testing.T) {
	f := frametest.Of(t, layout.Logs, "cluster nodes=3 seed=1", "settle", "campaign 1", "settle",
		"violate apply-before-commit on 1", "isolate 1", "put x lost via 1", "settle")
	n := f.View().Node(1)
	got := said(f, 1, n.Applied)
	if n.Applied <= n.Commit || strings.Contains(got, "is committed and applied") || !strings.Contains(got, "is applied, though it is not known to be committed") {
		t.Errorf("commit %d, applied %d:\n%s", n.Commit, n.Applied, got)
	}
}
