package frame_test

import (
	"bytes"
	"testing"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/view"
	"raftviz/kv"
	"raftviz/ui/frame"
)

// Nine nodes may have the same entry, each with data of its own: all are drawn on
// each screen.
func TestPhrasesAreRememberedForAllNodes(t *testing.T) {
	var p frame.Phrases
	mine := raftpb.Entry{Term: 2, Index: 5, Data: kv.Put{Key: "x", Val: "1"}.Encode()}
	theirs := mine
	theirs.Data = bytes.Clone(mine.Data)
	if n := testing.AllocsPerRun(10, func() { p.Of(&mine); p.Of(&theirs) }); n > 0 {
		t.Errorf("%v allocations for two that were said", n)
	}
	theirs.Data = kv.Put{Key: "x", Val: "2"}.Encode()
	for _, e := range []*raftpb.Entry{&mine, &theirs} {
		if got, want := p.Of(e), view.DescribeData(e); got != want {
			t.Errorf("%q is said of %q", got, want)
		}
	}
}
