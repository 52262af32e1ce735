package majority

import (
	"fmt"
	"slices"
	"testing"

	"go.etcd.io/etcd/raft/v3/quorum"
	"go.etcd.io/etcd/raft/v3/raftpb"
	"pgregory.net/rapid"

	"raftviz/cluster/view"
)

// leader is n1, leading a term with a log of entries of these terms.
func leader(term, commit uint64, config *view.Config, matches map[view.NodeID]uint64, terms ...uint64) *view.Node {
	n := &view.Node{ID: 1, Up: true, Role: view.Leader, Term: term, Commit: commit, Config: config, Log: view.NewLog(0, 0)}
	for i, t := range terms {
		n.Log = n.Log.Append(raftpb.Entry{Term: t, Index: uint64(i + 1)})
	}
	for id := view.NodeID(1); id <= view.MaxNodes; id++ {
		if m, ok := matches[id]; ok {
			n.Progress = append(n.Progress, view.Progress{ID: id, Match: m, Next: m + 1, State: "replicate"})
		}
	}
	return n
}

func list(numbers ...view.NodeID) []view.NodeID { return numbers }

func TestTally(t *testing.T) {
	for _, tt := range []struct {
		name string
		lead *view.Node
		// want is the index, next, and of each half what it needs and lacks for next.
		want string
	}{
		{"one of three has acknowledged", leader(2, 2, &view.Config{Voters: list(1, 2, 3)},
			map[view.NodeID]uint64{1: 4, 2: 2, 3: 3}, 1, 2, 2, 2), "3 3 [has n1 n3, 0 of n2]"},
		{"all is committed", leader(2, 2, &view.Config{Voters: list(1, 2, 3)},
			map[view.NodeID]uint64{1: 2, 2: 2, 3: 0}, 1, 2), "2 0 []"},
		{"a voter that the leader does not know counts as nothing", leader(2, 1, &view.Config{Voters: list(1, 2, 3)},
			map[view.NodeID]uint64{1: 2}, 1, 2), "0 2 [has n1, 1 of n2 n3]"},
		{"an entry of an earlier term is not counted", leader(4, 1, &view.Config{Voters: list(1, 2, 3)},
			map[view.NodeID]uint64{1: 4, 2: 3, 3: 1}, 1, 2, 2, 4), "3 4 [has n1, 1 of n2 n3]"},
		{"a learner is not counted", leader(2, 1, &view.Config{Voters: list(1, 2, 3), Learners: list(4)},
			map[view.NodeID]uint64{1: 2, 2: 1, 3: 1, 4: 2}, 1, 2), "1 2 [has n1, 1 of n2 n3]"},
		{"both halves must have it", leader(2, 1, &view.Config{Voters: list(1, 2, 3), Outgoing: list(1, 4, 5)},
			map[view.NodeID]uint64{1: 2, 2: 2, 3: 1, 4: 1, 5: 1}, 1, 2), "1 2 [has n1 n2, 0 of n3] [has n1, 1 of n4 n5]"},
		{"there is no voter", leader(2, 0, &view.Config{}, nil, 2), "0 1 []"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := Of(tt.lead)
			got := fmt.Sprint(c.Index, " ", c.Next)
			halves := c.Halves
			if c.Next == 0 || len(halves) == 0 {
				got += " []"
				halves = nil
			}
			for i := range halves {
				h := &halves[i]
				got += fmt.Sprintf(" [has %s, %d of %s]", names(h.Has(c.Next)), h.Missing(c.Next), names(h.Lacks(c.Next)))
			}
			if got != tt.want {
				t.Errorf("it is %s, want %s", got, tt.want)
			}
		})
	}
}

func names(ids []view.NodeID) string {
	s := ""
	for i, id := range ids {
		if i > 0 {
			s += " "
		}
		s += id.String()
	}
	return s
}

func TestHeldBack(t *testing.T) {
	// Figure 8 (c): a majority has the entries of term 2, the leader is at term 4.
	lead := leader(4, 1, &view.Config{Voters: list(1, 2, 3, 4, 5)},
		map[view.NodeID]uint64{1: 4, 2: 3, 3: 3, 4: 1, 5: 1}, 1, 2, 2, 4)
	c := Of(lead)
	for index, want := range map[uint64]bool{1: false, 2: true, 3: true, 4: false, 5: false} {
		if got := c.HeldBack(lead, index); got != want {
			t.Errorf("entry %d is held back: %v", index, got)
		}
	}
}

// TestTallyIsTheLibrarys compares with what raft itself would commit up to.
func TestTallyIsTheLibrarys(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		some := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) view.NodeID {
			return view.NodeID(rapid.IntRange(1, view.MaxNodes).Draw(t, "node"))
		}), 1, view.MaxNodes, rapid.ID[view.NodeID])
		config := &view.Config{Voters: some.Draw(t, "voters")}
		if rapid.Bool().Draw(t, "joint") {
			config.Outgoing = some.Draw(t, "outgoing")
		}
		matches := map[view.NodeID]uint64{}
		for _, id := range some.Draw(t, "known") {
			matches[id] = rapid.Uint64Range(0, 9).Draw(t, "match")
		}
		lead := leader(1, 0, config, matches, 1, 1, 1, 1, 1, 1, 1, 1, 1)
		c := Of(lead)
		var joint quorum.JointConfig
		for i, voters := range [][]view.NodeID{config.Voters, config.Outgoing} {
			joint[i] = quorum.MajorityConfig{}
			for _, id := range voters {
				joint[i][uint64(id)] = struct{}{}
			}
		}
		if want := uint64(joint.CommittedIndex(acks(lead.Progress))); c.Index != want {
			t.Fatalf("a majority has %d, raft says %d", c.Index, want)
		}
		for i := range c.Halves {
			h := &c.Halves[i]
			if h.Acks[h.Need-1].Match != h.Index || !slices.IsSortedFunc(h.Acks, func(a, b Ack) int { return int(b.Match) - int(a.Match) }) {
				t.Fatalf("the first %d of %v do not make up index %d", h.Need, h.Acks, h.Index)
			}
			for index := uint64(0); index < 10; index++ {
				if (h.Missing(index) == 0) != (index <= h.Index) || len(h.Has(index))+len(h.Lacks(index)) != len(h.Acks) {
					t.Fatalf("%d are missing for %d, which is counted by %v and not by %v", h.Missing(index), index, h.Has(index), h.Lacks(index))
				}
			}
		}
		index := rapid.Uint64Range(1, 9).Draw(t, "index")
		if got := Agree(config, func(id view.NodeID) bool { return matches[id] >= index }); got != (c.Index >= index) {
			t.Fatalf("they agree on %d: %v, and have %d", index, got, c.Index)
		}
	})
}
