package why

import (
	"strings"
	"testing"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/view"
)

// What it takes long to come to: a leader that sends a member nothing, and why.
func TestTheLeaderIsWaiting(t *testing.T) {
	for _, tt := range []struct {
		progress view.Progress
		want     string
	}{
		{
			view.Progress{ID: 2, State: "snapshot", PendingSnapshot: 7, Paused: true},
			"(match 0, snapshot): n1 waits to hear how its snapshot at 7 ended, and nothing is on its way",
		},
		{
			view.Progress{ID: 2, State: "replicate", Inflight: 256, Paused: true},
			"(match 0, replicate, paused): 256 MsgApps are unanswered; n1 sends again when n2 answers a heartbeat",
		},
		{
			view.Progress{ID: 2, State: "probe", Paused: true},
			"(match 0, probe, paused): its probe is unanswered; n1 sends again when n2 answers a heartbeat",
		},
		{
			view.Progress{ID: 2, State: "replicate"},
			"(match 0, replicate): nothing is on its way; n1 sends again when n2 answers a heartbeat",
		},
	} {
		t.Run(tt.progress.State, func(t *testing.T) {
			config := &view.Config{Voters: []view.NodeID{1, 2}}
			log := view.NewLog(0, 0).Append(raftpb.Entry{Term: 2, Index: 1})
			v := &view.View{Nodes: []*view.Node{
				{ID: 1, Up: true, Role: view.Leader, Term: 2, Log: log, Config: config, Progress: []view.Progress{{ID: 1, Match: 1, State: "probe"}, tt.progress}},
				{ID: 2, Up: true, Term: 2, Log: view.NewLog(0, 0), Config: config},
			}}
			got := strings.ReplaceAll(Entry(v, 1, 1), "\n      ", " ")
			if want := "\n  n2  lacks it " + tt.want + "\n"; !strings.Contains(got, want) {
				t.Errorf("got\n%s\nwithout%s", got, want)
			}
		})
	}
}
