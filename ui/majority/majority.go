// Package majority says which entries of a leader's log a majority of its voters
// has acknowledged, who makes it up, and who is missing for the next one. It
// counts with raft's own quorum package.
package majority

import (
	"cmp"
	"slices"
	"sort"

	"go.etcd.io/etcd/raft/v3/quorum"

	"raftviz/cluster/view"
)

// Tally is what a leader counts.
type Tally struct {
	// Halves are those of a joint configuration, the incoming one first; else
	// there is one.
	Halves []Half
	// Index is the highest that a majority of each half has acknowledged. A leader
	// commits up to it if the entry there is of its own term (Raft §5.4.2).
	Index uint64
	// Next is the index of the entry that will be committed next by counting: the
	// first of the leader's own term that is not committed. It is 0 when nothing
	// waits to be committed.
	Next uint64
}

// Half is one set of voters of which a majority must agree.
type Half struct {
	// Acks are the voters, with what the leader knows them to have: the highest
	// match first, and of equals the lowest number.
	Acks []Ack
	// Need is how many of them are a majority.
	Need int
	// Index is the highest that a majority has acknowledged.
	Index uint64
}

// Ack is a voter, and the highest index that it has acknowledged.
type Ack struct {
	ID    view.NodeID
	Match uint64
}

// Of counts for a node that leads.
func Of(lead *view.Node) Tally {
	t := Tally{Next: next(lead)}
	if lead.Config == nil || len(lead.Config.Voters) == 0 {
		return t
	}
	t.Halves = append(t.Halves, half(lead, lead.Config.Voters))
	t.Index = t.Halves[0].Index
	if lead.Config.Joint() {
		t.Halves = append(t.Halves, half(lead, lead.Config.Outgoing))
		t.Index = min(t.Index, t.Halves[1].Index)
	}
	return t
}

// next is the first index behind the commit index with an entry of the leader's
// own term, 0 for none. The terms of a log never fall.
func next(lead *view.Node) uint64 {
	first := max(lead.Commit+1, lead.Log.First())
	waiting := max(int(lead.Log.Last())-int(first)+1, 0)
	i := sort.Search(waiting, func(i int) bool { return lead.Log.Term(first+uint64(i)) >= lead.Term })
	if i == waiting {
		return 0
	}
	return first + uint64(i)
}

func half(lead *view.Node, voters []view.NodeID) Half {
	h := Half{Need: len(voters)/2 + 1, Acks: make([]Ack, 0, len(voters))}
	config := make(quorum.MajorityConfig, len(voters))
	for _, id := range voters {
		config[uint64(id)] = struct{}{}
		i, _ := acks(lead.Progress).AckedIndex(uint64(id))
		h.Acks = append(h.Acks, Ack{id, uint64(i)})
	}
	slices.SortFunc(h.Acks, func(a, b Ack) int {
		return cmp.Or(cmp.Compare(b.Match, a.Match), cmp.Compare(a.ID, b.ID))
	})
	h.Index = uint64(config.CommittedIndex(acks(lead.Progress)))
	return h
}

// acks are what a leader knows that its members have.
type acks []view.Progress

// AckedIndex makes acks a quorum.AckedIndexer.
func (a acks) AckedIndex(id uint64) (quorum.Index, bool) {
	for _, p := range a {
		if p.ID == view.NodeID(id) {
			return quorum.Index(p.Match), true
		}
	}
	return 0, false
}

// Has are the voters that have acknowledged index, by number.
func (h *Half) Has(index uint64) []view.NodeID { return ids(h.Acks[:h.count(index)]) }

// Lacks are the voters that have not acknowledged index, by number.
func (h *Half) Lacks(index uint64) []view.NodeID { return ids(h.Acks[h.count(index):]) }

// Missing is how many acknowledgements of index a majority lacks.
func (h *Half) Missing(index uint64) int { return max(h.Need-h.count(index), 0) }

// count is how many of the Acks, which come first, have index.
func (h *Half) count(index uint64) int {
	n := 0
	for n < len(h.Acks) && h.Acks[n].Match >= index {
		n++
	}
	return n
}

func ids(acks []Ack) []view.NodeID {
	var ids []view.NodeID
	for _, a := range acks {
		ids = append(ids, a.ID)
	}
	slices.Sort(ids)
	return ids
}

// HeldBack reports whether the leader does not commit its entry at index though a
// majority has it, because it is of an earlier term (Raft §5.4.2, figure 8).
func (t *Tally) HeldBack(lead *view.Node, index uint64) bool {
	term := lead.Log.Term(index)
	return index > lead.Commit && index <= t.Index && term > 0 && term < lead.Term
}

// Agree reports whether a majority of the voters says yes, of each half where the
// configuration is joint.
func Agree(config *view.Config, yes func(view.NodeID) bool) bool {
	var joint quorum.JointConfig
	votes := map[uint64]bool{}
	for i, voters := range [...][]view.NodeID{config.Voters, config.Outgoing} {
		joint[i] = make(quorum.MajorityConfig, len(voters))
		for _, id := range voters {
			joint[i][uint64(id)] = struct{}{}
			votes[uint64(id)] = yes(id)
		}
	}
	return joint.VoteResult(votes) == quorum.VoteWon
}
