package command

import (
	"errors"
	"slices"
	"strings"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// Type is what an argument can be: how it is read, written and completed.
type Type struct {
	// allowed says in words what can be given: "1-9".
	allowed func() string
	// zero is the value of an optional argument without a default.
	zero any
	// read reads the value from the first of words, of which there is one at
	// least, and says how many it took, or of an error how many it is about. The
	// error goes on from these words: "is not a number; 1-9".
	read func(words []string) (value any, n int, err error)
	// readRaw takes the place of read where the value is not made of words: it
	// gets the rest of the line, and returns what of it is not the value's.
	readRaw func(rest string) (value any, after string, err error)
	// write is the inverse of read.
	write func(value any) string
	// candidates are the words that may come next, where before are those that
	// the value has already. v may be nil.
	candidates func(v *view.View, before []string) []string
	// long is set when the value may have more than one word, goesOn when more
	// words may follow one that readRaw reads.
	long, goesOn bool
}

// oneWord is the type of values that are one word.
func oneWord[T any](allowed func() string, zero T, read func(word string) (T, error), write func(T) string) *Type {
	return &Type{
		allowed: allowed,
		zero:    zero,
		read: func(words []string) (any, int, error) {
			value, err := read(words[0])
			return value, 1, err
		},
		write:      func(value any) string { return write(value.(T)) },
		candidates: func(*view.View, []string) []string { return nil },
	}
}

// offering is the type with words to complete.
func (t *Type) offering(candidates func(v *view.View) []string) *Type {
	t.candidates = func(v *view.View, before []string) []string {
		if len(before) > 0 {
			return nil
		}
		return candidates(v)
	}
	return t
}

// allows says what is allowed, in the language in use when it is asked.
func allows(text string) func() string { return func() string { return lang.T(text) } }

// isNot is the error of a word that is not of the type.
func isNot(what, allowed string) error { return lang.E("is not %s; %s", lang.T(what), allowed) }

// aText is any word, quoted where it has spaces.
var aText = oneWord(allows("text; with spaces it is quoted"), "",
	func(word string) (string, error) { return word, nil }, quote)

// aKey is a word that is not empty.
var aKey = oneWord(allows("text; with spaces it is quoted"), "",
	func(word string) (string, error) {
		if word == "" {
			return "", errors.New(lang.T("is empty; a key has at least one character"))
		}
		return word, nil
	}, quote)

// yesOrNo is a word that is there or not.
var yesOrNo = boolType()

func boolType() *Type {
	t := oneWord(allows("true or false"), false,
		func(word string) (bool, error) {
			if word != "true" && word != "false" {
				return false, isNot("true or false", lang.T("these two are allowed"))
			}
			return word == "true", nil
		},
		func(yes bool) string {
			if yes {
				return "true"
			}
			return "false"
		})
	return t.offering(func(*view.View) []string { return []string{"true", "false"} })
}

// choice is one of several words.
func choice(of string, words ...string) *Type {
	allowed := func() string { return lang.F("%s are %s", lang.T(of), strings.Join(words, ", ")) }
	return oneWord(allowed, "",
		func(word string) (string, error) {
			if !slices.Contains(words, word) {
				return "", isNot("one of them", allowed())
			}
			return word, nil
		},
		func(word string) string { return word },
	).offering(func(*view.View) []string { return words })
}

// aStage is a stage of the Ready loop.
var aStage = stageType()

func stageType() *Type {
	var names []string
	for _, s := range view.Stages() {
		names = append(names, s.String())
	}
	allowed := func() string { return lang.F("stages are %s", strings.Join(names, ", ")) }
	return oneWord(allowed, view.NoStage,
		func(word string) (view.Stage, error) {
			s, err := view.ParseStage(word)
			if err != nil {
				return s, isNot("a stage", allowed())
			}
			return s, nil
		}, view.Stage.String,
	).offering(func(*view.View) []string { return names })
}

// aCommand is the name of a command, or nothing.
var aCommand = oneWord(allows("a command's name"), "",
	func(name string) (string, error) {
		if Find(name) == nil {
			return "", lang.E("is not a command; %s", suggestion(name))
		}
		return name, nil
	},
	func(name string) string { return name },
).offering(func(*view.View) []string { return commandNames() })
