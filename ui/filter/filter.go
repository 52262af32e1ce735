// Package filter finds events: those that match what a user has typed.
package filter

import (
	"strconv"
	"strings"

	"github.com/kballard/go-shellquote"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// Filter says which events to show: those that have all of its words, and of
// each kind of term one that it names. The zero Filter matches every event.
type Filter struct {
	// Text is what was typed.
	Text string
	// words are to be in the event's text, in lower case.
	words []string
	// nodes, terms, keys and messages are those asked for; none is any.
	nodes    []view.NodeID
	terms    []uint64
	keys     []string
	messages []int
	kinds    kinds
}

// Help says what can be typed.
var Help = lang.Mark("words  node:2  kind:crash  key:x  term:3  #41")

// Parse reads what was typed: words, and the terms node:2 (or n2), kind:crash,
// key:x, term:3 and #41, a message. A term that is not finished yet asks for
// nothing. The error says what is wrong with one.
func Parse(text string) (Filter, error) {
	f := Filter{Text: strings.TrimSpace(text)}
	for _, word := range words(f.Text) {
		if err := f.add(word); err != nil {
			return Filter{}, err
		}
	}
	return f, nil
}

// words are split as in the command language. While a quote is open, it is a
// character as any other.
func words(text string) []string {
	if words, err := shellquote.Split(text); err == nil {
		return words
	}
	return strings.Fields(text)
}

// Term is a term that Parse reads as that value, whatever is in it.
func Term(name, value string) string { return shellquote.Join(name + ":" + value) }

func (f *Filter) add(word string) error {
	name, value, isTerm := strings.Cut(word, ":")
	switch {
	case isTerm && terms[name] != nil:
		if value == "" {
			return nil
		}
		return terms[name](f, value)
	case word == "#":
		return nil
	case strings.HasPrefix(word, "#"):
		return f.addMessage(word[1:])
	case len(word) == 2 && (word[0] == 'n' || word[0] == 'N') && word[1] >= '1' && word[1] <= '9':
		return f.addNode(word)
	}
	f.words = append(f.words, strings.ToLower(word))
	return nil
}

// terms read what stands behind a term's colon.
var terms = map[string]func(f *Filter, value string) error{
	"node": (*Filter).addNode,
	"kind": (*Filter).addKind,
	"key":  (*Filter).addKey,
	"term": (*Filter).addTerm,
}

// TermNames are the names of the terms, as they are typed.
func TermNames() []string { return []string{"node:", "kind:", "key:", "term:"} }

func (f *Filter) addNode(value string) error {
	id, err := strconv.Atoi(strings.TrimLeft(value, "nN"))
	if err != nil || id < 1 || id > view.MaxNodes {
		return invalid("node", value, lang.T("nodes are 1 to 9"))
	}
	f.nodes = append(f.nodes, view.NodeID(id))
	return nil
}

func (f *Filter) addTerm(value string) error {
	term, err := strconv.ParseUint(value, 10, 64)
	if err != nil {
		return invalid("term", value, lang.T("a term is a number"))
	}
	f.terms = append(f.terms, term)
	return nil
}

func (f *Filter) addMessage(value string) error {
	id, err := strconv.Atoi(value)
	if err != nil || id < 1 {
		return invalid("#", value, lang.T("a message is a number"))
	}
	f.messages = append(f.messages, id)
	return nil
}

func (f *Filter) addKey(value string) error {
	f.keys = append(f.keys, value)
	return nil
}

func (f *Filter) addKind(value string) error {
	k, ok := kindsOf(value)
	if !ok {
		return invalid("kind", value, lang.F("kinds are %s, an event's name, or MsgApp …", strings.Join(groupNames(), ", ")))
	}
	f.kinds.add(k)
	return nil
}

type invalidError struct{ term, value, allowed string }

func invalid(term, value, allowed string) error { return invalidError{term, value, allowed} }

func (e invalidError) Error() string {
	return lang.F("%s: unknown %q; %s", e.term, e.value, e.allowed)
}
