package view

import (
	"fmt"
	"testing"

	"go.etcd.io/etcd/raft/v3/raftpb"
	"pgregory.net/rapid"
)

// content is all that a log says of itself.
func content(l *Log) string {
	s := fmt.Sprint(l.Compacted, l.CompactedTerm, l.First(), l.Last())
	for i := l.First(); i <= l.Last(); i++ {
		e := l.Entry(i)
		s += fmt.Sprintf(" %d/%d", e.Term, e.Index)
	}
	return s
}

// A log never changes: whatever is appended to it, overwritten or compacted
// afterwards, it says what it said; and it can be had back from a log that only
// extends it.
func TestLogsNeverChange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := NewLog(rapid.Uint64Range(0, 3).Draw(t, "index"), 1)
		all, were := []*Log{l}, []string{content(l)}
		for term := range rapid.Uint64Range(1, 20).Draw(t, "rounds") {
			if rapid.Bool().Draw(t, "compact") {
				index := rapid.Uint64Range(l.Compacted, l.Last()).Draw(t, "to")
				l = l.Compact(index, l.Term(index))
			} else {
				at := rapid.Uint64Range(l.First(), l.Last()+1).Draw(t, "at")
				for i := range rapid.Uint64Range(1, 2*chunkLen).Draw(t, "count") {
					l = l.Append(raftpb.Entry{Term: term, Index: at + i})
				}
			}
			all, were = append(all, l), append(were, content(l))
		}
		for i, old := range all {
			if got := content(old); got != were[i] {
				t.Fatalf("log %d was\n%s\nand is\n%s", i, were[i], got)
			}
			for _, later := range all[i:] {
				if !later.Extends(old) {
					continue
				}
				if got := content(later.UpTo(old.Last())); got != were[i] {
					t.Fatalf("log %d was\n%s\nand is had back as\n%s", i, were[i], got)
				}
			}
		}
	})
}

func TestSliceCrossesChunks(t *testing.T) {
	l := NewLog(0, 0)
	for i := range uint64(3 * chunkLen) {
		l = l.Append(raftpb.Entry{Term: 1, Index: i + 1})
	}
	for _, s := range [][2]int{{1, 3}, {chunkLen - 1, 4}, {chunkLen, 2 * chunkLen}, {3 * chunkLen, 1}} {
		got := l.Slice(uint64(s[0]), s[1])
		if len(got) != s[1] || got[0].Index != uint64(s[0]) || got[s[1]-1].Index != uint64(s[0]+s[1]-1) {
			t.Errorf("Slice(%d, %d) is %d entries from %d", s[0], s[1], len(got), got[0].Index)
		}
	}
	if l.Entry(0) != nil || l.Entry(3*chunkLen+1) != nil {
		t.Error("the log has entries outside of its range")
	}
}
