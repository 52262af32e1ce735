package command

import (
	"raftviz/cluster"
	"raftviz/cluster/view"
)

var nodeSpecs = []*Spec{
	{
		Name:     "campaign",
		Group:    groupNodes,
		Params:   []Param{{Name: "N", Type: upNode}},
		Summary:  "start an election now",
		Examples: []string{"campaign 2"},
		Disabled: noneUp,
		Run:      func(l *cluster.Lab, a Args) (string, error) { return "", l.Campaign(a.Node("N")) },
	},
	{
		Name:  "crash",
		Group: groupNodes,
		Params: []Param{
			{Name: "N", Type: upNode},
			{Word: "at", Name: "STAGE", Type: aStage, Optional: true},
			{Word: "power", Type: yesOrNo, Optional: true},
		},
		Summary: "kill the process now, or just before a stage of its current or next Ready",
		Help: "What the WAL still held in its buffer is lost. With power the machine loses power instead, " +
			"and what was not fsynced is lost too. With at, the crash stays armed until a Ready of the node comes to that stage; " +
			"stages with nothing to do are not come to.",
		Examples: []string{"crash 2", "crash 2 at save-wal", "crash 2 at send power"},
		Disabled: noneUp,
		Run:      runCrash,
	},
	{
		Name:     "restart",
		Group:    groupNodes,
		Params:   []Param{{Name: "N", Type: offNode}},
		Summary:  "start a node again from its WAL and snapshots",
		Examples: []string{"restart 2"},
		Disabled: noneDown,
		Run:      func(l *cluster.Lab, a Args) (string, error) { return "", l.Restart(a.Node("N")) },
	},
	{
		Name:     "timeout",
		Group:    groupNodes,
		Params:   []Param{{Name: "N", Type: upNode}, {Name: "TICKS", Type: number(1, 1999)}},
		Summary:  "set the node's current randomized election timeout",
		Help:     "raft draws it from election to 2*election-1 ticks, and so must TICKS be. It holds until raft draws the next one.",
		Examples: []string{"timeout 1 12"},
		Disabled: noneUp,
		Run: func(l *cluster.Lab, a Args) (string, error) {
			return "", l.SetTimeout(a.Node("N"), a.Int("TICKS"))
		},
	},
	{
		Name:     "snapshot",
		Group:    groupNodes,
		Params:   []Param{{Name: "N", Type: upNode}},
		Summary:  "snapshot and compact now",
		Examples: []string{"snapshot 1"},
		Disabled: noneUp,
		Run:      func(l *cluster.Lab, a Args) (string, error) { return "", l.Snapshot(a.Node("N")) },
	},
	{
		Name:    "fail-disk",
		Group:   groupNodes,
		Params:  []Param{{Name: "N", Type: upNode}, {Word: "at", Name: "STAGE", Type: aStage}},
		Summary: "make the node's next write in a stage return an error",
		Help: "The stages that write are save-snapshot, save-wal and trigger-snapshot. " +
			"Of a snapshot it is the file that cannot be written: the WAL was allocated before the disk was full. The node stops with the error, and acknowledges nothing that was not saved. It can be restarted.",
		Examples: []string{"fail-disk 2 at save-wal"},
		Disabled: noneUp,
		Run: func(l *cluster.Lab, a Args) (string, error) {
			return "", l.FailDisk(a.Node("N"), a.Stage("at"))
		},
	},
}

func runCrash(l *cluster.Lab, a Args) (string, error) {
	if at := a.Stage("at"); at != view.NoStage {
		return "", l.CrashAt(a.Node("N"), at, a.Bool("power"))
	}
	return "", l.Crash(a.Node("N"), a.Bool("power"))
}
