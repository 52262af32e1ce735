package explore

import (
	"strings"

	"raftviz/cluster/lang"
	"raftviz/cluster/rule"
	"raftviz/cluster/view"
)

// Options say what to search.
type Options struct {
	// Nodes is how many nodes a cluster starts with, 1..9.
	Nodes int
	// Steps is how many steps a run takes, 1..1,000,000. A run that finds
	// something ends before.
	Steps int
	// Faults are those that the schedules have.
	Faults Faults
	// Violate are the rules that are broken in every run, on one node or on all
	// as the seed says; none where it is empty.
	Violate []rule.Rule
	// Safety makes a violated property the only finding: a node that stops, as raft
	// panics when its rules are broken, is left so, and the run goes on.
	Safety bool
	// Seed is the first seed; the others follow it.
	Seed uint64
	// Seeds is how many seeds to try, 0 for no limit.
	Seeds int
	// Workers is how many runs go on at once, at least 1. It changes how long a
	// search takes, not what it finds.
	Workers int
}

// maxSteps bounds the steps of a run: they are all kept, to be looked at.
const maxSteps = 1_000_000

// Validate says what is wrong with the options, and what is allowed.
func (o Options) Validate() error {
	for _, r := range []struct {
		name            string
		value, min, max int
	}{
		{"nodes", o.Nodes, 1, view.MaxNodes},
		{"steps", o.Steps, 1, maxSteps},
		{"workers", o.Workers, 1, 1000},
	} {
		if r.value < r.min || r.value > r.max {
			return lang.E("explore: --%s %d is out of range; allowed is %d..%d", r.name, r.value, r.min, r.max)
		}
	}
	if o.Seeds < 0 {
		return lang.E("explore: --seeds %d is out of range; allowed is 0, for no limit, and more", o.Seeds)
	}
	return nil
}

// Faults is a set of kinds of faults. Zero is none: a quiet network and nodes
// that stay up.
type Faults uint16

// The kinds of faults.
const (
	// Crash kills processes, now or before a stage, and restarts them.
	Crash Faults = 1 << iota
	// Power is a crash of the machine: what was not fsynced is lost.
	Power
	// Disk makes a write fail.
	Disk
	// Partition cuts links, isolates nodes and splits the cluster.
	Partition
	// Loss makes links lose messages.
	Loss
	// Delay makes links slow, and messages late.
	Delay
	// Messages drops, duplicates and delivers single messages out of turn.
	Messages
	// Elections makes nodes campaign, hand over leadership and lose patience.
	Elections
	// Members adds, promotes and removes nodes.
	Members

	allFaults = Members<<1 - 1
)

var faultNames = []string{"crash", "power", "disk", "partition", "loss", "delay", "messages", "elections", "members"}

// AllFaults is every kind of fault.
func AllFaults() Faults { return allFaults }

// FaultNames lists the kinds of faults.
func FaultNames() []string { return faultNames }

// ParseFaults reads names with commas between them; "none" is no fault. Its
// error names the faults.
func ParseFaults(text string) (Faults, error) {
	var set Faults
	if text == "none" {
		return set, nil
	}
next:
	for word := range strings.SplitSeq(text, ",") {
		for i, name := range faultNames {
			if name == strings.TrimSpace(word) {
				set |= 1 << i
				continue next
			}
		}
		return 0, lang.E("unknown fault %q; faults are %s, or none", word, strings.Join(faultNames, ", "))
	}
	return set, nil
}

// String is the inverse of ParseFaults.
func (f Faults) String() string {
	if f == 0 {
		return "none"
	}
	var words []string
	for i, name := range faultNames {
		if f&(1<<i) != 0 {
			words = append(words, name)
		}
	}
	return strings.Join(words, ",")
}

// any reports whether f has one of kinds.
func (f Faults) any(kinds Faults) bool { return f&kinds != 0 }
