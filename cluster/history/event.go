package history

import (
	"encoding/binary"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/view"
)

// Bits of an event's first byte after its What: what else it has.
const (
	hasPeer = 1 << iota
	hasSynced
	hasCount
	hasBytes
	hasTerm
	hasIndex
	hasText
	hasAbout
)

// appendEvent adds e to record. What e is about is kept only where the step
// does not tell.
func (s *segment) appendEvent(record []byte, e *view.Event, f *Frame) []byte {
	about := e.About != nil && !told(e, f)
	has := flag(e.Peer != 0, hasPeer) | flag(e.Synced, hasSynced) | flag(e.Count != 0, hasCount) |
		flag(e.Bytes != 0, hasBytes) | flag(e.Term != 0, hasTerm) | flag(e.Index != 0, hasIndex) |
		flag(e.Text != "", hasText) | flag(about, hasAbout)
	record = append(record, byte(e.What), byte(has), byte(e.Node)|byte(e.Peer)<<4)
	for _, v := range [...]struct {
		bit, value uint64
	}{
		{hasCount, uint64(uint32(e.Count))}, {hasBytes, uint64(uint32(e.Bytes))}, {hasTerm, e.Term}, {hasIndex, e.Index},
	} {
		if has&v.bit != 0 {
			record = binary.AppendUvarint(record, v.value)
		}
	}
	if e.Text != "" {
		record = binary.AppendUvarint(record, s.placeOfText(e.Text))
	}
	if about {
		record = binary.AppendUvarint(record, placeOf(&s.abouts, e.About))
	}
	return record
}

// told reports whether reading the step finds what the event is about.
func told(e *view.Event, f *Frame) bool {
	switch about := e.About.(type) {
	case *view.Message:
		return about == f.Message
	case *view.Ready:
		n := changed(f.Changed, e.Node)
		return n != nil && n.Ready == about
	case *raftpb.Entry:
		n := changed(f.Changed, e.Node)
		return n != nil && e.Index == about.Index && n.Log.Holds(about)
	}
	return false
}

func changed(nodes []*view.Node, id view.NodeID) *view.Node {
	for _, n := range nodes {
		if n.ID == id {
			return n
		}
	}
	return nil
}

// placeOfText keeps each text once: most are said over and over.
func (s *segment) placeOfText(text string) uint64 {
	if last := &s.lastText; last.text != text {
		i, ok := s.textPlaces[text]
		if !ok {
			i = s.texts.add(text)
			s.textPlaces[text] = i
		}
		last.text, last.place = text, i
	}
	return uint64(s.lastText.place)
}

// readEvent is the inverse of appendEvent, but for what the step tells.
func (s *segment) readEvent(r *fields) view.Event {
	e := view.Event{What: view.What(r.byte())}
	has := r.byte()
	nodes := r.byte()
	e.Node, e.Peer, e.Synced = view.NodeID(nodes&0xf), view.NodeID(nodes>>4), has&hasSynced != 0
	if has&hasCount != 0 {
		e.Count = int32(uint32(r.uint()))
	}
	if has&hasBytes != 0 {
		e.Bytes = int32(uint32(r.uint()))
	}
	if has&hasTerm != 0 {
		e.Term = r.uint()
	}
	if has&hasIndex != 0 {
		e.Index = r.uint()
	}
	if has&hasText != 0 {
		e.Text = s.texts.at(int(r.uint()))
	}
	if has&hasAbout != 0 {
		e.About = s.abouts.at(int(r.uint()))
	}
	return e
}

// tell finds in its step what an event is about, nil for nothing.
func tell(e *view.Event, s *view.Step) any {
	switch e.What {
	case view.Delivered, view.Arrived, view.Dropped, view.Lost, view.Duplicated, view.Delayed:
		return s.Message
	case view.Took, view.Sent, view.SavedWAL:
		return s.View.Node(e.Node).Ready
	case view.Applied, view.ConfigChanged, view.ConfigRejected, view.Undecodable:
		return s.View.Node(e.Node).Log.Entry(e.Index)
	}
	return nil
}
