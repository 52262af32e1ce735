package command

import (
	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster"
	"raftviz/cluster/condition"
	"raftviz/cluster/rule"
	"raftviz/cluster/view"
)

// Args are a command's arguments: values by Param.Word, Key or Name. Parse
// leaves none out. Asking for one that the command does not have, or as
// another type than its Param reads, panics.
type Args map[string]any

// Node is a node's number, 0 for all or none.
func (a Args) Node(key string) view.NodeID { return a[key].(view.NodeID) }

// Nodes are node numbers.
func (a Args) Nodes(key string) []view.NodeID { return a[key].([]view.NodeID) }

// Int is a number.
func (a Args) Int(key string) int { return a[key].(int) }

// Uint is a number that fills 64 bits: the seed.
func (a Args) Uint(key string) uint64 { return a[key].(uint64) }

// Bool is a flag or a yes-or-no option.
func (a Args) Bool(key string) bool { return a[key].(bool) }

// Text is a key, a value, one of several words, or the rest of a line.
func (a Args) Text(key string) string { return a[key].(string) }

// Stage is a stage, view.NoStage for none.
func (a Args) Stage(key string) view.Stage { return a[key].(view.Stage) }

// Rule is a rule of the Ready contract.
func (a Args) Rule(key string) rule.Rule { return a[key].(rule.Rule) }

// Property is a safety property.
func (a Args) Property(key string) view.Property { return a[key].(view.Property) }

// Link is a directed link, the zero Link for all.
func (a Args) Link(key string) view.Link { return a[key].(view.Link) }

// Span is a range of ticks, nil when it was not given.
func (a Args) Span(key string) *Span { return a[key].(*Span) }

// Percent is a share of a hundred, nil when it was not given.
func (a Args) Percent(key string) *int { return a[key].(*int) }

// Topic is what show prints.
func (a Args) Topic(key string) Topic { return a[key].(Topic) }

// Which says which messages.
func (a Args) Which(key string) cluster.Which { return a[key].(cluster.Which) }

// Groups are a partition's.
func (a Args) Groups(key string) [][]view.NodeID { return a[key].([][]view.NodeID) }

// Changes are those of one ConfChangeV2.
func (a Args) Changes(key string) []raftpb.ConfChangeSingle {
	return a[key].([]raftpb.ConfChangeSingle)
}

// Part is the beginning of another command.
func (a Args) Part(key string) Part { return a[key].(Part) }

// Place says which step of which branch, nil when it was not given.
func (a Args) Place(key string) *Place { return a[key].(*Place) }

// Condition is one that compiles.
func (a Args) Condition(key string) *condition.Condition { return a[key].(*condition.Condition) }
