package cluster

import (
	"fmt"
	"testing"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/view"
	"raftviz/kv"
	"raftviz/ui/frame"
	"raftviz/ui/layout"
)

// apart is what a process sees that runs n2 alone, of three members and one that was
// removed: with it leading, or following n1. n3 is watched.
func apart(leads bool) *frame.Frame {
	log := view.NewLog(4, 1)
	for i := uint64(5); i <= 8; i++ {
		log = log.Append(raftpb.Entry{Term: 2, Index: i, Data: kv.Put{Key: "x", Val: fmt.Sprint(i)}.Encode()})
	}
	config := &view.Config{Voters: []view.NodeID{1, 2, 3}}
	here := &view.Node{
		ID: 2, Up: true, Term: 2, Vote: 1, Lead: 1, Commit: 8, Applied: 7, Log: log, KV: kv.NewState(map[string]string{"x": "7"}),
		Config: config, Disk: &view.Disk{Last: 8, Term: 2, Vote: 1, Commit: 7}, ElectionElapsed: 3, ElectionTimeout: 14,
	}
	elsewhere := &view.Node{ID: 1, Remote: true, Term: 2, Role: view.Leader, Log: &view.Log{}, Config: &view.Config{}, Disk: &view.Disk{}}
	watched := *here
	watched.ID, watched.Remote, watched.Watched, watched.ReadyWaiting = 3, true, true, true
	gone := &view.Node{ID: 4, Remote: true, Removed: true, Term: 2, Log: &view.Log{}, Config: &view.Config{}, Disk: &view.Disk{}}
	if leads {
		here.Role, here.Vote, here.Lead, elsewhere.Role = view.Leader, 2, 2, view.Follower
		watched.Vote, watched.Lead = 2, 2
		here.Progress = []view.Progress{
			{ID: 1, State: "probe", Match: 5, Next: 6, Paused: true},
			{ID: 2, State: "replicate", Match: 8, Next: 9, RecentActive: true},
			{ID: 3, State: "replicate", Match: 8, Next: 9, RecentActive: true, Inflight: 1},
		}
	}
	step := &view.Step{View: view.View{Tick: 9, Nodes: []*view.Node{elsewhere, here, &watched, gone}, Links: &view.Links{}}}
	return &frame.Frame{
		Title: "live", Live: true, Step: func(int) *view.Step { return step }, Selected: 2, Page: layout.Cluster, Focus: layout.NodesPane,
		Address: func(id view.NodeID) string {
			return map[view.NodeID]string{1: "http://127.0.0.1:12379", 2: "http://127.0.0.1:22379"}[id]
		},
	}
}

func TestNodesOfOtherProcesses(t *testing.T) {
	for _, leads := range []bool{false, true} {
		f := apart(leads)
		for _, size := range sizes {
			t.Run(fmt.Sprintf("leads %v at %dx%d", leads, size[0], size[1]), func(t *testing.T) { check(t, f, size[0], size[1]) })
		}
	}
}
