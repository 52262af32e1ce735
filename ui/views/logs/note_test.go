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
	f := frametest.Of(t, layout.Logs, frametest.Divided("heal", "tick 2", `until entry(1, 6).term == 3 within 20`)...)
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

// Two leaders of one term make different entries of it: raft tells entries apart by
// their terms, the view by what they are.
func TestDifferentEntriesOfATermAreInConflict(t *testing.T) {
	f := frametest.Of(t, layout.Logs, "cluster nodes=3 seed=1", "settle", "cut 1->2", "cut 2->1", "violate send-before-save on 3",
		"campaign 1", "settle 1", "crash 3 at save-wal", "settle 3", "settle 1", "restart 3", "campaign 2", "settle",
		"obey send-before-save on 3", "settle", "put x blue via 1", "settle", "put x red via 2", "settle", "settle")
	v := f.View()
	if a, b := v.Node(1).Log.Entry(5), v.Node(2).Log.Entry(5); a == nil || b == nil || a.Term != b.Term {
		t.Fatalf("entry 5 is %v and %v", a, b)
	}
	lead, other := v.Leader(), view.NodeID(1)
	if lead == 1 {
		other = 2
	}
	if got := said(f, other, 5); !strings.Contains(got, "against log-matching: no MsgApp will repair it") {
		t.Errorf("n%d leads, and of n%d's entry 5 it says\n%s", lead, other, got)
	}
}
