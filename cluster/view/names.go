package view

import (
	"strconv"
	"strings"

	"raftviz/cluster/lang"
)

// MaxNodes is the largest number of nodes a cluster can have over its life.
const MaxNodes = 9

// NodeID is a raft node's ID, 1..MaxNodes. Zero is no node, as raft.None.
type NodeID uint8

// String is the form used everywhere on screen and in scripts: n2.
func (id NodeID) String() string {
	if int(id) < len(nodeNames) {
		return nodeNames[id]
	}
	return "n" + strconv.Itoa(int(id))
}

// nodeNames are made once: a screen has dozens of them.
var nodeNames = func() (names [MaxNodes + 1]string) {
	for i := range names {
		names[i] = "n" + strconv.Itoa(i)
	}
	return names
}()

// Role is what raft calls the node's state.
type Role uint8

// The roles, in the order of raft.StateType.
const (
	Follower Role = iota
	Candidate
	Leader
	PreCandidate
)

var roleNames = [...]string{lang.Mark("follower"), lang.Mark("candidate"), lang.Mark("leader"), lang.Mark("pre-candidate")}

func (r Role) String() string { return roleNames[r] }

// Stage is one stage of the Ready loop. Zero is no stage.
type Stage uint8

// The stages in the order in which a node runs them.
const (
	NoStage Stage = iota
	SaveSnapshot
	SaveWAL
	ApplySnapshot
	AppendStorage
	Send
	Publish
	TriggerSnapshot
	Advance
)

var stageNames = [...]string{"", "save-snapshot", "save-wal", "apply-snapshot", "append-storage",
	"send", "publish", "trigger-snapshot", "advance"}

func (s Stage) String() string { return stageNames[s] }

// Stages lists the stages in order.
func Stages() []Stage {
	return []Stage{SaveSnapshot, SaveWAL, ApplySnapshot, AppendStorage, Send, Publish, TriggerSnapshot, Advance}
}

// StageSet is a set of stages.
type StageSet uint16

// With is the set with s, if in.
func (set StageSet) With(s Stage, in bool) StageSet {
	if in {
		set |= 1 << s
	}
	return set
}

// Stages lists the set in order. The slice is shared, and must not be changed.
func (set StageSet) Stages() []Stage { return stagesOf[set] }

// SetOf is the inverse of Stages.
func SetOf(stages []Stage) StageSet {
	var set StageSet
	for _, s := range stages {
		set = set.With(s, true)
	}
	return set
}

// stagesOf has the list of each set: every Ready has one of a few.
var stagesOf = func() (lists [1 << (Advance + 1)][]Stage) {
	for set := range lists {
		for _, s := range Stages() {
			if set&(1<<s) != 0 {
				lists[set] = append(lists[set], s)
			}
		}
	}
	return lists
}()

// ParseStage is the inverse of Stage.String. Its error names the stages.
func ParseStage(name string) (Stage, error) {
	for _, s := range Stages() {
		if s.String() == name {
			return s, nil
		}
	}
	return NoStage, lang.E("unknown stage %q; stages are %s", name, strings.Join(stageNames[1:], ", "))
}
