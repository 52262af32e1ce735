package safety

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"raftviz/cluster/view"
	"raftviz/kv"
)

// drawCalls are operations on one register, whose puts have a value each. Many
// histories are linearizable and many are not.
func drawCalls(t *rapid.T) (begins kv.Answer, calls []call) {
	puts := rapid.IntRange(1, 5).Draw(t, "puts")
	answers := []kv.Answer{begins}
	interval := func(name string) (from, back int) {
		from = rapid.IntRange(0, 12).Draw(t, name+" from")
		return from, from + rapid.IntRange(0, 6).Draw(t, name+" took")
	}
	for i := range puts {
		c := call{answer: kv.Answer{Value: fmt.Sprint(i), Found: true}}
		c.from, c.back = interval("put")
		if rapid.IntRange(0, 7).Draw(t, "open") == 0 {
			c.back = never
		}
		calls, answers = append(calls, c), append(answers, c.answer)
	}
	for range rapid.IntRange(1, 6).Draw(t, "reads") {
		c := call{read: true, answer: rapid.SampledFrom(answers).Draw(t, "answer")}
		c.from, c.back = interval("read")
		calls = append(calls, c)
	}
	return begins, calls
}

// TestZonesSayWhatASearchSays compares the zones with porcupine.
func TestZonesSayWhatASearchSays(t *testing.T) {
	var said [2]int
	rapid.Check(t, func(t *rapid.T) {
		begins, calls := drawCalls(t)
		r := &register{key: "x"}
		zones, unique := zonesOf(begins, calls)
		if !unique {
			t.Fatal("a value was put twice")
		}
		got, want := fit(zones), r.searched(begins, calls)
		if got != want {
			t.Fatalf("the zones say %v, a search %v, of %+v", got, want, calls)
		}
		if got {
			said[1]++
		} else {
			said[0]++
		}
	})
	if said[0] == 0 || said[1] == 0 {
		t.Errorf("%d histories were not linearizable, %d were: both must be tried", said[0], said[1])
	}
}

// Puts that overlap have very many orders: a search would not end.
func TestManyPutsThatOverlapAreChecked(t *testing.T) {
	const puts = 60
	r := &register{key: "x", reads: 1}
	for i := range puts {
		r.calls = append(r.calls, call{request: &view.Request{ID: uint64(i + 1)}, answer: kv.Answer{Value: fmt.Sprint(i), Found: true}, from: i, back: 100 + i})
	}
	read := call{request: &view.Request{ID: 99, Kind: view.ReadRequest}, read: true, answer: kv.Answer{Value: "0", Found: true}, from: 200, back: 201}
	if v := (&register{key: "x", reads: 1, calls: append(r.calls, read)}).check(); v != nil {
		t.Errorf("the first of %d puts that overlap can have been the last: %v", puts, v)
	}
	later := call{request: &view.Request{ID: 98}, answer: kv.Answer{Value: "later", Found: true}, from: 190, back: 195}
	if v := (&register{key: "x", reads: 1, calls: append(r.calls, later, read)}).check(); v == nil {
		t.Error("a read that returned an overwritten value was not found")
	}
}
