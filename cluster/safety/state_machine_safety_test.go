package safety

import (
	"testing"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/view"
)

func TestStateMachineSafety(t *testing.T) {
	log := logOf("2", "2 x=1", "2 x=2", "2 x=3")
	cases{
		"one by one, together, and over an empty entry": {frames: []frame{
			applies(follower(1, 2, log), 2),
			applies(follower(1, 2, log), 3, 4),
			applies(follower(2, 2, log), 2, 3, 4),
			left(holding(follower(3, 2, log), 1, "")),
			applies(follower(3, 2, log), 2, 3),
		}},
		"an empty entry last": {frames: []frame{
			applies(follower(1, 2, log), 2, 3, 4),
			left(holding(follower(1, 3, log.Append(entry(5, "3"))), 5, "")),
		}},
		"after a restart it applies again": {frames: []frame{
			applies(follower(1, 2, log), 2, 3),
			left(down(1, log)),
			starts(holding(follower(1, 2, log), 2, "1"), view.Started),
			applies(follower(1, 2, log), 3),
		}},
		"another entry, said once": {
			frames: []frame{
				applies(follower(1, 2, log), 2),
				applies(follower(2, 2, logOf("2", "2 x=7", "2 x=8")), 2),
				applies(follower(1, 2, log), 3),
				applies(follower(2, 2, logOf("2", "2 x=7", "2 x=8")), 3),
			},
			want: []string{
				"log-matching is violated: n1 has 2/2 put x=1, and n2 has 2/2 put x=7 there with the same term (steps 0 and 1)",
				"state-machine-safety is violated: n1 applied 2/2 put x=1, and n2 2/2 put x=7 at the same index (steps 0 and 1)",
			},
		},
		"another entry, and again when it starts anew": {
			frames: []frame{
				applies(follower(1, 2, logOf("2", "2 x=1")), 2),
				applies(follower(2, 3, logOf("2", "3 x=2")), 2),
				left(down(2, logOf("2", "3 x=2"))),
				starts(follower(2, 3, logOf("2", "3 x=2")), view.Started),
				applies(follower(2, 3, logOf("2", "3 x=2")), 2),
			},
			want: []string{
				"state-machine-safety is violated: n1 applied 2/2 put x=1, and n2 3/2 put x=2 at the same index (steps 0 and 1)",
				"state-machine-safety is violated: n1 applied 2/2 put x=1, and n2 3/2 put x=2 at the same index (steps 0 and 4)",
			},
		},
		"an entry where another had applied an empty one": {
			frames: []frame{
				applies(follower(1, 2, logOf("2", "2 x=1")), 2),
				left(holding(follower(2, 3, logOf("2", "3")), 2, "")),
			},
			want: []string{"state-machine-safety is violated: n1 applied 2/2 put x=1, and n2 3/2 empty at the same index (steps 0 and 1)"},
		},
		"an entry twice": {
			frames: []frame{applies(follower(1, 2, log), 2, 3), applies(follower(1, 2, log), 3)},
			want:   []string{"state-machine-safety is violated: n1 applied 2/3 put x=2 after it had applied up to index 3 (steps 0 and 1)"},
		},
		"in another order": {
			frames: []frame{applies(follower(1, 2, log), 3, 2)},
			want:   []string{"state-machine-safety is violated: n1 left out 2/2 put x=1 (steps 0 and 0)"},
		},
		"one left out": {
			frames: []frame{applies(follower(1, 2, log), 2), applies(follower(1, 2, log), 4)},
			want:   []string{"state-machine-safety is violated: n1 left out 2/3 put x=2 (steps 0 and 1)"},
		},
		"the last one left out": {
			frames: []frame{applies(follower(1, 2, log), 2), left(holding(follower(1, 2, log), 3, "1"))},
			want:   []string{"state-machine-safety is violated: n1 left out 2/3 put x=2 (steps 0 and 1)"},
		},
	}.run(t)
}

// A node that starts, or installs a snapshot, has what the others had there.
func TestStateMachinesAreEqualWhereTheyBegin(t *testing.T) {
	log := logOf("2", "2 x=1", "2 x=2")
	cases{
		"a snapshot as it was": {frames: []frame{
			left(holding(follower(1, 2, logOf("2")), 1, "0")),
			starts(holding(follower(2, 2, logBehind(1, 2)), 1, "0"), view.AppliedSnapshot),
		}},
		"a snapshot that lacks a put": {
			frames: []frame{
				{nodes: []*view.Node{holding(follower(1, 2, log), 2, "1")}, events: applies(follower(1, 2, log), 2).events},
				starts(holding(follower(2, 2, logBehind(2, 2)), 2, ""), view.AppliedSnapshot),
				starts(holding(follower(3, 2, logBehind(2, 2)), 2, "0"), view.Started),
			},
			want: []string{
				`state-machine-safety is violated: at index 2 x is "1" on n1, and not set on n2 (steps 0 and 1)`,
				`state-machine-safety is violated: at index 2 x is "1" on n1, and "0" on n3 (steps 0 and 2)`,
			},
		},
		"it begins with more than a node that comes there later": {
			frames: []frame{
				starts(holding(follower(1, 2, log), 2, "2"), view.Started),
				{nodes: []*view.Node{holding(follower(2, 2, log), 2, "1")}, events: applies(follower(2, 2, log), 2).events},
			},
			want: []string{`state-machine-safety is violated: at index 2 x is "2" on n1, and "1" on n2 (steps 0 and 1)`},
		},
		"another configuration": {
			frames: []frame{
				left(holding(follower(1, 2, logOf("2")), 1, "")),
				starts(without3(follower(2, 2, logBehind(1, 2))), view.AppliedSnapshot),
			},
			want: []string{"state-machine-safety is violated: at index 1 the configuration is voters=(n1 n2 n3) on n1, and voters=(n1 n2) on n2 (steps 0 and 1)"},
		},
	}.run(t)
}

func TestConfigurationsAreEqualAfterAChange(t *testing.T) {
	log := view.NewLog(0, 0).Append(raftpb.Entry{Term: 2, Index: 1, Type: raftpb.EntryConfChangeV2})
	bootstrap := view.NewLog(0, 0).Append(raftpb.Entry{Term: 1, Index: 1, Type: raftpb.EntryConfChangeV2})
	cases{
		"equal": {frames: []frame{
			changes(follower(1, 2, log), view.ConfigChanged, "voters=(n1 n2)"),
			changes(follower(2, 2, log), view.ConfigChanged, "voters=(n1 n2)"),
		}},
		"rejected for reasons of their own": {frames: []frame{
			changes(follower(1, 2, log), view.ConfigRejected, "one"),
			changes(follower(2, 2, log), view.ConfigRejected, "two"),
		}},
		"a bootstrap that one had from the start": {frames: []frame{
			changes(follower(1, 2, bootstrap), view.ConfigChanged, "voters=(n1 n2)"),
			changes(follower(2, 2, bootstrap), view.ConfigChanged, "voters=(n1)"),
		}},
		"different": {
			frames: []frame{
				changes(follower(1, 2, log), view.ConfigChanged, "voters=(n1 n2)"),
				changes(follower(2, 2, log), view.ConfigChanged, "voters=(n1)"),
			},
			want: []string{"state-machine-safety is violated: after 2/1 leave-joint on n1 the configuration is voters=(n1 n2), and on n2 the configuration is voters=(n1) (steps 0 and 1)"},
		},
		"rejected by one": {
			frames: []frame{
				changes(follower(1, 2, log), view.ConfigChanged, "voters=(n1 n2)"),
				changes(follower(2, 2, log), view.ConfigRejected, "no"),
			},
			want: []string{"state-machine-safety is violated: after 2/1 leave-joint on n1 the configuration is voters=(n1 n2), and on n2 it was not applied (steps 0 and 1)"},
		},
		"left out": {
			frames: []frame{left(holding(follower(1, 2, log), 1, ""))},
			want:   []string{"state-machine-safety is violated: n1 left out 2/1 leave-joint (steps 0 and 0)"},
		},
	}.run(t)
}

// starts is a step in which a node starts, or installs a snapshot.
func starts(n *view.Node, what view.What) frame {
	return frame{nodes: []*view.Node{n}, events: []view.Event{{What: what, Node: n.ID}}}
}

func without3(n *view.Node) *view.Node {
	n.Applied, n.Config.Voters = 1, n.Config.Voters[:2]
	return n
}

// changes is a step in which a node comes to the configuration change at index 1.
func changes(n *view.Node, what view.What, text string) frame {
	f := applies(n, 1)
	f.events[0].What, f.events[0].Text = what, text
	return f
}
