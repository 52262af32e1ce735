package view

import (
	"fmt"
	"testing"

	"go.etcd.io/etcd/raft/v3/raftpb"
	"pgregory.net/rapid"
)

// content is all that a log says of itself.
func content(l *Log) string {
	if l == nil {
		return "nil"
	}
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
				checkDiffersAt(t, later, old)
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

// checkDiffersAt compares with the entries themselves: each round of the test
// has a term of its own.
func checkDiffersAt(t *rapid.T, l, old *Log) {
	want := l.First()
	for want >= old.First() && want <= min(l.Last(), old.Last()) && l.Term(want) == old.Term(want) {
		want++
	}
	if got := l.DiffersAt(old); got != want {
		t.Fatalf("a log differs at %d, not at %d from\n%s\nit is\n%s", want, got, content(old), content(l))
	}
}

func TestDiffersAtWhereNothingIsShared(t *testing.T) {
	log := func(compacted uint64, data ...string) *Log {
		l := NewLog(compacted, 1)
		for i, d := range data {
			l = l.Append(raftpb.Entry{Term: 1, Index: compacted + uint64(i) + 1, Data: []byte(d)})
		}
		return l
	}
	for _, c := range []struct {
		l, old *Log
		want   uint64
	}{
		{nil, nil, 1},
		{log(0, "a"), nil, 1},
		{log(0, "a", "b"), log(0, "a", "b"), 1}, // read anew from a disk
		{log(7), log(0, "a"), 8},                // a snapshot
		{log(0, "a"), log(7), 1},                // the snapshot is gone
		{log(0), log(0, "a"), 1},
	} {
		if got := c.l.DiffersAt(c.old); got != c.want {
			t.Errorf("%s differs at %d from %s, want %d", content(c.l), got, content(c.old), c.want)
		}
	}
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
