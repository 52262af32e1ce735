package history

import (
	"encoding/binary"
	"slices"

	"go.etcd.io/etcd/raft/v3"
	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/view"
)

// readyTrack has the Readies of one node. As messages, most are numbers.
type readyTrack struct {
	tape tape
	odd  table[*view.Ready]
	last *view.Ready

	// read is the one at readPlace, which was read last: the steps of a Ready are read
	// one after another, and each has it.
	read      *view.Ready
	readPlace uint64
}

// Bits of a Ready's first byte, besides isOdd and hasEntries.
const (
	hasSoft = 1 << (iota + 2)
	hasHard
	hasCommitted
	hasMessages
	hasMustSync
)

// add keeps a Ready, unless it is the last one still, and returns its place
// from 1; 0 is none.
func (t *readyTrack) add(r *view.Ready, node *nodeTrack) uint64 {
	if r == nil {
		return 0
	}
	if r != t.last {
		var room [96]byte
		t.tape.append(t.record(room[:0], r, node))
		t.last = r
	}
	return uint64(t.tape.count)
}

// carry begins the track with the Ready that the segment before has in hand: as it
// gives it back, and as the node goes on handing it in.
func (t *readyTrack) carry(r, handed *view.Ready) {
	t.tape.append(binary.AppendUvarint([]byte{isOdd}, uint64(t.odd.add(r))))
	t.last = handed
}

// consecutive reports whether messages are numbered one after the other. Those of
// another process are not where some were received before it was heard that they are sent.
func consecutive(ms []*view.Message) bool {
	for i, m := range ms {
		if m.ID != ms[0].ID+i {
			return false
		}
	}
	return true
}

func (t *readyTrack) record(b []byte, r *view.Ready, node *nodeTrack) []byte {
	if r.Snapshot != nil || len(r.ReadStates) > 0 || !slices.IsSorted(r.Plan) || !consecutive(r.Messages) || !node.has(r.Entries) || !node.has(r.CommittedEntries) {
		return binary.AppendUvarint(append(b, isOdd), uint64(t.odd.add(r)))
	}
	has := flag(len(r.Entries) > 0, hasEntries) | flag(r.Soft != nil, hasSoft) |
		flag(!raft.IsEmptyHardState(r.Hard), hasHard) | flag(len(r.CommittedEntries) > 0, hasCommitted) |
		flag(len(r.Messages) > 0, hasMessages) | flag(r.MustSync, hasMustSync)
	b = append(b, byte(has))
	b = binary.AppendUvarint(b, uint64(r.Number))
	b = binary.AppendUvarint(b, uint64(view.SetOf(r.Plan)))
	if has&hasSoft != 0 {
		b = append(b, byte(r.Soft.Lead), byte(r.Soft.RaftState))
	}
	if has&hasHard != 0 {
		b = binary.AppendUvarint(b, r.Hard.Term)
		b = binary.AppendUvarint(b, r.Hard.Vote)
		b = binary.AppendUvarint(b, r.Hard.Commit)
	}
	b = node.appendEntries(b, r.Entries)
	b = node.appendEntries(b, r.CommittedEntries)
	if has&hasMessages != 0 {
		b = binary.AppendUvarint(b, uint64(r.Messages[0].ID))
		b = binary.AppendUvarint(b, uint64(len(r.Messages)))
	}
	return b
}

// at is the Ready at a place, nil at 0.
func (t *readyTrack) at(place uint64, s *segment, node *nodeTrack) *view.Ready {
	if place == 0 {
		return nil
	}
	if t.readPlace != place {
		t.read, t.readPlace = t.decode(place, s, node), place
	}
	return t.read
}

func (t *readyTrack) decode(place uint64, s *segment, node *nodeTrack) *view.Ready {
	f := t.tape.at(int(place - 1))
	has := uint64(f.byte())
	if has&isOdd != 0 {
		return t.odd.at(int(f.uint()))
	}
	r := &view.Ready{Number: int(f.uint()), Plan: view.StageSet(f.uint()).Stages(), MustSync: has&hasMustSync != 0}
	if has&hasSoft != 0 {
		r.Soft = &raft.SoftState{Lead: uint64(f.byte()), RaftState: raft.StateType(f.byte())}
	}
	if has&hasHard != 0 {
		r.Hard = raftpb.HardState{Term: f.uint(), Vote: f.uint(), Commit: f.uint()}
	}
	if has&hasEntries != 0 {
		r.Entries = node.readEntries(&f)
	}
	if has&hasCommitted != 0 {
		r.CommittedEntries = node.readEntries(&f)
	}
	if has&hasMessages != 0 {
		first := int(f.uint())
		r.Messages = make([]*view.Message, f.uint())
		for i := range r.Messages {
			r.Messages[i] = s.messages.at(first+i, &s.nodes)
		}
	}
	return r
}
