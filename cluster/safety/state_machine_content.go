package safety

import (
	"fmt"
	"maps"
	"slices"

	"raftviz/cluster/view"
	"raftviz/kv"
)

// contents has what the first node that had applied up to each index held then.
type contents struct{ ledger[content] }

type content struct {
	store  *kv.State
	config *view.Config
	step   int
	// node is 0 where none has come to the index yet.
	node view.NodeID
	// given is set when it came from a snapshot, and from no entries that were
	// seen to be applied.
	given bool
}

// differs compares what a node holds with what the first node held that had
// applied as much, and says how they differ, "" when they do not. Where both have
// applied the same entries there is nothing to compare; given is set when the node
// was given the content by a snapshot.
func (p *contents) differs(step int, n *view.Node, given bool) (first content, text string) {
	k := p.at(n.Applied)
	if k.node == 0 {
		*k = content{n.KV, n.Config, step, n.ID, given}
		return *k, ""
	}
	first = *k
	if !given && !first.given {
		return first, ""
	}
	k.given = first.given && given
	if !n.KV.Equal(first.store) {
		return first, fmt.Sprintf("at index %d %s", n.Applied, difference(&first, n))
	}
	// What a bootstrap's entries (term 1) do depends on whether they were there
	// from the start.
	if n.Log.Term(n.Applied) > 1 && n.Config.String() != first.config.String() {
		return first, fmt.Sprintf("at index %d the configuration is %v on %v, and %v on %v", n.Applied, first.config, first.node, n.Config, n.ID)
	}
	return first, ""
}

// difference is the first key in which a node's store differs: "x is 1 on n1, and
// not set on n3".
func difference(first *content, n *view.Node) string {
	keys := first.store.Map()
	maps.Copy(keys, n.KV.Map())
	for _, k := range slices.Sorted(maps.Keys(keys)) {
		a, b := valueOf(first.store, k), valueOf(n.KV, k)
		if a != b {
			return fmt.Sprintf("%s is %s on %v, and %s on %v", k, a, first.node, b, n.ID)
		}
	}
	panic(fmt.Sprintf("safety: stores of %v and %v are told apart by no key", first.node, n.ID))
}

func valueOf(s *kv.State, key string) string {
	if v, ok := s.Get(key); ok {
		return fmt.Sprintf("%q", v)
	}
	return "not set"
}
