package command

import (
	"errors"
	"fmt"
	"strings"

	"raftviz/cluster"
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
			return properties(l.View(), fmt.Sprintf("holds for %d operations", l.Operations())), err
		},
		Look: func(l *cluster.Lab, at int, _ Args) (string, error) {
			return properties(&l.Step(at).View, "is checked at the newest step"), nil
		},
	},
	{
		Name:     "violated",
		Group:    groupLooking,
		Params:   []Param{{Name: "PROPERTY", Type: aProperty}},
		Summary:  "fail the script unless that safety property has been violated",
		Examples: []string{"violated election-safety"},
		Run: func(l *cluster.Lab, a Args) (string, error) {
			return "", checkedAndViolated(l, a.Property("PROPERTY"))
		},
		Look: func(l *cluster.Lab, at int, a Args) (string, error) {
			return "", violated(&l.Step(at).View, a.Property("PROPERTY"))
		},
	},
}

// checkedAndViolated is violated of now. Linearizability is checked first.
func checkedAndViolated(l *cluster.Lab, p view.Property) error {
	if p == view.Linearizability {
		var found *cluster.Violated
		if err := l.Check(); err != nil && !errors.As(err, &found) {
			return err
		}
	}
	return violated(l.View(), p)
}

// violated fails unless p has been violated in v.
func violated(v *view.View, p view.Property) error {
	if firstOf(v, p) != nil {
		return nil
	}
	why := "no property was violated"
	if n := len(v.Violations); n > 0 {
		why = fmt.Sprintf("what was violated is %v", v.Violations[n-1].Property)
	}
	return &Unmet{"violated", fmt.Sprintf("%v holds", p), why}
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

// properties says of each property whether it holds, and where it was first
// violated; linearizability is what is said of that where it was not.
func properties(v *view.View, linearizability string) string {
	var b strings.Builder
	for _, p := range view.Properties() {
		state := "holds"
		if p == view.Linearizability {
			state = linearizability
		}
		if found := firstOf(v, p); found != nil {
			state = fmt.Sprintf("violated in step %d: %s", found.Steps[1], found.Text)
		}
		fmt.Fprintf(&b, "  %-22v%s\n", p, state)
	}
	return b.String()
}
