package command

import (
	"raftviz/cluster"
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
		Run: func(l *cluster.Lab, a Args) (string, error) {
			v := l.View()
			if _, err := nodeOf("why", v, a.Node("N")); err != nil {
				return "", err
			}
			return why.Entry(v, a.Node("N"), uint64(a.Int("I"))), nil
		},
	},
}
