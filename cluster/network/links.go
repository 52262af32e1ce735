package network

import (
	"slices"

	"raftviz/cluster/view"
)

// rule is the one for the link, nil when it has none.
func (n *Network) rule(from, to view.NodeID) *view.LinkRule {
	for i := range n.links.Rules {
		if r := &n.links.Rules[i]; r.Link == (view.Link{From: from, To: to}) {
			return r
		}
	}
	for i := range n.links.Rules {
		if r := &n.links.Rules[i]; r.Link == (view.Link{}) {
			return r
		}
	}
	return nil
}

// SetRule says how a link behaves; the zero Link is every link that has no rule
// of its own, and takes the place of the rules there were.
func (n *Network) SetRule(rule view.LinkRule) {
	links := *n.links
	if rule.Link == (view.Link{}) {
		links.Rules = []view.LinkRule{rule}
	} else {
		links.Rules = slices.DeleteFunc(slices.Clone(links.Rules), func(r view.LinkRule) bool { return r.Link == rule.Link })
		links.Rules = append(links.Rules, rule)
	}
	n.links = &links
}

// Cut cuts one direction of one link.
func (n *Network) Cut(link view.Link) {
	links := *n.links
	if !slices.Contains(links.Cut, link) {
		links.Cut = append(slices.Clip(links.Cut), link)
	}
	n.links = &links
}

// Mend undoes Cut.
func (n *Network) Mend(link view.Link) {
	links := *n.links
	links.Cut = slices.DeleteFunc(slices.Clone(links.Cut), func(c view.Link) bool { return c == link })
	n.links = &links
}

// Partition cuts the nodes into groups that cannot reach one another; those that
// are in none are one more. It takes the place of the partition there was.
func (n *Network) Partition(groups [][]view.NodeID) {
	links := *n.links
	links.Groups = groups
	n.links = &links
}

// Isolate makes a node a group of its own, and leaves the others as they are.
func (n *Network) Isolate(id view.NodeID) {
	var groups [][]view.NodeID
	for _, g := range n.links.Groups {
		rest := slices.DeleteFunc(slices.Clone(g), func(other view.NodeID) bool { return other == id })
		if len(rest) > 0 {
			groups = append(groups, rest)
		}
	}
	n.Partition(append(groups, []view.NodeID{id}))
}

// Heal mends every link and the partition, and ends delay and loss.
func (n *Network) Heal() { n.links = &view.Links{} }
