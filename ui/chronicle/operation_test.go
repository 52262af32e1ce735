package chronicle_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"raftviz/cluster"
	"raftviz/cluster/session"
	"raftviz/ui/chronicle"
)

// labOf is the cluster after the lines of the command language were run.
func labOf(t *testing.T, lines ...string) *cluster.Lab {
	t.Helper()
	s := session.New("")
	t.Cleanup(func() { _ = s.Close() })
	for _, line := range lines {
		if _, err := s.Do(line); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
	}
	return s.Lab()
}

// described is an operation in a line, but for its steps.
func described(o *chronicle.Operation) string {
	words := fmt.Sprintf("%s, %v, %v", o.Asks(), o.Node, o.Fate)
	if o.Index > 0 {
		words += fmt.Sprintf(" at %d/%d", o.Term, o.Index)
	}
	for _, more := range []string{o.Why, o.Stale} {
		if more != "" {
			words += ", " + more
		}
	}
	if o.Fate == chronicle.Acknowledged && o.Index == 0 {
		words += ", " + o.Answer()
	}
	return words
}

func TestOperationsHaveTheirFates(t *testing.T) {
	for name, c := range map[string]struct {
		lines []string
		want  []string
	}{
		"a put, acknowledged": {
			[]string{"cluster seed=1", "settle", "campaign 1", "settle", "put x 1", "settle"},
			[]string{"put x=1, n1, acknowledged at 2/5"},
		},
		"a put, lost with its node": {
			[]string{"cluster seed=1", "settle", "campaign 1", "settle", "put x 1", "crash 1"},
			[]string{"put x=1, n1, lost, n1 went down; it may still commit"},
		},
		"refused: no leader": {
			[]string{"cluster seed=1", "put x 1 via 2", "read x via 3"},
			[]string{
				"put x=1, n2, refused, raft dropped the proposal: no leader is known, or the leader takes none now",
				"read x, n3, refused, n3 knows no leader at term 1; raft dropped the read",
			},
		},
		"a read, answered": {
			[]string{"cluster seed=1", "settle", "campaign 1", "settle", "put x 1", "settle", "read x via 2", "settle", "read y", "settle"},
			[]string{"put x=1, n1, acknowledged at 2/5", "read x, n2, acknowledged, x=1", "read y, n1, acknowledged, no y"},
		},
		"pending": {
			[]string{"cluster seed=1", "settle", "campaign 1", "settle", "isolate 1", "put x 1", "settle"},
			[]string{"put x=1, n1, pending"},
		},
		"gets, one of them stale": {
			[]string{"cluster seed=1", "settle", "campaign 1", "settle", "isolate 3", "put x 1", "settle", "get x", "get x via 3"},
			[]string{"put x=1, n1, acknowledged at 2/5", "get x, n1, acknowledged, x=1", "get x, n3, acknowledged, n1 had x=1, no x"},
		},
		"refused changes are no operations": {
			[]string{"cluster seed=1", "put x 1 via 2", "add 4"},
			[]string{"put x=1, n2, refused, raft dropped the proposal: no leader is known, or the leader takes none now"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			lab := labOf(t, c.lines...)
			var past chronicle.Chronicle
			past.Grow(lab, lab.Len())
			var got []string
			for i := range past.Operations {
				got = append(got, described(&past.Operations[i]))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

var manyFates = []string{
	"cluster seed=1", "settle", "put a 0", "campaign 1", "settle", "put x 1", "settle", "read x via 2", "settle",
	"get x via 3", "tick all 3", "put y 1 via 3", "crash 3", "put z 1", "tick all 2",
}

func TestAnOperationTakesTime(t *testing.T) {
	lab := labOf(t, "cluster seed=1", "settle", "campaign 1", "settle", "partition 1 | 2,3", "put x 1", "tick 1 2", "tick 2 5", "heal", "tick 1", "settle")
	var past chronicle.Chronicle
	past.Grow(lab, lab.Len())
	o := &past.Operations[0]
	if o.Fate != chronicle.Acknowledged || o.Ticks != 3 || o.End <= o.Asked {
		t.Errorf("%v at step %d, asked at %d, %d ticks", o.Fate, o.End, o.Asked, o.Ticks)
	}
	for step, want := range map[int]chronicle.Fate{o.Asked: chronicle.Pending, o.End - 1: chronicle.Pending, o.End: chronicle.Acknowledged, o.End + 9: chronicle.Acknowledged} {
		if got := o.FateAt(step); got != want {
			t.Errorf("at step %d it was %v, want %v", step, got, want)
		}
	}
	if n := len(past.OperationsUpTo(o.Asked - 1)); n != 0 {
		t.Errorf("%d operations before the first", n)
	}
	if n := len(past.OperationsUpTo(o.Asked)); n != 1 {
		t.Errorf("%d operations once it was asked for", n)
	}
}

// What grows by and by comes to the same as what grows at once.
func TestOperationsGrowByPieces(t *testing.T) {
	lab := labOf(t, manyFates...)
	var whole, pieces chronicle.Chronicle
	whole.Grow(lab, lab.Len())
	for steps := 0; steps <= lab.Len(); steps += 3 {
		pieces.Grow(lab, steps)
	}
	pieces.Grow(lab, lab.Len())
	if len(whole.Operations) != 6 || !slices.Equal(whole.Operations, pieces.Operations) {
		t.Errorf("at once %+v\nby pieces %+v", whole.Operations, pieces.Operations)
	}
}
