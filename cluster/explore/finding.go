package explore

import (
	"fmt"
	"regexp"
	"strings"
	"syscall"

	"raftviz/cluster"
	"raftviz/cluster/view"
)

// Finding is what a run found. It is immutable.
type Finding struct {
	// Seed is the run's.
	Seed uint64
	// Property is the one that was violated, NoProperty where a node stopped.
	Property view.Property
	// Node is the one that stopped by itself or cannot start again, 0 where a
	// property was violated.
	Node view.NodeID
	// Text says in one sentence what is wrong.
	Text string
	// Lines are the commands that lead there, the last of them to the very step.
	Lines []string
}

// Kind is the property's name, or "node-failure".
func (f *Finding) Kind() string {
	if f.Property == view.NoProperty {
		return "node-failure"
	}
	return f.Property.String()
}

// numbers are what differs between two failures of one kind: nodes, indexes, terms.
var numbers = regexp.MustCompile(`[0-9a-f]*[0-9]+`)

// like reports whether two findings are of the same kind: the same property, or
// a node that failed with the same words.
func (f *Finding) like(g *Finding) bool {
	return f.Property == g.Property &&
		(f.Property != view.NoProperty || numbers.ReplaceAllString(f.Text, "N") == numbers.ReplaceAllString(g.Text, "N"))
}

// failed is the finding of a node that stopped by itself, nil when none did. One
// whose disk was made to fail is as it should be.
func failed(l *cluster.Lab) *Finding {
	for id := view.NodeID(1); id <= view.MaxNodes; id++ {
		n := l.Node(id)
		if n != nil && n.Failure != "" && !strings.HasSuffix(n.Failure, syscall.ENOSPC.Error()) {
			return &Finding{Node: id, Text: fmt.Sprintf("%v stopped: %s", id, n.Failure)}
		}
	}
	return nil
}
