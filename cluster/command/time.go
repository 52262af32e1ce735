package command

import (
	"raftviz/cluster"
	"raftviz/cluster/lang"
)

// The most that one command of the group does.
const (
	maxTicks  = 100_000
	maxStages = 10_000
	maxSteps  = 1_000_000
)

var timeSpecs = []*Spec{
	{
		Name:   "tick",
		Group:  groupTime,
		Params: []Param{{Name: "N|all", Type: nodeOrAll}, {Name: "COUNT", Type: number(1, maxTicks), Optional: true, Default: 1}},

		Summary:  "tick the node's RawNode, nothing else",
		Help:     "What the ticks cause waits as a Ready. tick all ticks each node that is up, and is what moves the virtual clock.",
		Examples: []string{"tick 2", "tick all 12"},
		Disabled: noneUp,
		Run:      runTick,
	},
	{
		Name:   "stage",
		Group:  groupTime,
		Params: []Param{{Name: "N", Type: upNode}, {Name: "COUNT", Type: number(1, maxStages), Optional: true, Default: 1}},

		Summary:  "run the next stage of the node's Ready, taking the Ready first if one is waiting",
		Examples: []string{"stage 1", "stage 1 2"},
		Disabled: noReady,
		Run: func(l *cluster.Lab, a Args) (string, error) {
			return "", l.Stage(a.Node("N"), a.Int("COUNT"))
		},
	},
	{
		Name:     "ready",
		Group:    groupTime,
		Params:   []Param{{Name: "N", Type: upNode}},
		Summary:  "run the node's current Ready to its end",
		Examples: []string{"ready 1"},
		Disabled: noReady,
		Run:      func(l *cluster.Lab, a Args) (string, error) { return "", l.Ready(a.Node("N")) },
	},
	{
		Name:     "settle",
		Group:    groupTime,
		Params:   []Param{{Name: "N,N..", Type: nodeList, Optional: true}},
		Summary:  "run stages and deliveries until nothing is pending; no ticks",
		Help:     "With nodes, only their Readies are run and only what is on its way to them is delivered.",
		Examples: []string{"settle", "settle 1,2"},
		Disabled: nothingPending,
		Run:      func(l *cluster.Lab, a Args) (string, error) { return "", l.Settle(a.Nodes("N,N..")...) },
	},
	{
		Name:     "step",
		Group:    groupTime,
		Params:   []Param{{Name: "COUNT", Type: number(1, maxSteps), Optional: true, Default: 1}},
		Summary:  "do the next thing that the schedule would do",
		Examples: []string{"step", "step 10"},
		Run:      func(l *cluster.Lab, a Args) (string, error) { return "", l.Next(a.Int("COUNT")) },
	},
	{
		Name:     "run",
		Group:    groupTime,
		Params:   []Param{{Name: "TICKS", Type: number(1, maxTicks)}},
		Summary:  "let the schedule run for so many ticks: tick all, settle what is due, and so on",
		Examples: []string{"run 20"},
		Run:      func(l *cluster.Lab, a Args) (string, error) { return "", l.Run(a.Int("TICKS")) },
	},
	{
		Name:  "until",
		Group: groupTime,
		Params: []Param{
			{Name: "COND", Type: conditionWithin},
			{Word: "within", Name: "TICKS", Type: number(0, maxTicks), Optional: true, Default: 1000},
		},
		Summary:  "run the schedule, stopping at the first step after which the condition holds",
		Help:     "It is an error if the condition does not hold within so many ticks. Where it holds already, nothing happens.",
		Examples: []string{"until leader != 0", "until node(3).commit >= 5 within 50"},
		Run: func(l *cluster.Lab, a Args) (string, error) {
			return "", until(l, a.Condition("COND"), a.Int("within"))
		},
		Replay: func(l *cluster.Lab, a Args) error { return l.Until(nil, a.Int("within")) },
	},
	{
		Name:     "pause",
		Group:    groupTime,
		Summary:  "freeze a live cluster's clock and Ready loops",
		Help:     "A stage that runs ends first. Messages arrive, and wait. A paused cluster can be moved by hand: tick, stage, ready, deliver, step, settle. The lab stands still by itself.",
		Examples: []string{"pause"},
		Paces:    true,
		Run:      func(l *cluster.Lab, _ Args) (string, error) { return pace(l, l.Pause) },
	},
	{
		Name:     "resume",
		Group:    groupTime,
		Summary:  "let a paused live cluster go on by itself",
		Examples: []string{"resume"},
		Paces:    true,
		Run:      func(l *cluster.Lab, _ Args) (string, error) { return pace(l, l.Resume) },
	},
	{
		Name:    "first",
		Group:   groupTime,
		Params:  []Param{{Name: firstUsage, Type: aPart}},
		Summary: "do only the first steps of a command",
		Help: "COMMAND is one that acts on the cluster; it is ended after COUNT steps. " +
			"A command that was stopped before its end is saved in this form.",
		Examples: []string{"first 3 settle", "first 17 run 20"},
		Run: func(l *cluster.Lab, a Args) (output string, err error) {
			p := a.Part(firstUsage)
			err = l.First(p.Count, func() error {
				output, err = p.Command.Spec.Run(l, p.Command.Args)
				return err
			})
			return output, err
		},
	},
}

// pace changes the pace of a live cluster. The lab has none of its own.
func pace(l *cluster.Lab, change func() error) (string, error) {
	if !l.Live() {
		return lang.T("the lab stands still by itself; step, run and until move it") + "\n", nil
	}
	return "", change()
}

func runTick(l *cluster.Lab, a Args) (string, error) {
	if id := a.Node("N|all"); id != 0 {
		return "", l.Tick(id, a.Int("COUNT"))
	}
	return "", l.TickAll(a.Int("COUNT"))
}

// Whole is the command that c, which is a first, does a part of.
func Whole(c Command) Command { return c.Args.Part(firstUsage).Command }

// Join is the step command that does what a and b do one after the other, if
// both are steps and it can do as many.
func Join(a, b Command) (Command, bool) {
	if a.Spec.Name != "step" || b.Spec.Name != "step" || a.Args.Int("COUNT")+b.Args.Int("COUNT") > maxSteps {
		return Command{}, false
	}
	return Command{a.Spec, Args{"COUNT": a.Args.Int("COUNT") + b.Args.Int("COUNT")}}, true
}
