package kv

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// The keys of some States, of one sequence and of others, are those of their maps.
func TestKeysAreThoseOfTheMaps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		states := []*State{NewState(nil), NewState(map[string]string{"b": "", "k7": ""}), nil}
		for range rapid.IntRange(0, 600).Draw(t, "puts") {
			from := states[rapid.IntRange(0, len(states)-1).Draw(t, "from")]
			if from != nil {
				key := fmt.Sprintf("k%d", rapid.IntRange(0, 400).Draw(t, "key"))
				states = append(states, from.with(Put{Key: key}, nil))
			}
		}
		of := states[rapid.IntRange(0, len(states)-1).Draw(t, "first"):]
		want := map[string]string{}
		for _, s := range of {
			maps.Copy(want, s.Map())
		}
		checkKeys(t, KeysOf(of...), slices.Sorted(maps.Keys(want)))
		for _, s := range of {
			checkAll(t, s)
		}
	})
}

// checkAll checks that a State gives the keys and values of its map, in order.
func checkAll(t *rapid.T, s *State) {
	m, last := s.Map(), ""
	seen := 0
	for key, value := range s.All {
		if v, ok := m[key]; !ok || v != value || seen > 0 && key <= last {
			t.Fatalf("%q = %q comes behind %q, and the map has %q, %v", key, value, last, v, ok)
		}
		last = key
		seen++
	}
	if seen != len(m) {
		t.Fatalf("%d keys of %d", seen, len(m))
	}
}

// A screen shows the first keys of each node's store again and again.
func TestTheFirstKeysAreCheap(t *testing.T) {
	content := map[string]string{}
	for i := range 100_000 {
		content[fmt.Sprint(i)] = ""
	}
	s := NewState(content)
	if n := testing.AllocsPerRun(10, func() {
		for range s.All {
			break
		}
	}); n > 2 {
		t.Errorf("the first of 100,000 keys costs %v allocations", n)
	}
}

func checkKeys(t *rapid.T, k Keys, want []string) {
	var up, down []string
	for key, ok := k.From(""); ok; key, ok = k.Behind(key) {
		up = append(up, key)
	}
	for key, ok := k.Last(); ok; key, ok = k.Before(key) {
		down = append(down, key)
	}
	slices.Reverse(down)
	if !slices.Equal(up, want) || !slices.Equal(down, want) {
		t.Fatalf("upwards %v\ndownwards %v\nwant %v", up, down, want)
	}
	probe := rapid.SampledFrom([]string{"", "a", "k", "k1", "k15", "k200", "k2000", "z"}).Draw(t, "probe")
	i, has := slices.BinarySearch(want, probe)
	if got, ok := k.From(probe); ok != (i < len(want)) || ok && got != want[i] {
		t.Fatalf("from %q is %q, %v", probe, got, ok)
	}
	if k.Has(probe) != has {
		t.Fatalf("has %q: %v", probe, !has)
	}
	if got, ok := k.Before(probe); ok != (i > 0) || ok && got != want[i-1] {
		t.Fatalf("before %q is %q, %v", probe, got, ok)
	}
}

func TestRanksLeadBackToKeys(t *testing.T) {
	s := NewState(nil)
	if key, ok := KeysOf(s, nil).At(0); ok {
		t.Errorf("an empty State has %q", key)
	}
	const count = 3 * blockLen
	half := s
	for i := range count {
		s = s.with(Put{Key: fmt.Sprintf("%04d", i*7919%count)}, nil)
		if i == count/2 {
			half = s
		}
	}
	k := KeysOf(s)
	for rank := range count {
		key := fmt.Sprintf("%04d", rank)
		if got, ok := k.At(rank); !ok || got != key || k.Rank(key) != rank {
			t.Fatalf("rank %d is of %q, and %q has rank %d", rank, got, key, k.Rank(key))
		}
	}
	if key, ok := k.At(count); ok {
		t.Errorf("behind the last key is %q", key)
	}
	// A State of before does not give the keys that came later.
	for rank := range count {
		if key, ok := KeysOf(half).At(rank); ok && !KeysOf(half).Has(key) {
			t.Fatalf("rank %d is of %q, which was not there", rank, key)
		}
	}
}

func TestLastPut(t *testing.T) {
	begun := NewState(map[string]string{"a": "1"})
	if p, ok := begun.Last(); ok {
		t.Errorf("%v made what it began with", p)
	}
	put := Put{Key: "b", Val: "2", ID: 3}
	if p, ok := begun.with(put, nil).Last(); !ok || p != put {
		t.Errorf("the last put is %v, %v", p, ok)
	}
	var none *State
	if p, ok := none.Last(); ok {
		t.Errorf("%v made nothing", p)
	}
}

// BenchmarkPutOfANewKey is what keeping keys in order costs a put.
func BenchmarkPutOfANewKey(b *testing.B) {
	s := NewState(nil)
	for i := range 100_000 {
		s = s.with(Put{Key: fmt.Sprintf("%06d", i*7919%100_000)}, nil)
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		s = s.with(Put{Key: fmt.Sprintf("%06d-%d", i*7919%100_000, i)}, nil)
	}
}
