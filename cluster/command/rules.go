package command

import (
	"fmt"
	"strings"

	"raftviz/cluster"
	"raftviz/cluster/lang"
	"raftviz/cluster/rule"
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
		Name:     "rules",
		Group:    groupLooking,
		Params:   []Param{{Name: "RULE", Type: aRule, Optional: true}},
		Summary:  "list the rules that can be broken, or explain one",
		Examples: []string{"rules", "rules no-fsync"},
		Bare:     true,
		Look:     func(_ *cluster.Lab, _ int, a Args) (string, error) { return rules(a.Rule("RULE")), nil },
	},
}

// textWidth is how wide a paragraph is printed, in columns: what the screen has
// room for in a dialog on a small terminal.
const textWidth = 72

// rules explains a rule, or lists all when it is None.
func rules(one rule.Rule) string {
	if one != rule.None {
		return lang.F("%v: the node %s", one, one.Summary()) + "\n" + lang.F("caught by: %s", one.CaughtBy()) + "\n\n" +
			lang.Wrap(one.Explanation(), textWidth) + "\n"
	}
	var b strings.Builder
	for _, r := range rule.All() {
		fmt.Fprintf(&b, "%v\n  %s\n  %s\n", r, r.Summary(), lang.F("caught by: %s", r.CaughtBy()))
	}
	return b.String() + lang.T("rules RULE explains one.") + "\n"
}
