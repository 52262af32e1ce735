package trace

import (
	"fmt"
	"strings"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/history"
	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/kv"
)

// Story is what became of one put.
type Story struct {
	Request *view.Request
	// Others are the numbers of the other puts of the key, oldest first.
	Others []uint64
	// Moments are what happened to the put as a whole, in order.
	Moments []Moment
	// Entries are the places that it has had in logs: none while it was not
	// proposed to a leader, more than one if a proposal was duplicated.
	Entries []*Entry
	// Outcome says in a sentence how it stands.
	Outcome string
}

// Moment is something that happened in a step.
type Moment struct {
	Step int
	Text string
}

// Entry is the put as an entry of logs.
type Entry struct {
	Term, Index uint64
	// Copies are those of each node that saved it or was told of it, by number.
	Copies [view.MaxNodes]Copy
}

// Copy is what one node did with the entry: the numbers of the steps in which it
// first did so, 0 for not. What is lost again is not counted.
type Copy struct {
	Saved, Appended, Committed, Applied int
	// Synced says whether Saved fsynced it.
	Synced bool
	// Snapshot is the step in which the node got it within a snapshot.
	Snapshot int
	// overtaken is set once the node has committed something else at the index,
	// or has it in a snapshot.
	overtaken bool
}

// Empty reports whether the node did nothing with the entry that still holds.
func (c *Copy) Empty() bool { return c.Saved+c.Appended+c.Committed+c.Applied+c.Snapshot == 0 }

// Put tells the story of a put of key as step last left it: that of a request,
// or where request is 0 of the last put. It is an error when there is none in the
// steps that are kept.
func Put(all *history.History, key string, request uint64, last int) (*Story, error) {
	h := all.Kept()
	puts := putsOf(h, key, last)
	switch oldest := h.Oldest(); {
	case len(puts) == 0 && oldest > 0:
		return nil, lang.E("trace: no put of key %q is in the steps that are kept; those are %d-%d", key, oldest, h.Len()-1)
	case len(puts) == 0:
		return nil, lang.E("trace: key %q was never put; put it first", key)
	}
	told := puts[len(puts)-1]
	for _, r := range puts {
		if r.ID == request {
			told = r
		}
	}
	if request != 0 && told.ID != request {
		return nil, lang.E("trace: request %d is no put of %q; those are %s", request, key, numbers(puts))
	}
	s := &Story{Request: told}
	for _, r := range puts {
		if r != told {
			s.Others = append(s.Others, r.ID)
		}
	}
	c := &chase{h: h, story: s, last: last}
	h.Walk(told.Step, c.step)
	s.Outcome = c.outcome()
	return s, nil
}

// putsOf are all puts of a key that are kept, up to a step, oldest first.
func putsOf(h *history.Kept, key string, last int) (puts []*view.Request) {
	h.Walk(0, func(step int, events []view.Event) bool {
		for i := range events {
			if events[i].What != view.Proposed {
				continue
			}
			if r := events[i].About.(*view.Request); r.Kind == view.PutRequest && r.Key == key {
				puts = append(puts, r)
			}
		}
		return step < last
	})
	return puts
}

func numbers(puts []*view.Request) string {
	words := make([]string, len(puts))
	for i, r := range puts {
		words[i] = fmt.Sprint(r.ID)
	}
	return strings.Join(words, ", ")
}

// is reports whether an entry is a request's.
func is(e *raftpb.Entry, r *view.Request) bool {
	if e == nil || e.Type != raftpb.EntryNormal || len(e.Data) == 0 {
		return false
	}
	p, err := kv.Decode(e.Data)
	return err == nil && p.ID == r.ID
}

// in reports whether a node's log has the entry.
func (e *Entry) in(n *view.Node) bool { return n != nil && n.Log.Term(e.Index) == e.Term }

// isIn reports whether entries, which are consecutive, have the entry.
func (e *Entry) isIn(entries []raftpb.Entry) bool {
	if len(entries) == 0 || e.Index < entries[0].Index {
		return false
	}
	i := e.Index - entries[0].Index
	return i < uint64(len(entries)) && entries[i].Term == e.Term
}

func (e *Entry) String() string { return fmt.Sprintf("%d/%d", e.Term, e.Index) }
