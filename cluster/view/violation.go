package view

import (
	"slices"
	"strings"

	"raftviz/cluster/lang"
)

// Property is a safety property. Zero is none.
type Property uint8

// The properties: those of Raft's figure 3, that no acknowledged write is lost,
// and that clients see one copy of the data.
const (
	NoProperty Property = iota
	ElectionSafety
	LeaderAppendOnly
	LogMatching
	LeaderCompleteness
	StateMachineSafety
	Durability
	Linearizability
)

var propertyNames = [...]string{"", "election-safety", "leader-append-only", "log-matching", "leader-completeness",
	"state-machine-safety", "durability", "linearizability"}

func (p Property) String() string { return propertyNames[p] }

// AlwaysChecked is how many properties are checked after each step: all before
// Linearizability, which is checked when it is asked for.
const AlwaysChecked = int(Linearizability - 1)

// Properties lists the properties.
func Properties() []Property {
	return []Property{ElectionSafety, LeaderAppendOnly, LogMatching, LeaderCompleteness, StateMachineSafety, Durability, Linearizability}
}

// PropertyNames lists the names of all properties.
func PropertyNames() []string { return propertyNames[1:] }

// ParseProperty is the inverse of Property.String. Its error names the properties.
func ParseProperty(name string) (Property, error) {
	for _, p := range Properties() {
		if p.String() == name {
			return p, nil
		}
	}
	return NoProperty, lang.E("unknown property %q; properties are %s", name, strings.Join(PropertyNames(), ", "))
}

// Violation is a safety property that did not hold after a step. It is immutable.
type Violation struct {
	Property Property
	// Nodes are those concerned, by number.
	Nodes []NodeID
	// Term and Index say where, 0 for what does not apply.
	Term, Index uint64
	// Steps are the two in conflict: the earlier one, and the one that the
	// violation was found in; of linearizability, the one that answered the read.
	Steps [2]int
	// Text says in one sentence what is wrong: "n1 and n3 both lead term 2".
	Text string
}

// String is the property, what is wrong, and the two steps, in the language in use.
func (v *Violation) String() string { return inUse().violated(v) }

// English is String in English whatever the language is.
func (v *Violation) English() string { return inEnglish.violated(v) }

// Says is what is wrong, in the language in use.
func (v *Violation) Says() string { return Recorded(v.Text) }

// violated says the property, what is wrong, and the two steps.
func (v voice) violated(is *Violation) string {
	return v.say("%v is violated: %s (steps %d and %d)", is.Property, v.recorded(is.Text), is.Steps[0], is.Steps[1])
}

// Violated lists the properties that have been violated, each once, in the order
// in which that was found.
func (v *View) Violated() []Property {
	var list []Property
	for _, found := range v.Violations {
		if !slices.Contains(list, found.Property) {
			list = append(list, found.Property)
		}
	}
	return list
}
