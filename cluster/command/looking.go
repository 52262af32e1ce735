package command

import "raftviz/cluster"

var lookingSpecs = []*Spec{
	{
		Name:     "expect",
		Group:    groupLooking,
		Params:   []Param{{Name: "COND", Type: aCondition}},
		Summary:  "fail the script unless the condition holds, saying what each part of it was",
		Examples: []string{"expect leader == 2", `expect node(3).kv["x"] == "1"`, "expect all(leaders, # != 1)"},
		Look: func(l *cluster.Lab, at int, a Args) (string, error) {
			return "", expect(&l.Step(at).View, a.Condition("COND"))
		},
	},
	{
		Name:     "show",
		Group:    groupLooking,
		Params:   []Param{{Name: topicUsage, Type: aTopic}},
		Summary:  "print a part of what there is",
		Help:     "disk lists the records of the WAL, how far each has come (in the WAL's buffer, with the operating system, fsynced), the snapshot files, and what recovery would choose of them.",
		Examples: []string{"show cluster", "show node 1", "show ready 1", "show messages", "show log", "show kv", "show disk 1"},
		Look:     func(l *cluster.Lab, at int, a Args) (string, error) { return showTopic(l, at, a.Topic(topicUsage)) },
	},
	{
		Name:     "note",
		Group:    groupLooking,
		Params:   []Param{{Name: "TEXT", Type: anyText}},
		Summary:  "text in the trace",
		Examples: []string{"note the leader is gone now"},
		Run:      func(l *cluster.Lab, a Args) (string, error) { return "", l.Note(a.Text("TEXT")) },
	},
	{
		Name:     "help",
		Group:    groupLooking,
		Params:   []Param{{Name: "COMMAND", Type: aCommand, Optional: true}},
		Summary:  "list the commands, or explain one",
		Examples: []string{"help", "help crash"},
		Bare:     true,
		Look:     func(_ *cluster.Lab, _ int, a Args) (string, error) { return help(a.Text("COMMAND")), nil },
	},
}
