// Package rule names the rules of the Ready contract that a node can be told to
// break, one at a time and on purpose.
//
// Packages node, disk and cluster do what each broken rule says at the place
// that keeps it; this package says what the rules are and what they are for.
package rule

import (
	"math/bits"
	"strings"

	"raftviz/cluster/lang"
)

// Rule is one rule, named after what a node does that breaks it. Zero is none.
type Rule uint8

// The rules, in the order of the Ready loop and then of what is around it.
const (
	None Rule = iota
	SendBeforeSave
	SaveHardStateBeforeSnapshot
	SnapshotRecordBeforeFile
	ForgetHardState
	NoFsync
	ForgetVoteOnRestart
	LoadNewestSnapshot
	LoadSnapshotLate
	ApplyBeforeCommit
	ApplyUncommittedEntries
	ReorderApply
	DropConfChangeApply
	SnapshotBeforeApply
	SkipAdvance
	SkipSnapshotConfState
	NoReportSnapshot
	rules
)

var names = [rules]string{
	SendBeforeSave:              "send-before-save",
	SaveHardStateBeforeSnapshot: "save-hardstate-before-snapshot",
	SnapshotRecordBeforeFile:    "snapshot-record-before-file",
	ForgetHardState:             "forget-hardstate",
	NoFsync:                     "no-fsync",
	ForgetVoteOnRestart:         "forget-vote-on-restart",
	LoadNewestSnapshot:          "load-newest-snapshot",
	LoadSnapshotLate:            "load-snapshot-late",
	ApplyBeforeCommit:           "apply-before-commit",
	ApplyUncommittedEntries:     "apply-uncommitted-entries",
	ReorderApply:                "reorder-apply",
	DropConfChangeApply:         "drop-confchange-apply",
	SnapshotBeforeApply:         "snapshot-before-apply",
	SkipAdvance:                 "skip-advance",
	SkipSnapshotConfState:       "skip-snapshot-confstate",
	NoReportSnapshot:            "no-report-snapshot",
}

func (r Rule) String() string { return names[r] }

// All lists the rules.
func All() []Rule {
	var all []Rule
	for r := None + 1; r < rules; r++ {
		all = append(all, r)
	}
	return all
}

// Names lists the names of all rules.
func Names() []string { return names[1:] }

// Parse is the inverse of Rule.String. Its error names the rules.
func Parse(name string) (Rule, error) {
	for _, r := range All() {
		if r.String() == name {
			return r, nil
		}
	}
	return None, lang.E("unknown rule %q; rules are %s", name, strings.Join(Names(), ", "))
}

// Set is a set of rules that are broken. Zero is none.
type Set uint32

// Has reports whether r is in the set.
func (s Set) Has(r Rule) bool { return s&(1<<r) != 0 }

// With is the set with r.
func (s Set) With(r Rule) Set { return s | 1<<r }

// Without is the set without r.
func (s Set) Without(r Rule) Set { return s &^ (1 << r) }

// Rules lists the set in order.
func (s Set) Rules() []Rule {
	var list []Rule
	for ; s != 0; s &= s - 1 {
		list = append(list, Rule(bits.TrailingZeros32(uint32(s))))
	}
	return list
}

// String is the names of the rules with commas between them.
func (s Set) String() string {
	var words []string
	for _, r := range s.Rules() {
		words = append(words, r.String())
	}
	return strings.Join(words, ", ")
}
