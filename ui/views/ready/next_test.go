package ready

import (
	"strings"
	"testing"

	"raftviz/cluster/view"
	"raftviz/ui/frametest"
	"raftviz/ui/layout"
)

// The first Save after a restart fsyncs what MustSync would leave in the buffer.
func TestTheFirstSaveAfterARestartFsyncs(t *testing.T) {
	f := frametest.Of(t, layout.Ready, "cluster nodes=3 seed=1", "settle", "campaign 1", "settle", "put x 1", "settle",
		"crash 2", "restart 2", "tick 1", "settle 1", "deliver 1->2", "ready 2")
	frametest.Select(f, 2)
	h := handOf(f)
	e := h.has(view.SaveWAL, view.SavedWAL)
	if e == nil || !e.Synced || h.rd.MustSync {
		t.Fatalf("Ready #%d: MustSync %v, saved %v", h.rd.Number, h.rd.MustSync, e)
	}
	if got := h.does(view.SaveWAL); !strings.Contains(got, "and fsyncs, though MustSync is false") {
		t.Errorf("it says %q", got)
	}
}
