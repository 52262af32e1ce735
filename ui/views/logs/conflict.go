package logs

import (
	"bytes"
	"sort"

	"raftviz/cluster/view"
	"raftviz/ui/majority"
)

// conflicts reports whether node n's entry at index i is not the leader's: the
// leader has another there, or none. It is overwritten when a MsgApp
// of the leader's gets there (Raft §5.3). What the leader has compacted it cannot
// be compared with.
func conflicts(n, lead *view.Node, i uint64) bool {
	if lead == nil || lead == n || i < lead.Log.First()-1 {
		return false
	}
	e := n.Log.Entry(i)
	return e != nil && (lead.Log.Term(i) != e.Term || differs(n, lead, i))
}

// differs reports whether two nodes have different entries of the same term at index i.
// That is against Log Matching (Raft §5.3): only a rule that is broken brings it, and as
// the terms are the same, no MsgApp finds or repairs it.
func differs(a, b *view.Node, i uint64) bool {
	x, y := a.Log.Entry(i), b.Log.Entry(i)
	return x != nil && y != nil && x != y && x.Term == y.Term && (x.Type != y.Type || !bytes.Equal(x.Data, y.Data))
}

// firstConflict is the first index at which node n's log is not the leader's, 0
// for none. Logs that agree at an index agree at all before it (Log Matching,
// Raft §5.3).
func firstConflict(n, lead *view.Node) uint64 {
	if lead == nil || lead == n {
		return 0
	}
	first := max(n.Log.First(), lead.Log.First()-1)
	count := max(int(n.Log.Last())-int(first)+1, 0)
	i := sort.Search(count, func(i int) bool { return conflicts(n, lead, first+uint64(i)) })
	if i == count {
		return 0
	}
	return first + uint64(i)
}

// heldBackTo is the last index up to which a majority has the leader's entries and
// they are still not committed, because they are of earlier terms: a leader commits
// by counting only entries of its own term (Raft §5.4.2, figure 8). It is 0 when
// there are none. It goes by the logs themselves, of which the leader may not know.
func heldBackTo(v *view.View, lead *view.Node) uint64 {
	if lead == nil || lead.Config == nil {
		return 0
	}
	first := max(lead.Commit+1, lead.Log.First())
	count := max(int(lead.Log.Last())-int(first)+1, 0)
	i := sort.Search(count, func(i int) bool {
		at := first + uint64(i)
		return lead.Log.Term(at) >= lead.Term || !majority.Agree(lead.Config, func(id view.NodeID) bool {
			n := v.Node(id)
			return n != nil && n.Log.Term(at) == lead.Log.Term(at)
		})
	})
	if i == 0 {
		return 0
	}
	return first + uint64(i) - 1
}
