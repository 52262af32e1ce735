package kv

import (
	"maps"
	"slices"
)

// Forget lets go of what no State can be asked for any more. Of a sequence that has
// some of those from, nobody will ask for a State before the first of these, but
// for those still, which stay as they are: a State that a node holds which was
// removed, or is down, must not keep all that others have put since. To each put it
// comes once. A State that is gone all the same has some content, of no meaning.
func Forget(from, still []*State) {
	floors := map[*sequence]int{}
	for _, s := range from {
		if s == nil {
			continue
		}
		if s.count < s.puts.floorNow() {
			still = append(still[:len(still):len(still)], s) // it was still, and went on in another sequence
			continue
		}
		if floor, ok := floors[s.puts]; !ok || s.count < floor {
			floors[s.puts] = s.count
		}
	}
	for s, floor := range floors {
		held := map[int]bool{}
		for _, h := range still {
			if h != nil && h.puts == s && h.count < floor {
				held[h.count] = true
			}
		}
		s.forget(floor, slices.Sorted(maps.Keys(held)))
	}
}

func (s *sequence) floorNow() int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.floor
}

// heldPut is the put that made a State which is before the floor of its sequence.
type heldPut struct {
	count int
	put
}

// put is put number n: of a State that has seen as many, the last.
func (s *sequence) put(n int) *put {
	if n < s.floor {
		for i := range s.held {
			if s.held[i].count == n {
				return &s.held[i].put
			}
		}
	}
	return s.list.at(n)
}

// forget forgets the States before that of floor puts, but for those held.
func (s *sequence) forget(floor int, held []int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	floor = max(floor, s.floor)
	var last []heldPut
	for _, count := range held {
		if count > 0 {
			last = append(last, heldPut{count, *s.put(count)})
		}
	}
	for n := max(s.floor, 1); n <= floor; n++ {
		s.supersede(s.list.at(n).Key, n, held)
	}
	s.floor, s.held = floor, last
	s.list.dropBefore(floor)
}

// supersede takes out the versions of a key before that of put number n, which no
// State needs that is not held. Those of them that were left before are few: one,
// and one for each that was held then.
func (s *sequence) supersede(key string, n int, held []int) {
	versions := s.keys[key]
	older := 0
	for versions[older].since < n {
		older++
	}
	kept := 0
	for i := range older {
		at, _ := slices.BinarySearch(held, versions[i].since)
		if at < len(held) && held[at] < versions[i+1].since {
			versions[kept] = versions[i]
			kept++
		}
	}
	if kept == older {
		return
	}
	// What stays moves up to the rest, and not the rest down to it: there can be much.
	gone := older - kept
	copy(versions[gone:older], versions[:kept])
	clear(versions[:gone])
	versions = versions[gone:]
	if len(versions) == 1 {
		versions = slices.Clone(versions) // the key may never be put again
	}
	s.keys[key] = versions
}
