package frame

import (
	"bytes"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/view"
)

// Phrases says what entries are in words, and remembers what it said last: to
// decode one entry can cost as much as to draw a pane of them. The nil Phrases
// remembers nothing. It is not safe for concurrent use.
type Phrases struct{ said [remembered]phrase }

// remembered is more than the entries that are on one screen.
const remembered = 1024

// phrase is what was said of an entry, which is told by its data. Nodes may have
// the same entry each with data of its own.
type phrase struct {
	data []byte
	kind raftpb.EntryType
	text string
}

// Of is what view.SayData says of the entry.
func (p *Phrases) Of(e *raftpb.Entry) string {
	if p == nil || len(e.Data) == 0 {
		return view.SayData(e)
	}
	// Entries of several terms at one index are often on one screen.
	s := &p.said[(e.Index+131*e.Term)%remembered]
	if s.kind != e.Type || !bytes.Equal(s.data, e.Data) {
		*s = phrase{e.Data, e.Type, view.SayData(e)}
	}
	return s.text
}
