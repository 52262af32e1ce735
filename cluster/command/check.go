package command

import (
	"fmt"
	"strings"

	"raftviz/cluster"
	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

var checkSpecs = []*Spec{
	{
		Name:    "check",
		Group:   groupLooking,
		Summary: "check linearizability now, and print whether each safety property holds",
		Help: "The other properties are checked after each step. Linearizability is that of the clients' puts and reads;" +
			" a get answers from one node's store, and may be stale. A script is checked at its end too.",
		Examples: []string{"check"},
		Run: func(l *cluster.Lab, _ Args) (string, error) {
			err := l.Check()
			return properties(l, l.Len()-1), err
		},
		Look: func(l *cluster.Lab, at int, _ Args) (string, error) { return properties(l, at), nil },
	},
	{
		Name:     "violated",
		Group:    groupLooking,
		Params:   []Param{{Name: "PROPERTY", Type: aProperty}},
		Summary:  "fail the script unless that safety property has been violated",
		Examples: []string{"violated election-safety"},
		Look: func(l *cluster.Lab, at int, a Args) (string, error) {
			return "", violated(l, at, a.Property("PROPERTY"))
		},
	},
}

// violated fails unless p had been violated by step at.
func violated(l *cluster.Lab, at int, p view.Property) error {
	v := &l.Step(at).View
	if firstOf(v, p) != nil || p == view.Linearizability && len(l.Linearizable(at)) > 0 {
		return nil
	}
	why := lang.T("no property was violated")
	if n := len(v.Violations); n > 0 {
		why = lang.F("what was violated is %v", v.Violations[n-1].Property)
	}
	return &Unmet{"violated", lang.F("%v holds", p), why}
}

// firstOf is the first violation of p, nil when it holds.
func firstOf(v *view.View, p view.Property) *view.Violation {
	for _, found := range v.Violations {
		if found.Property == p {
			return found
		}
	}
	return nil
}

// properties says of each property whether it held up to step at, and where it was
// first violated.
func properties(l *cluster.Lab, at int) string {
	v := &l.Step(at).View
	unordered := l.Linearizable(at)
	var b strings.Builder
	for _, p := range view.Properties() {
		state := lang.T("holds")
		found := firstOf(v, p)
		if p == view.Linearizability {
			state = lang.F("holds for %d operations", l.Operations(at))
			if v.Apart() {
				state = lang.T("not checked: other processes have clients, too")
			}
			if len(unordered) > 0 {
				found = unordered[0]
			}
		}
		if found != nil {
			state = lang.F("violated in step %d: %s", found.Steps[1], found.Says())
		}
		fmt.Fprintf(&b, "  %-22v%s\n", p, state)
	}
	return b.String()
}
