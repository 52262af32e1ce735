package view

import (
	"fmt"
	"slices"
)

// Between says why nothing that is sent from one node to another arrives, ""
// when the link is whole. The nil Links lets all pass.
func (l *Links) Between(from, to NodeID) string {
	if l == nil {
		return ""
	}
	if l.Severed(from, to) {
		return fmt.Sprintf("link %v->%v is cut", from, to)
	}
	if l.group(from) != l.group(to) {
		return fmt.Sprintf("%v and %v are partitioned", from, to)
	}
	return ""
}

// Severed reports whether this one direction is cut, besides any partition.
func (l *Links) Severed(from, to NodeID) bool {
	return slices.Contains(l.Cut, Link{From: from, To: to})
}

// group is the place of the group that a node is in, -1 when it is in none.
func (l *Links) group(id NodeID) int {
	return slices.IndexFunc(l.Groups, func(g []NodeID) bool { return slices.Contains(g, id) })
}
