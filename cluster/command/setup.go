package command

import (
	"raftviz/cluster"
	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

var setupSpecs = func() []*Spec {
	d := cluster.Defaults()
	option := func(key string, t *Type, value any) Param {
		return Param{Key: key, Type: t, Optional: true, Default: value}
	}
	return []*Spec{{
		Name:  "cluster",
		Group: groupSetup,
		Params: []Param{
			option("nodes", number(1, view.MaxNodes), d.Nodes),
			option("seed", seed, d.Seed),
			option("election", number(2, 1000), d.Election),
			option("heartbeat", number(1, 999), d.Heartbeat),
			option("prevote", yesOrNo, d.PreVote),
			option("checkquorum", yesOrNo, d.CheckQuorum),
			option("snapshot", number(1, maxEntries), int(d.Snapshot)),
			option("catchup", number(0, maxEntries), int(d.CatchUp)),
			option("delay", number(0, maxDelayTicks), d.Delay),
			{Key: "index", Name: "INDEX", Type: zeroOr(number(1, maxEntries)), Optional: true},
			{Key: "voters", Name: "1,2", Type: nodeList, Optional: true},
			{Key: "learners", Name: "3", Type: nodeList, Optional: true},
			option("msgsize", number(0, maxBytes), int(d.MessageSize)),
			{Key: "linger", Name: "TICKS", Type: zeroOr(number(0, 1000)), Optional: true},
		},
		Summary: "the cluster to start; in a script only as the first command",
		Help: "election, heartbeat and delay (how long a message travels) are in ticks. " +
			"snapshot is the number of applied entries between snapshots, catchup that of the entries kept behind one. " +
			"With index, the nodes do not begin with bootstrap entries but with a snapshot at that index and term 1, " +
			"whose configuration is voters and learners (all nodes vote unless they are said). " +
			"msgsize is how many bytes of entries go in one MsgApp, 0 for one entry a message. " +
			"linger is how many ticks a removed node goes on before it stops. " +
			"Given again to a session, it starts a fresh cluster on a branch of its own.",
		Examples: []string{
			"cluster nodes=3 seed=1",
			"cluster nodes=5 seed=42 prevote=true checkquorum=true delay=2",
			"cluster nodes=3 index=10 voters=1,2 learners=3",
		},
		Run: func(*cluster.Lab, Args) (string, error) {
			return "", ErrSecondCluster()
		},
	}}
}()

// ErrSecondCluster refuses a cluster command where there is a cluster already: in a
// script, which is of one cluster. A session starts a fresh one.
func ErrSecondCluster() error {
	return lang.E("cluster: there is a cluster already; in a script cluster is allowed as the first command only")
}

const (
	// maxEntries bounds settings that count log entries.
	maxEntries = 1_000_000_000
	// maxBytes bounds the size of a message.
	maxBytes = 1 << 30
)

// Settings are those that the arguments of a cluster command ask for.
func Settings(a Args) cluster.Settings {
	return cluster.Settings{
		Nodes: a.Int("nodes"), Seed: a.Uint("seed"),
		Election: a.Int("election"), Heartbeat: a.Int("heartbeat"),
		PreVote: a.Bool("prevote"), CheckQuorum: a.Bool("checkquorum"),
		Snapshot: uint64(a.Int("snapshot")), CatchUp: uint64(a.Int("catchup")),
		Delay: a.Int("delay"), Index: uint64(a.Int("index")),
		Voters: a.Nodes("voters"), Learners: a.Nodes("learners"), Linger: a.Int("linger"),
		MessageSize: uint64(a.Int("msgsize")),
	}
}

// Setup is the cluster command that asks for s.
func Setup(s cluster.Settings) Command {
	return Command{Find("cluster"), Args{
		"nodes": s.Nodes, "seed": s.Seed, "election": s.Election, "heartbeat": s.Heartbeat,
		"prevote": s.PreVote, "checkquorum": s.CheckQuorum,
		"snapshot": int(s.Snapshot), "catchup": int(s.CatchUp), "delay": s.Delay,
		"index": int(s.Index), "voters": s.Voters, "learners": s.Learners, "linger": s.Linger,
		"msgsize": int(s.MessageSize),
	}}
}

// Sets reports whether the command sets up the cluster.
func (c Command) Sets() bool { return c.Spec != nil && c.Spec.Name == "cluster" }
