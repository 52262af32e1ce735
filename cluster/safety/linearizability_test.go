package safety

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/anishathalye/porcupine"
	"pgregory.net/rapid"

	"raftviz/cluster/history"
	"raftviz/cluster/view"
	"raftviz/kv"
)

// asked is an operation on key x that was asked for in step from and answered in
// step back, 0 for not. Of a read, value is the answer, "" for none.
type asked struct {
	read       bool
	value      string
	from, back int
}

func put(value string, from, back int) asked   { return asked{false, value, from, back} }
func read(answer string, from, back int) asked { return asked{true, answer, from, back} }

// linearizable feeds a checker with steps in which clients ask and are answered,
// the i-th operation by number i+1 and node i+1.
func linearizable(start *history.Frame, operations []asked) []string {
	c := New()
	c.Check(0, start)
	last := 0
	for _, o := range operations {
		last = max(last, o.from, o.back)
	}
	for step := 1; step <= last; step++ {
		var f history.Frame
		var answers []*view.Request
		for i, o := range operations {
			r := view.Request{ID: uint64(i + 1), Node: view.NodeID(i%view.MaxNodes + 1), Key: "x", Value: o.value, Step: o.from}
			if o.read {
				r.Kind, r.Value = view.ReadRequest, ""
			}
			if o.from == step {
				f.Events = append(f.Events, view.Event{What: view.Proposed, About: &r})
			}
			if o.back == step {
				answered := r
				if o.read {
					answered.Value, answered.Found = o.value, o.value != ""
				}
				answers = append(answers, &answered)
			}
		}
		c.Check(step, &f)
		for _, r := range answers {
			c.clients.answered(step, 0, r) // no node has applied anything
		}
	}
	var found []string
	for _, v := range c.Linearizable(last) {
		found = append(found, v.String())
	}
	return found
}

func TestLinearizability(t *testing.T) {
	stale := "linearizability is violated: read x (request %d) was answered %s by n%d, which no order of the puts and reads of x explains%s (steps %d and %d)"
	for name, c := range map[string]struct {
		operations []asked
		want       string
	}{
		"nothing":                           {},
		"a put, then its value":             {[]asked{put("1", 1, 2), read("1", 3, 4)}, ""},
		"nothing was ever put":              {[]asked{read("", 1, 2)}, ""},
		"the old value during a put":        {[]asked{put("1", 1, 2), put("2", 3, 9), read("1", 4, 5)}, ""},
		"a put without answer that is seen": {[]asked{put("1", 1, 2), put("2", 3, 0), read("1", 4, 5), read("2", 6, 7)}, ""},
		"a put without answer, never seen":  {[]asked{put("1", 1, 2), put("2", 3, 0), read("1", 4, 5)}, ""},
		"a read without answer":             {[]asked{put("1", 1, 2), read("", 3, 0)}, ""},
		"answered in the step of the put":   {[]asked{put("1", 1, 5), read("", 5, 6)}, ""},
		"the old value after a put": {
			[]asked{put("1", 1, 2), put("2", 3, 4), read("1", 5, 6)},
			fmt.Sprintf(stale, 3, "x=1", 3, ": put x=2 (request 2) had been acknowledged", 4, 6),
		},
		"no value after a put": {
			[]asked{put("1", 1, 2), read("", 3, 4)},
			fmt.Sprintf(stale, 2, "no x", 2, ": put x=1 (request 1) had been acknowledged", 2, 4),
		},
		"new, then old, while the put has no answer": {
			[]asked{put("1", 1, 2), put("2", 3, 0), read("2", 4, 5), read("1", 6, 7)},
			fmt.Sprintf(stale, 4, "x=1", 4, ": read x (request 3) had been answered x=2", 5, 7),
		},
		"a value that nobody put": {[]asked{read("1", 1, 2)}, fmt.Sprintf(stale, 1, "x=1", 1, "", 1, 2)},
		"the first of two reads that are wrong, and the key once": {
			[]asked{put("1", 1, 2), put("2", 3, 4), read("1", 5, 9), read("1", 6, 7)},
			fmt.Sprintf(stale, 4, "x=1", 4, ": put x=2 (request 2) had been acknowledged", 4, 7),
		},
	} {
		t.Run(name, func(t *testing.T) {
			if got := strings.Join(linearizable(&history.Frame{}, c.operations), "\n"); got != c.want {
				t.Errorf("found\n\t%s\nwant\n\t%s", got, c.want)
			}
		})
	}
}

// What the files have that a cluster starts from can be read, and what is in a
// log and not applied may be at any time.
func TestLinearizabilityOfAClusterThatRanBefore(t *testing.T) {
	n := holding(follower(1, 2, logBehind(4, 2, "2 x=2", "2 x=3")), 4, "1")
	start := &history.Frame{Changed: []*view.Node{n, follower(2, 2, logOf("2 x=0", "2 x=1"))}}
	if got := linearizable(start, []asked{read("1", 1, 2), read("2", 3, 4), read("3", 5, 6)}); got != nil {
		t.Error(got)
	}
	if got := linearizable(start, []asked{read("2", 1, 2), read("1", 3, 4)}); len(got) != 1 {
		t.Errorf("2, then 1 again: %v", got)
	}
	if got := linearizable(start, []asked{read("0", 1, 2)}); len(got) != 1 {
		t.Errorf("an older value than the newest state machine's: %v", got)
	}
}

// What was found later was not so before.
func TestLinearizabilityAtAStep(t *testing.T) {
	c := New()
	c.Check(0, &history.Frame{})
	r := view.Request{ID: 1, Kind: view.ReadRequest, Node: 1, Key: "x", Step: 1}
	answered := r
	answered.Value, answered.Found = "1", true
	c.Check(1, &history.Frame{Events: []view.Event{{What: view.Proposed, About: &r}}})
	c.Check(2, &history.Frame{Events: []view.Event{{What: view.Acknowledged, About: &answered}}})
	for at, want := range []int{0, 0, 1} {
		if k := len(c.Linearizable(at)); k != want {
			t.Errorf("%d violations up to step %d, want %d", k, at, want)
		}
		if k := c.Operations(at); k != min(at, 1) {
			t.Errorf("%d operations up to step %d", k, at)
		}
	}
}

// Leaving puts out, ending them early and checking in parts finds what porcupine
// finds in the whole history.
func TestPartsAreLinearizableWhenTheWholeIs(t *testing.T) {
	seen := map[bool]int{}
	rapid.Check(t, func(t *rapid.T) {
		var operations []asked
		step := 0
		for range rapid.IntRange(1, 12).Draw(t, "operations") {
			o := asked{rapid.Bool().Draw(t, "read"), rapid.SampledFrom([]string{"1", "2", "3", ""}).Draw(t, "value"), step, 0}
			o.from += rapid.IntRange(1, 3).Draw(t, "from")
			if rapid.IntRange(0, 3).Draw(t, "open") > 0 {
				o.back = o.from + rapid.IntRange(0, 6).Draw(t, "back")
			}
			if !o.read && o.value == "" {
				o.value = "4"
			}
			operations = append(operations, o)
			step = o.from
		}
		want := porcupine.CheckOperations(kv.Model(nil), whole(operations))
		seen[want]++
		if got := linearizable(&history.Frame{}, operations) == nil; got != want {
			t.Fatalf("linearizable: %v, and as a whole %v: %+v", got, want, operations)
		}
	})
	if seen[true] == 0 || seen[false] == 0 {
		t.Errorf("the histories are too much alike: %v", seen)
	}
}

// whole is a history as porcupine takes it: every put without answer goes on for ever.
func whole(operations []asked) []porcupine.Operation {
	var list []porcupine.Operation
	for _, o := range operations {
		p := porcupine.Operation{Input: kv.Put{Key: "x", Val: o.value}, Call: int64(o.from), Return: int64(o.back)}
		if o.back == 0 {
			p.Return = math.MaxInt64
		}
		if o.read {
			p.Input, p.Output = kv.Get{Key: "x"}, kv.Answer{Value: o.value, Found: o.value != ""}
		}
		if !o.read || o.back > 0 {
			list = append(list, p)
		}
	}
	return list
}

// Forty puts that all overlap, and reads between them as the log has them, are
// answered at once: the order of the log explains them.
func TestLinearizabilityInLogOrder(t *testing.T) {
	c := New()
	c.Check(0, &history.Frame{})
	const puts = 40
	for i := 1; i <= 2*puts; i++ {
		r := view.Request{ID: uint64(i), Node: 1, Key: "x", Value: fmt.Sprint(i), Step: i}
		if i > puts {
			r.Kind, r.Value, r.Found = view.ReadRequest, fmt.Sprint(i-puts), true
		}
		c.Check(i, &history.Frame{Events: []view.Event{{What: view.Proposed, About: &r}}})
		c.clients.answered(2*puts+i, uint64((i-1)%puts+1), &r)
	}
	if found := c.Linearizable(4 * puts); found != nil {
		t.Error(found)
	}
}

// A history is cut behind an operation that overlaps none, and not elsewhere.
func TestCut(t *testing.T) {
	one := func(from, back int) call { return call{from: from, back: back} }
	long := func(overlap int) []call {
		var calls []call
		for i := range 3 * partLen {
			calls = append(calls, one(4*i, 4*i+overlap))
		}
		return calls
	}
	for name, c := range map[string]struct {
		calls []call
		want  []int
	}{
		"few":             {long(1)[:partLen-1], []int{partLen - 1}},
		"none overlap":    {long(1), []int{partLen, partLen, partLen}},
		"touching":        {long(4), []int{3 * partLen}},
		"all overlap":     {long(5), []int{3 * partLen}},
		"one has no back": {slices.Concat([]call{one(-1, never)}, long(1)), []int{3*partLen + 1}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []int
			for rest := c.calls; len(rest) > 0; {
				var part []call
				part, rest = cut(rest)
				got = append(got, len(part))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("parts of %v, want %v", got, c.want)
			}
		})
	}
}
