package command

import (
	"raftviz/cluster"
	"raftviz/cluster/command/show"
	"raftviz/cluster/why"
)

// explainSpecs say in words how things came to be as they are.
var explainSpecs = []*Spec{
	{
		Name:     "why",
		Group:    groupLooking,
		Params:   []Param{{Name: "N", Type: aNode}, {Name: "I", Type: number(1, maxEntries)}},
		Summary:  "say why entry I of a node's log is committed or not, and applied or not",
		Help:     "It counts, voter by voter, who has the entry as the leader knows it, and names what holds the others up: a node that is down, a link that is cut, a message in flight, a Ready that waits.",
		Examples: []string{"why 1 5", "why 3 4"},
		Look: func(l *cluster.Lab, at int, a Args) (string, error) {
			v := &l.Step(at).View
			if _, err := nodeOf("why", v, a.Node("N")); err != nil {
				return "", err
			}
			return why.Entry(v, a.Node("N"), uint64(a.Int("I"))), nil
		},
	},
	{
		Name:     "trace",
		Group:    groupLooking,
		Params:   []Param{{Name: "KEY", Type: aKey}, {Name: "REQUEST", Type: zeroOr(number(1, maxEntries)), Optional: true}},
		Summary:  "tell what became of a put of a key, step by step: the last one, or that of a request",
		Help:     "It says who was asked and who proposed it, where it was saved, committed and applied and in which steps, what the client was told, and where it was lost, if it was.",
		Examples: []string{"trace x", "trace x 1"},
		Look: func(l *cluster.Lab, at int, a Args) (string, error) {
			story, err := l.Trace(a.Text("KEY"), uint64(a.Int("REQUEST")), at)
			if err != nil {
				return "", err
			}
			return show.Trace(story), nil
		},
	},
}
