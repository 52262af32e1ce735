package view

import "go.etcd.io/etcd/raft/v3/raftpb"

// chunkLen is how many entries share one array: large enough that the spine
// stays short, small enough that overwriting a conflict copies little.
const chunkLen = 256

// Log is raft's log of one node: an immutable list of entries behind a
// compacted position. Its methods return new logs, which share entries with the old one.
// The nil Log is empty.
//
// A chunk's array is shared by all logs that hold a prefix of it, and written
// only past the end of the longest; an append that would overwrite an entry of
// another log copies the chunk first.
type Log struct {
	// Compacted and CompactedTerm are the position of the last entry that was
	// compacted away (or came in a snapshot): the log begins behind it.
	Compacted, CompactedTerm uint64
	last                     uint64
	// base is the index of chunks[0]'s first entry.
	base   uint64
	chunks []*chunk
}

type chunk struct {
	entries [chunkLen]raftpb.Entry
	used    int
}

// NewLog returns an empty log that begins behind a position.
func NewLog(index, term uint64) *Log {
	return &Log{Compacted: index, CompactedTerm: term, last: index, base: index + 1}
}

// First is the index of the first entry that the log holds, Last()+1 when it holds none.
func (l *Log) First() uint64 {
	if l == nil {
		return 1
	}
	return l.Compacted + 1
}

// Last is the index of the last entry, Compacted when the log holds none.
func (l *Log) Last() uint64 {
	if l == nil {
		return 0
	}
	return l.last
}

// Entry returns the entry at index, nil when the log does not hold it. The
// entry must not be changed.
func (l *Log) Entry(index uint64) *raftpb.Entry {
	if l == nil || index < l.First() || index > l.last {
		return nil
	}
	i := index - l.base
	return &l.chunks[i/chunkLen].entries[i%chunkLen]
}

// Slice returns count entries from index on, all of which the log holds. They
// must not be changed.
func (l *Log) Slice(index uint64, count int) []raftpb.Entry {
	i := index - l.base
	at := int(i % chunkLen)
	if at+count <= chunkLen {
		return l.chunks[i/chunkLen].entries[at : at+count : at+count]
	}
	entries := make([]raftpb.Entry, count)
	for k := range entries {
		entries[k] = *l.Entry(index + uint64(k))
	}
	return entries
}

// Has reports whether entries, which are consecutive, are the log's own.
func (l *Log) Has(entries []raftpb.Entry) bool {
	for i := range entries {
		if !l.Holds(&entries[i]) {
			return false
		}
	}
	return true
}

// Holds reports whether the log's entry at e's index is e. Data is told apart by
// identity: with the rules of raft broken two entries may share one position.
func (l *Log) Holds(e *raftpb.Entry) bool {
	have := l.Entry(e.Index)
	return have != nil && have.Term == e.Term && have.Type == e.Type && len(have.Data) == len(e.Data) &&
		(len(e.Data) == 0 || &have.Data[0] == &e.Data[0])
}

// Term is the term of the entry at index, or of the compacted entry; 0
// when the log knows neither.
func (l *Log) Term(index uint64) uint64 {
	if e := l.Entry(index); e != nil {
		return e.Term
	}
	if l != nil && index == l.Compacted {
		return l.CompactedTerm
	}
	return 0
}

// Append returns the log with e at its index and nothing behind it. e.Index is
// in First()..Last()+1; whatever stood there and behind is overwritten.
func (l *Log) Append(e raftpb.Entry) *Log {
	next := *l
	next.last = e.Index
	i := e.Index - l.base
	n, at := int(i/chunkLen), int(i%chunkLen)
	switch {
	case n == len(l.chunks):
		next.chunks = append(l.chunks[:n:n], &chunk{})
	case l.chunks[n].used > at:
		c := &chunk{used: at}
		copy(c.entries[:at], l.chunks[n].entries[:at])
		next.chunks = append(l.chunks[:n:n], c)
	}
	c := next.chunks[n]
	c.entries[at] = e
	c.used = at + 1
	return &next
}

// Extends reports whether the log is old with nothing but entries appended.
func (l *Log) Extends(old *Log) bool {
	if l.Compacted != old.Compacted || l.CompactedTerm != old.CompactedTerm || l.base != old.base || l.last < old.last {
		return false
	}
	// Whatever overwrites an entry copies its chunk, and drops those behind it.
	last := len(old.chunks) - 1
	return last < 0 || l.chunks[last] == old.chunks[last]
}

// DiffersAt is the first index from which on the log may have other entries than
// old: those before it, from First on, are old's too. It is Last()+1 when all
// are, and First() when old does not have the first. Entries that were read anew
// from a disk are others.
func (l *Log) DiffersAt(old *Log) uint64 {
	first, end := l.First(), min(l.Last(), old.Last())+1
	if first < old.First() {
		return first
	}
	// Logs that share a chunk share those before it: go back to the last of them.
	at := end
	for at > first && !l.shares(old, at-1) {
		at -= (at-1-l.base)%chunkLen + 1
	}
	at = max(at, first)
	for at < end && l.Holds(old.Entry(at)) {
		at++
	}
	return at
}

// shares reports whether both logs, which hold index, have it in one chunk.
func (l *Log) shares(old *Log, index uint64) bool {
	i, k := index-l.base, index-old.base
	return i%chunkLen == k%chunkLen && l.chunks[i/chunkLen] == old.chunks[k/chunkLen]
}

// UpTo returns the log as it was before entries were appended to it: with last
// as its last entry, Compacted..Last().
func (l *Log) UpTo(last uint64) *Log {
	if last == l.last {
		return l
	}
	old := *l
	old.last = last
	old.chunks = nil
	if n := (last + chunkLen - l.base) / chunkLen; last >= l.base {
		old.chunks = l.chunks[:n:n]
	}
	return &old
}

// Compact returns the log without the entries up to index, whose term is term.
// index is in Compacted..Last().
func (l *Log) Compact(index, term uint64) *Log {
	next := *l
	next.Compacted, next.CompactedTerm = index, term
	if drop := (index + 1 - l.base) / chunkLen; drop > 0 {
		next.base += drop * chunkLen
		next.chunks = l.chunks[drop:]
	}
	return &next
}
