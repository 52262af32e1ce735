// Package inspect says all there is to know of a thing on the screen: each of its
// fields, named as raft names it, with raft's words explained.
package inspect

import (
	"fmt"
	"strings"

	"raftviz/cluster/lang"
	"raftviz/ui/frame"
)

// Description is all there is to know of a thing.
type Description struct {
	Title string
	// Term is the word of the glossary for what it is, Tells what this one says or
	// means, "" for nothing.
	Term, Tells string
	Groups      []Group
	// See are commands that tell more.
	See []string
}

// Group is fields that belong together.
type Group struct {
	Title string
	Rows  []Row
}

// Row is a field.
type Row struct {
	Name, Value string
	// Term is the word of the glossary that explains it; "" is its name.
	Term string
}

// noTerm is the term of a field that explains itself, whatever it is called.
const noTerm = "-"

// describers describe things of each kind: nil when there is no such thing.
var describers = map[frame.Kind]func(*frame.Frame, frame.Thing) *Description{
	frame.Node:          describeNode,
	frame.Message:       describeMessage,
	frame.Entry:         describeEntry,
	frame.Stage:         describeStage,
	frame.ReadyField:    describeReadyField,
	frame.Member:        describeMember,
	frame.Configuration: describeConfiguration,
	frame.Key:           describeKey,
	frame.Operation:     describeOperation,
	frame.Record:        describeRecord,
	frame.File:          describeFile,
	frame.Event:         describeEvent,
	frame.Moment:        describeMoment,
}

// Describe describes a thing as the frame has it. It is nil when nothing is
// selected; a thing that is gone is described as that.
func Describe(f *frame.Frame, t frame.Thing) *Description {
	describe := describers[t.Kind]
	if describe == nil {
		return nil
	}
	if !dropped(f, t) {
		if d := describe(f, t); d != nil {
			return d
		}
	}
	return gone(f, t)
}

// dropped reports whether a thing was of a step that is no longer kept.
func dropped(f *frame.Frame, t frame.Thing) bool {
	switch t.Kind {
	case frame.Event, frame.Moment, frame.Operation:
		return t.Step < f.Oldest
	}
	return false
}

// gone describes a thing that cannot be found.
func gone(f *frame.Frame, t frame.Thing) *Description {
	if dropped(f, t) {
		return &Description{Title: nameOf(t), Tells: lang.F("Step %d is no longer kept; kept are %d-%d.", t.Step, f.Oldest, f.Newest)}
	}
	return &Description{
		Title: nameOf(t),
		Tells: lang.F("It is not there at step %d. Where it was, ← and u go back to.", f.At),
	}
}

// nameOf names a thing without looking at it.
func nameOf(t frame.Thing) string {
	if part := partOf(t); part != "" && t.Node != 0 {
		return lang.F("%s of %v", part, t.Node)
	} else if part != "" {
		return part
	}
	switch t.Kind {
	case frame.Node:
		return t.Node.String()
	case frame.Message:
		return lang.F("message #%d", t.Number)
	case frame.Member:
		return lang.F("n%d, as the leader knows it", t.Number)
	case frame.Key:
		return lang.F("key %s", t.Name)
	case frame.Operation:
		return lang.F("request %d", t.Number)
	}
	return lang.F("step %d", t.Step)
}

// partOf names a thing that is part of a node, "" for others.
func partOf(t frame.Thing) string {
	switch t.Kind {
	case frame.Entry:
		return lang.F("index %d", t.Number)
	case frame.Stage:
		return lang.T("a stage")
	case frame.ReadyField:
		return t.Name
	case frame.Configuration:
		return lang.T("the configuration")
	case frame.Record:
		return lang.F("WAL record %d", t.Number)
	case frame.File:
		return lang.F("file %s", t.Name)
	}
	return ""
}

// add adds a field, which has raft's name for it, to the group.
func (g *Group) add(name, value string) { g.Rows = append(g.Rows, Row{Name: name, Value: value}) }

// addWords adds a field whose name is words, which are a term of the glossary.
func (g *Group) addWords(name, value string) { g.addTerm(lang.T(name), value, name) }

// addTerm adds a field that another word than its name explains.
func (g *Group) addTerm(name, value, term string) {
	g.Rows = append(g.Rows, Row{Name: name, Value: value, Term: term})
}

// group adds the group, if it has fields.
func (d *Description) group(g Group) {
	if len(g.Rows) > 0 {
		d.Groups = append(d.Groups, g)
	}
}

// Text is the description as it is copied: plain, without the explanations.
func (d *Description) Text() string {
	var b strings.Builder
	b.WriteString(d.Title + "\n")
	if d.Tells != "" {
		b.WriteString(d.Tells + "\n")
	}
	for _, g := range d.Groups {
		if g.Title != "" {
			b.WriteString("\n" + g.Title + "\n")
		}
		for _, r := range g.Rows {
			fmt.Fprintf(&b, "  %s: %s\n", r.Name, r.Value)
		}
	}
	return b.String()
}
