package command

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"raftviz/cluster"
	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// Spec is one row of the table: one command.
type Spec struct {
	// Name is the first word of the line.
	Name string
	// Group is the section of the reference page that the command stands in.
	Group string
	// Params are its arguments, in the order in which they are printed:
	// positional ones first.
	Params []Param
	// Summary says in one line what the command does.
	Summary string
	// Help says more, in whole sentences; "" where the summary is enough.
	Help string
	// Examples are complete lines.
	Examples []string
	// Keys are those that the screen binds to the command.
	Keys []string
	// Disabled says in words why the command would do nothing now, "" when it
	// would do something; nil is always "". It is for menus: a command that
	// is disabled can be given, and is answered.
	Disabled func(*view.View) string
	// Run does it. The output is text for whoever gave the command; what happens
	// in the cluster is seen in the Lab's steps. A row has a Run, a Look or both,
	// but that of a command that only a session has, which has neither.
	Run func(l *cluster.Lab, a Args) (output string, err error)
	// Look is what a command does that changes nothing: it tells of the cluster as
	// step at left it. Of one that has a Run too it is what it does of the past.
	Look func(l *cluster.Lab, at int, a Args) (output string, err error)
	// Replay does again what Run did, nil for by Run. It is for a command that
	// asks how things are to know when to end: where that is known already.
	Replay func(l *cluster.Lab, a Args) error
	// Bare is set when the command needs no cluster: l may be nil.
	Bare bool
	// Paces is set when the command changes nothing but the pace of a live cluster: who
	// looks back can give it, and goes on to look back.
	Paces bool
}

// OfSession reports whether the command is for a session only: package session
// does it.
func (s *Spec) OfSession() bool { return s.Run == nil && s.Look == nil }

// Acts reports whether the command can change the cluster.
func (s *Spec) Acts() bool { return s.Run != nil && !s.Bare }

// Param is one argument of a command.
type Param struct {
	// Name stands for the value in the usage: "N", "TICKS".
	Name string
	// Word comes before the value, as "via" in "via N".
	Word string
	// Key makes it key=value.
	Key string
	// Type says what the value can be.
	Type *Type
	// Optional arguments have the value Default when they are left out; a nil
	// Default stands for no value, and is not printed.
	Optional bool
	Default  any
}

// key is the name that Args has the value under.
func (p Param) key() string { return cmp.Or(p.Word, p.Key, p.Name) }

// positional reports whether the argument's place alone says which it is.
func (p Param) positional() bool { return p.Word == "" && p.Key == "" }

// fallback is the value of an optional argument that is left out.
func (p Param) fallback() any {
	if p.Default != nil {
		return p.Default
	}
	return p.Type.zero
}

// isFlag reports whether the argument is a word that is there or not.
func (p Param) isFlag() bool { return p.Word != "" && p.Type == yesOrNo }

// subject is the argument and the words given for it, for an error to go on from.
func (p Param) subject(words []string) string {
	text := strings.Join(words, " ")
	switch {
	case p.Key != "":
		return p.Key + "=" + text
	case p.Word == "" && strings.ContainsAny(p.Name, " |"):
		return strconv.Quote(text)
	}
	return fmt.Sprintf("%s %q", cmp.Or(p.Word, p.Name), text)
}

// Written is the argument as the usage line has it: "[via N]".
func (p Param) Written() string {
	text := p.Name
	switch {
	case p.isFlag():
		text = p.Word
	case p.Word != "":
		text = p.Word + " " + p.Name
	case p.Key != "" && p.Default != nil:
		text = p.Key + "=" + p.Type.write(p.Default)
	case p.Key != "":
		text = p.Key + "=" + p.Name
	}
	if p.Optional {
		return "[" + text + "]"
	}
	return text
}

// Usage is the command with its arguments: "put KEY VALUE [via N]".
func (s *Spec) Usage() string {
	words := []string{s.Name}
	for _, p := range s.Params {
		words = append(words, p.Written())
	}
	return strings.Join(words, " ")
}

// The groups, in the order of the reference page.
var (
	groupSetup    = lang.Mark("Set up")
	groupTime     = lang.Mark("Time")
	groupMessages = lang.Mark("Messages")
	groupClients  = lang.Mark("Clients")
	groupMembers  = lang.Mark("Members")
	groupNodes    = lang.Mark("Nodes")
	groupLooking  = lang.Mark("Looking and checking")
	groupHistory  = lang.Mark("History")
)

// specs is filled by init: the row of help reads it.
var specs []*Spec

func init() {
	specs = slices.Concat(setupSpecs, timeSpecs, messageSpecs, clientSpecs, memberSpecs, nodeSpecs, ruleSpecs, checkSpecs, lookingSpecs, explainSpecs, historySpecs)
}

// Specs are all commands, in the order of the reference page. The rows are
// shared and must not be changed.
func Specs() []*Spec { return specs }

// Find returns the command called name, nil when there is none.
func Find(name string) *Spec {
	for _, s := range specs {
		if s.Name == name {
			return s
		}
	}
	return nil
}
