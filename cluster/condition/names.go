package condition

import (
	"reflect"
	"strings"

	"raftviz/cluster/lang"
)

// Name is a name that conditions can use.
type Name struct {
	// Name is as it is written: "leader", "commit".
	Name string
	// Doc says what it is, in a few words.
	Doc string
}

// Scope is a set of names and what they are names of.
type Scope struct {
	// Of is what they are found in: "a condition", "node(N)".
	Of    string
	Names []Name
}

// Scopes are all names there are: those of a condition itself first, then
// those found in values.
func Scopes() []Scope {
	top := append(fields(reflect.TypeFor[env]()),
		Name{"node(N)", "node N, 1-9; one that was never started is down and all zero"},
		Name{"entry(N, I)", "entry I of node N's log, nil if it has none"})
	return []Scope{
		{"a condition", top},
		{"node(N)", fields(reflect.TypeFor[node]())},
		{"node(N).progress[M]", fields(reflect.TypeFor[progress]())},
		{"entry(N, I)", fields(reflect.TypeFor[entry]())},
		{"a message", fields(reflect.TypeFor[message]())},
	}
}

// scopeOf has for each Go type the Scope.Of of its names.
var scopeOf = map[string]string{
	"condition.node":     "node(N)",
	"condition.progress": "node(N).progress[M]",
	"condition.entry":    "entry(N, I)",
	"condition.message":  lang.Mark("a message"),
}

// fields reads the names of a struct from its tags.
func fields(t reflect.Type) []Name {
	names := make([]Name, t.NumField())
	for i := range names {
		tag := t.Field(i).Tag
		names[i] = Name{tag.Get("expr"), tag.Get("doc")}
	}
	return names
}

// namesOf lists the names of one scope, "id, up, removed".
func namesOf(of string) string {
	var words []string
	for _, s := range Scopes() {
		if s.Of != of {
			continue
		}
		for _, n := range s.Names {
			words = append(words, n.Name)
		}
	}
	return strings.Join(words, ", ")
}
