package command

import (
	"strings"

	"raftviz/cluster/lang"
	"raftviz/cluster/rule"
	"raftviz/cluster/view"
)

// aRule is a rule of the Ready contract, by its name.
var aRule = named(lang.Mark("rule"), rule.Names(), rule.Parse, rule.Rule.String)

// aProperty is a safety property, by its name.
var aProperty = named(lang.Mark("property"), view.PropertyNames(), view.ParseProperty, view.Property.String)

// named is one of several values that have names.
func named[T any](of string, names []string, parse func(string) (T, error), write func(T) string) *Type {
	allowed := func() string { return lang.F("allowed are %s", strings.Join(names, ", ")) }
	var zero T
	return oneWord(allowed, zero,
		func(word string) (T, error) {
			value, err := parse(word)
			if err != nil {
				return value, lang.E("is not a %s; %s", lang.T(of), allowed())
			}
			return value, nil
		}, write,
	).offering(func(*view.View) []string { return names })
}
