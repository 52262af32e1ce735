package messages

import (
	"strings"
	"testing"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/view"
)

// TestExplainAnswers has the answers whose fields mean something else than those of
// others of their type.
func TestExplainAnswers(t *testing.T) {
	for _, tt := range []struct {
		m    view.Message
		want string
	}{
		{view.Message{Type: raftpb.MsgAppResp, Term: 3, Index: 7}, "the log of n2 agrees with that of n1 up to index 7"},
		{view.Message{Type: raftpb.MsgAppResp, Term: 3}, "n2 acknowledges nothing, and says that it is in term 3"},
		{view.Message{Type: raftpb.MsgPreVoteResp, Term: 4}, "n2 would vote for n1 in term 4"},
		{view.Message{Type: raftpb.MsgPreVoteResp, Term: 3, Reject: true}, "n2, which is in term 3, would not vote for n1"},
		{view.Message{Type: raftpb.MsgVoteResp, Term: 4, Reject: true}, "n2 does not vote for n1 in term 4"},
	} {
		tt.m.From, tt.m.To = 2, 1
		if got := Explain(&tt.m); !strings.Contains(got, tt.want) {
			t.Errorf("%v: %q, want %q", tt.m.Type, got, tt.want)
		}
	}
}
