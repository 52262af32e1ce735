package command

import (
	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster"
	"raftviz/cluster/lang"
)

var memberSpecs = []*Spec{
	{
		Name:    "add",
		Group:   groupMembers,
		Params:  []Param{{Name: "N", Type: newNode}, {Word: "learner", Type: yesOrNo, Optional: true}},
		Summary: "propose a ConfChange that adds a node, as a voter or a learner",
		Help: "A node that was never started is started with an empty log, and learns the configuration from the leader. " +
			"A learner of the configuration becomes a voter.",
		Examples: []string{"add 4", "add 4 learner"},
		Disabled: noneUp,
		Run: func(l *cluster.Lab, a Args) (string, error) {
			return "", l.Add(a.Node("N"), a.Bool("learner"))
		},
	},
	{
		Name:     "promote",
		Group:    groupMembers,
		Params:   []Param{{Name: "N", Type: aNode}},
		Summary:  "propose a ConfChange that makes a learner a voter",
		Examples: []string{"promote 4"},
		Disabled: noLearner,
		Run:      func(l *cluster.Lab, a Args) (string, error) { return "", l.Promote(a.Node("N")) },
	},
	{
		Name:     "remove",
		Group:    groupMembers,
		Params:   []Param{{Name: "N", Type: aNode}},
		Summary:  "propose a ConfChange that removes a node",
		Help:     "The node stops when it applies the change, if it hears of it.",
		Examples: []string{"remove 3"},
		Disabled: noneUp,
		Run:      func(l *cluster.Lab, a Args) (string, error) { return "", l.Remove(a.Node("N")) },
	},
	{
		Name:  "change",
		Group: groupMembers,
		Params: []Param{
			{Name: "+4 ~5 -1", Type: changes},
			{Name: "auto|implicit|explicit", Type: choice(lang.Mark("transitions"), "auto", "implicit", "explicit"), Optional: true, Default: "auto"},
		},
		Summary: "propose one ConfChangeV2: +N is a voter, ~N a learner, -N is removed",
		Help: "auto goes through a joint configuration where more than one voter changes; implicit and explicit always do. " +
			"From an explicit one, leave-joint leads out; from the others raft leaves by itself.",
		Examples: []string{"change +4 +5 -1", "change ~4", "change +4 -1 explicit"},
		Disabled: noneUp,
		Run: func(l *cluster.Lab, a Args) (string, error) {
			return "", l.Change(a.Changes("+4 ~5 -1"), transitions[a.Text("auto|implicit|explicit")])
		},
	},
	{
		Name:     "leave-joint",
		Group:    groupMembers,
		Summary:  "propose to leave the joint configuration",
		Examples: []string{"leave-joint"},
		Disabled: notJoint,
		Run:      func(l *cluster.Lab, _ Args) (string, error) { return "", l.LeaveJoint() },
	},
	{
		Name:     "transfer",
		Group:    groupMembers,
		Params:   []Param{{Name: "N", Type: upNode}},
		Summary:  "transfer leadership to a node",
		Examples: []string{"transfer 2"},
		Disabled: noLeader,
		Run:      func(l *cluster.Lab, a Args) (string, error) { return "", l.Transfer(a.Node("N")) },
	},
}

var transitions = map[string]raftpb.ConfChangeTransition{
	"auto":     raftpb.ConfChangeTransitionAuto,
	"implicit": raftpb.ConfChangeTransitionJointImplicit,
	"explicit": raftpb.ConfChangeTransitionJointExplicit,
}
