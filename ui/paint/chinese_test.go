package paint

import (
	"slices"
	"testing"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

func TestStandingsInChinese(t *testing.T) {
	lang.Use(lang.Chinese)
	defer lang.Use(lang.English)
	for _, tt := range []struct {
		n    view.Node
		want []string
	}{
		{view.Node{Up: true}, []string{"跟随者"}},
		{view.Node{Up: true, Role: view.Candidate}, []string{"候选人"}},
		{view.Node{Up: true, Role: view.PreCandidate}, []string{"预候选人", "预候选"}},
		{view.Node{Up: true, Role: view.Leader, Removed: true}, []string{"领导者（已移除）", "领导者"}},
		{view.Node{Up: true, Learner: true}, []string{"学习者"}},
		{view.Node{}, []string{"已崩溃"}},
		{view.Node{Failure: "a disk"}, []string{"因错误停止", "已停止"}},
		{view.Node{Removed: true}, []string{"已移除"}},
		{view.Node{Remote: true}, []string{"在别处"}},
		{view.Node{Remote: true, Role: view.Leader}, []string{"领导者在别处", "在别处"}},
	} {
		if got := StandingOf(&tt.n).Words; !slices.Equal(got, tt.want) {
			t.Errorf("%+v: %q, want %q", tt.n, got, tt.want)
		}
	}
}

func TestEntriesInChinese(t *testing.T) {
	lang.Use(lang.Chinese)
	defer lang.Use(lang.English)
	if one, two := Entries(1), Entries(2); one != "1 个条目" || two != "2 个条目" {
		t.Errorf("it is %q, and %q", one, two)
	}
	if got, want := EntryList(make([]raftpb.Entry, described+2)), "，另有 2 个"; len(got) < len(want) || got[len(got)-len(want):] != want {
		t.Errorf("%q does not end in %q", got, want)
	}
}
