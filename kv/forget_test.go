package kv

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// remembered is a State, and what it was when it came to be.
type remembered struct {
	state   *State
	content map[string]string
	last    Put
	made    bool
}

func remember(s *State) remembered {
	last, made := s.Last()
	return remembered{s, s.Map(), last, made}
}

// Replicas put, fall behind and stand still, while what is older than the newest
// States of each is forgotten. What is left stays as it was, and goes on.
func TestStatesThatAreKeptStayAsTheyWere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := NewState(map[string]string{"a": "0"})
		replicas := make([][]remembered, 3)
		for i := range replicas {
			replicas[i] = []remembered{remember(first)}
		}
		puts := make([]Put, 0, 2000)
		for range 2000 {
			n := len(puts)
			puts = append(puts, Put{Key: fmt.Sprint("k", n*n%7), Val: fmt.Sprint(n)})
		}
		applied := make([]int, 3)
		t.Repeat(map[string]func(*rapid.T){
			"put": func(t *rapid.T) {
				r := rapid.IntRange(0, 2).Draw(t, "replica")
				for range rapid.IntRange(1, 600).Draw(t, "count") {
					if applied[r] == len(puts) {
						return
					}
					p := puts[applied[r]]
					applied[r]++
					replicas[r] = append(replicas[r], remember(replicas[r][len(replicas[r])-1].state.with(p, nil)))
				}
			},
			"forget": func(t *rapid.T) {
				var from, still []*State
				for i := range replicas {
					replicas[i] = replicas[i][rapid.IntRange(0, len(replicas[i])-1).Draw(t, "gone"):]
					if len(replicas[i]) == 1 {
						still = append(still, replicas[i][0].state)
						continue
					}
					for _, r := range replicas[i] {
						from = append(from, r.state)
					}
				}
				Forget(from, still)
			},
			"": func(t *rapid.T) {
				for i, states := range replicas {
					for _, r := range []remembered{states[0], states[len(states)/2], states[len(states)-1]} {
						last, made := r.state.Last()
						if got := r.state.Map(); !maps.Equal(got, r.content) || r.state.Len() != len(got) || last != r.last || made != r.made {
							t.Fatalf("replica %d after %d puts: %v, %v, not %v, %v", i, applied[i], got, last, r.content, r.last)
						}
						checkAll(t, r.state)
					}
				}
			},
		})
	})
}

// What is left of a sequence does not grow with the puts that it has had.
func TestForgetLeavesNoMoreThanIsNeeded(t *testing.T) {
	s := NewState(nil)
	removed := s.with(Put{Key: "k1", Val: "old"}, nil)
	s = removed
	for i := range 100_000 {
		before := s
		for range 3 {
			s = s.with(Put{Key: fmt.Sprint("k", i%10), Val: fmt.Sprint(i)}, nil)
		}
		if i%1000 == 0 {
			Forget([]*State{before, s}, []*State{removed})
		}
	}
	Forget([]*State{s}, []*State{removed})
	versions := 0
	for _, vs := range s.puts.keys {
		versions += len(vs)
	}
	if blocks := len(s.puts.list.blocks); versions != 11 || blocks > 1 {
		t.Errorf("left are %d versions of 10 keys, one of them twice, and %d blocks of puts", versions, blocks)
	}
	if got := slices.Sorted(maps.Values(removed.Map())); len(got) != 1 || got[0] != "old" {
		t.Errorf("the State that stood still has %v", got)
	}
}

// BenchmarkForget is one put that is made, and forgotten.
func BenchmarkForget(b *testing.B) {
	s := NewState(nil)
	for i := 0; b.Loop(); i++ {
		s = s.with(Put{Key: fmt.Sprint("k", i%1000), Val: "value"}, nil)
		if i%5000 == 0 {
			Forget([]*State{s}, nil)
		}
	}
}
