package command

import (
	"strings"
	"testing"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/view"
)

// afoot is a view in which n1 leads, n3 is down, and three messages are in flight.
func afoot() *view.View {
	message := func(id int, from, to view.NodeID, t raftpb.MessageType) view.InFlight {
		return view.InFlight{Message: &view.Message{ID: id, From: from, To: to, Type: t}}
	}
	return &view.View{
		Nodes: []*view.Node{{ID: 1, Up: true, Role: view.Leader}, {ID: 2, Up: true}, {ID: 3}},
		Messages: []view.InFlight{
			message(41, 1, 2, raftpb.MsgApp), message(42, 1, 3, raftpb.MsgApp), message(43, 1, 2, raftpb.MsgHeartbeat),
		},
	}
}

func TestComplete(t *testing.T) {
	for _, tt := range []struct{ line, want string }{
		{"t", "tick transfer timeout trace"},
		{"  se", "settle"},
		{"xyzzy ", ""},
		{"tick ", "all 1 2"},
		{"tick a", "all"},
		{"tick all ", ""},
		{"restart ", "3"},
		{"add ", "4 5 6 7 8 9"},
		{"add 4 ", "learner"},
		{"add 4 learner ", ""},
		{"crash 2 ", "at power"},
		{"crash 2 at s", "save-snapshot save-wal send"},
		{"crash 2 at send ", "power"},
		{"put x ", ""},
		{"put x 1 ", "via"},
		{"put 'a b' 'c' v", "via"},
		{"put 'a b", ""},
		{"put x 1 via ", "1 2"},
		{"deliver ", "all #41 #42 #43 1->2 1->3 MsgApp MsgHeartbeat"},
		{"deliver #", "#41 #42 #43"},
		{"deliver 1->2 ", "MsgApp MsgHeartbeat"},
		{"deliver 1->3 ", "MsgApp"},
		{"deliver #41 ", ""},
		{"link ", "all 1->2 1->3 2->1 2->3 3->1 3->2"},
		{"link all ", "delay= loss="},
		{"link all delay=3 ", "loss="},
		{"cut 1", "1->2 1->3"},
		{"partition ", "1 2 3"},
		{"partition 1 ", "|"},
		{"partition 1 | ", "2 3"},
		{"change ", "-1 -2 -3 +4 +5 +6 +7 +8 +9"},
		{"change +4 e", "explicit"},
		{"cluster ", "nodes= seed= election= heartbeat= prevote= checkquorum= snapshot= catchup= delay= index= voters= learners= msgsize= linger="},
		{"cluster nodes=3 se", "seed="},
		{"cluster prevote=", "prevote=true prevote=false"},
		{"show ", "cluster node ready messages log kv disk"},
		{"show node ", "1 2 3"},
		{"help cr", "crash"},
		{"expect ", "tick step leader leaders term messages violations broken node( entry("},
		{"expect leader==1&&le", "leader==1&&leader leader==1&&leaders"},
		{"expect node(1).kv", "node(1).kv"},
		{"expect node(1).election", "node(1).electionElapsed node(1).electionTimeout"},
		{"expect entry(1, 5).", "5).term 5).index 5).type 5).data"},
		{"expect node(1).progress[2].re", "node(1).progress[2].recentActive"},
		{"expect all(messages, #.log", "#.logTerm"},
		{`expect node(1).role == "`, ""},
		{"until leader == 1 ", "within"},
		{"until leader == 1 within ", ""},
		{"note ", ""},
		{"first ", ""},
		{"first 3 sett", "settle"},
		{"first 3 crash 2 ", "at power"},
		{"first 3 crash 2 at sen", "send"},
		{"first 3 until lea", "leader leaders"},
		{"save", "save save!"},
	} {
		t.Run(tt.line, func(t *testing.T) {
			if got := strings.Join(Complete(tt.line, afoot()), " "); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestCompleteWithoutAViewOffersAllNodes(t *testing.T) {
	if got := strings.Join(Complete("stage ", nil), ""); got != "123456789" {
		t.Errorf("got %s", got)
	}
}
