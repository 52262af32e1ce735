package history

import (
	"cmp"
	"encoding/binary"
	"slices"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/view"
)

// messageTrack has the messages of a segment, by number. One whose entries are in
// its sender's log is kept as numbers, an odd one as it is.
type messageTrack struct {
	// base is the number of the first on the tape. Those before it that were on
	// their way, or about to be, as the segment began are carried: by number. There
	// can be any number of others between them.
	base    int
	carried []*view.Message
	tape    tape
	odd     table[*view.Message]
}

// end is the number of the message that comes next.
func (t *messageTrack) end() int { return t.base + t.tape.count }

// carry keeps a message from before the segment. They come by number.
func (t *messageTrack) carry(m *view.Message) { t.carried = append(t.carried, m) }

// carryLate keeps a message from before the segment, wherever its number is.
func (t *messageTrack) carryLate(m *view.Message) {
	if i, ok := t.placeOfCarried(m.ID); !ok {
		t.carried = slices.Insert(t.carried, i, m)
	}
}

func (t *messageTrack) placeOfCarried(id int) (place int, ok bool) {
	return slices.BinarySearchFunc(t.carried, id, func(m *view.Message, id int) int { return cmp.Compare(m.ID, id) })
}

// Bits of the first byte of a message and of a Ready.
const (
	isOdd = 1 << iota
	hasEntries
	isReject
	isGap
)

// add keeps m unless it is kept already. Messages are numbered in the order in
// which they come. sender is the track of the node that m is from.
// One from before the segment that nobody had on their way comes again where its other
// end is heard of late, from another process.
func (t *messageTrack) add(m *view.Message, sender *nodeTrack) {
	if m.ID < t.base {
		t.carryLate(m)
		return
	}
	for t.end() < m.ID {
		// A number was given to a message that nobody ever saw.
		t.tape.append([]byte{isGap})
	}
	if t.end() == m.ID {
		var room [96]byte
		t.tape.append(t.record(room[:0], m, sender))
	}
}

func (t *messageTrack) record(b []byte, m *view.Message, sender *nodeTrack) []byte {
	if m.Snapshot != nil || m.Context != "" || !sender.has(m.Entries) {
		return binary.AppendUvarint(append(b, isOdd), uint64(t.odd.add(m)))
	}
	has := flag(m.Reject, isReject) | flag(len(m.Entries) > 0, hasEntries)
	b = append(b, byte(has), byte(m.Type), byte(m.From)|byte(m.To)<<4)
	for _, v := range [...]uint64{m.Term, m.LogTerm, m.Index, m.Commit, m.RejectHint} {
		b = binary.AppendUvarint(b, v)
	}
	return sender.appendEntries(b, m.Entries)
}

// at is message number id.
func (t *messageTrack) at(id int, nodes *[view.MaxNodes]nodeTrack) *view.Message {
	if id < t.base {
		i, _ := t.placeOfCarried(id)
		return t.carried[i]
	}
	f := t.tape.at(id - t.base)
	has := f.byte()
	if has&isOdd != 0 {
		return t.odd.at(int(f.uint()))
	}
	m := &view.Message{ID: id, Reject: has&isReject != 0, Type: raftpb.MessageType(f.byte())}
	link := f.byte()
	m.From, m.To = view.NodeID(link&0xf), view.NodeID(link>>4)
	m.Term, m.LogTerm, m.Index, m.Commit, m.RejectHint = f.uint(), f.uint(), f.uint(), f.uint(), f.uint()
	if has&hasEntries != 0 {
		m.Entries = nodes[m.From-1].readEntries(&f)
	}
	return m
}
