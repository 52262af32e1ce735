package safety

import (
	"slices"
	"sort"

	"raftviz/cluster/view"
)

// leader is an election that was won.
type leader struct {
	node view.NodeID
	term uint64
	step int
	// log is the leader's as it was elected, its own first entry included.
	log *view.Log
	// lacks is set once leader completeness was found violated by it.
	lacks bool
}

// leaders are the elections won so far, by term and then in order.
type leaders struct{ list []leader }

// of is the leader first elected in a term, nil for none.
func (l *leaders) of(term uint64) *leader {
	if i := l.from(term); i < len(l.list) && l.list[i].term == term {
		return &l.list[i]
	}
	return nil
}

// above are the leaders of higher terms. There are none when the newest leader
// does something, which is what happens nearly always.
func (l *leaders) above(term uint64) []leader {
	if k := len(l.list); k == 0 || l.list[k-1].term <= term {
		return nil
	}
	return l.list[l.from(term+1):]
}

func (l *leaders) add(e leader) { l.list = slices.Insert(l.list, l.from(e.term+1), e) }

// from is the place of the first leader of a term or a higher one.
func (l *leaders) from(term uint64) int {
	return sort.Search(len(l.list), func(i int) bool { return l.list[i].term >= term })
}
