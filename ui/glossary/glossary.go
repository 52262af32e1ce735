// Package glossary explains raft's words, each in one sentence with its source.
package glossary

import (
	"slices"
	"strings"
)

// Term is a word of raft's, or of etcd's raft.
type Term struct {
	Name string
	// Says explains it in one sentence.
	Says string
	// Source is where it is defined: a section of the Raft paper ("In Search of an
	// Understandable Consensus Algorithm", extended version), of Ongaro's thesis, or
	// a file of etcd.
	Source string
}

// Of is the term with that name; upper and lower case are the same.
func Of(name string) (t Term, ok bool) {
	t, ok = byName[strings.ToLower(name)]
	return t, ok
}

// All are all terms, by name.
func All() []Term {
	all := slices.Concat(nodeTerms, messageTerms, readyTerms, memberTerms, diskTerms, clientTerms)
	slices.SortFunc(all, func(a, b Term) int { return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	return all
}

var byName = func() map[string]Term {
	m := map[string]Term{}
	for _, t := range All() {
		m[strings.ToLower(t.Name)] = t
	}
	return m
}()
