package command

import (
	"fmt"

	"raftviz/cluster"
	"raftviz/cluster/view"
)

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
	{
		Name:     "violated",
		Group:    groupLooking,
		Params:   []Param{{Name: "PROPERTY", Type: aProperty}},
		Summary:  "fail the script unless that safety property has been violated",
		Examples: []string{"violated election-safety"},
		Look: func(l *cluster.Lab, at int, a Args) (string, error) {
			return "", violated(&l.Step(at).View, a.Property("PROPERTY"))
		},
	},
}

// violated fails unless p has been violated.
func violated(v *view.View, p view.Property) error {
	for _, found := range v.Violations {
		if found.Property == p {
			return nil
		}
	}
	why := "no property was violated"
	if n := len(v.Violations); n > 0 {
		why = fmt.Sprintf("what was violated is %v", v.Violations[n-1].Property)
	}
	return &Unmet{"violated", fmt.Sprintf("%v holds", p), why}
}
