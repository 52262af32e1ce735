package command

import "raftviz/cluster"

var ruleSpecs = []*Spec{
	{
		Name:     "violate",
		Group:    groupNodes,
		Params:   []Param{{Name: "RULE", Type: aRule}, {Word: "on", Name: "N", Type: aNode, Optional: true}},
		Summary:  "break one rule of the Ready contract on purpose from now on",
		Help:     "Without a node all nodes break it, those that join later too.",
		Examples: []string{"violate send-before-save", "violate no-fsync on 2"},
		Run: func(l *cluster.Lab, a Args) (string, error) {
			return "", l.Violate(a.Rule("RULE"), a.Node("on"))
		},
	},
	{
		Name:     "obey",
		Group:    groupNodes,
		Params:   []Param{{Name: "RULE", Type: aRule}, {Word: "on", Name: "N", Type: aNode, Optional: true}},
		Summary:  "stop breaking a rule",
		Examples: []string{"obey send-before-save", "obey no-fsync on 2"},
		Disabled: nothingBroken,
		Run: func(l *cluster.Lab, a Args) (string, error) {
			return "", l.Obey(a.Rule("RULE"), a.Node("on"))
		},
	},
}
