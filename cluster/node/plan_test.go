package node

import (
	"fmt"
	"slices"
	"testing"

	"go.etcd.io/etcd/raft/v3"
	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/rule"
	"raftviz/cluster/view"
)

// withReady is a node with a Ready that has everything: a snapshot at 4, entries
// 5 to 7 to save, of which two are committed, and a message.
func withReady(broken ...rule.Rule) *Node {
	n := &Node{cfg: Config{SnapshotEntries: 1}}
	for _, r := range broken {
		n.cfg.Broken = n.cfg.Broken.With(r)
	}
	entries := []raftpb.Entry{{Term: 2, Index: 5}, {Term: 2, Index: 6}, {Term: 2, Index: 7}}
	n.applied, n.seen.log = 4, view.NewLog(4, 2)
	for _, e := range entries {
		n.seen.log = n.seen.log.Append(e)
	}
	n.ready = raft.Ready{
		Snapshot:  raftpb.Snapshot{Metadata: raftpb.SnapshotMetadata{Index: 4, Term: 2}},
		HardState: raftpb.HardState{Term: 2, Commit: 6},
		Entries:   entries, CommittedEntries: entries[:2], Messages: make([]raftpb.Message, 1),
	}
	return n
}

func TestBrokenRulesAboutOrder(t *testing.T) {
	s, w, as, ap := view.SaveSnapshot, view.SaveWAL, view.ApplySnapshot, view.AppendStorage
	send, p, ts, adv := view.Send, view.Publish, view.TriggerSnapshot, view.Advance
	for _, test := range []struct {
		broken []rule.Rule
		want   []view.Stage
	}{
		{nil, []view.Stage{s, w, as, ap, send, p, ts, adv}},
		{[]rule.Rule{rule.SendBeforeSave}, []view.Stage{send, s, w, as, ap, p, ts, adv}},
		{[]rule.Rule{rule.SaveHardStateBeforeSnapshot}, []view.Stage{w, s, as, ap, send, p, ts, adv}},
		{[]rule.Rule{rule.SnapshotBeforeApply}, []view.Stage{s, w, as, ap, send, ts, p, adv}},
		{rule.All(), []view.Stage{send, w, s, as, ap, ts, p, adv}},
	} {
		t.Run(fmt.Sprint(test.broken), func(t *testing.T) {
			n := withReady(test.broken...)
			n.publishes = n.toPublish()
			if got := n.plan(); !slices.Equal(got, test.want) {
				t.Errorf("the plan is %v, want %v", got, test.want)
			}
		})
	}
	if got := view.SetOf(view.Stages()).Stages(); !slices.Equal(got, view.Stages()) {
		t.Errorf("the stages that all Readies share are now %v", got)
	}
}

func TestAPlanKeepsItsOrderWhereTheRuleHasNothingToMove(t *testing.T) {
	n := withReady(rule.SendBeforeSave, rule.SnapshotBeforeApply, rule.SaveHardStateBeforeSnapshot)
	n.ready = raft.Ready{Messages: n.ready.Messages}
	if got, want := n.plan(), []view.Stage{view.Send, view.Advance}; !slices.Equal(got, want) {
		t.Errorf("the plan is %v, want %v", got, want)
	}
}

func TestWhatIsPublished(t *testing.T) {
	for name, test := range map[string]struct {
		broken  rule.Rule
		role    view.Role
		applied uint64
		want    []uint64
	}{
		"no rule broken":            {rule.None, view.Leader, 4, []uint64{5, 6}},
		"apply-uncommitted-entries": {rule.ApplyUncommittedEntries, view.Follower, 4, []uint64{5, 6, 7}},
		"leader":                    {rule.ApplyBeforeCommit, view.Leader, 4, []uint64{5, 6, 7}},
		"leader, applied in part":   {rule.ApplyBeforeCommit, view.Leader, 6, []uint64{7}},
		"leader, all applied":       {rule.ApplyBeforeCommit, view.Leader, 7, nil},
		"follower":                  {rule.ApplyBeforeCommit, view.Follower, 4, []uint64{5, 6}},
		"leader until a while ago":  {rule.ApplyBeforeCommit, view.Follower, 5, []uint64{6}},
	} {
		t.Run(name, func(t *testing.T) {
			n := withReady(test.broken)
			n.seen.role, n.applied = test.role, test.applied
			var got []uint64
			for _, e := range n.toPublish() {
				got = append(got, e.Index)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("it publishes %v, want %v", got, test.want)
			}
		})
	}
}
