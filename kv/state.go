package kv

import (
	"maps"
	"slices"
	"sort"
	"sync"
)

// State is the content of a store at one time: an immutable map of strings. The
// nil State is empty. It is safe for concurrent use.
//
// A State is a place in a sequence of puts, so a put costs the same however
// many keys there are, and all States of a sequence share what they hold.
// Replicas that begin with the same State and apply the same puts share one
// sequence.
type State struct {
	puts *sequence
	// count is how many puts of the sequence this State has seen.
	count int
}

// sequence is a list of puts, and for each key its values over time. What no State
// needs any more can be forgotten: see Forget.
type sequence struct {
	mu   sync.RWMutex
	list puts
	keys map[string][]version
	// floor is how many puts the earliest State has seen that can go on from where
	// it is, and held are the puts of earlier ones that can be asked for.
	floor int
	held  []heldPut
	// order has the keys in order.
	order order
	// content is how many puts at the beginning are what it began with.
	content int
}

type put struct {
	Put
	// data is what was decoded, nil for none: replicas in one process have the
	// same bytes, and need not decode them again.
	data []byte
	// keys is how many different keys there are after the put.
	keys int
}

// version is a value that a key has from put number since on.
type version struct {
	since int
	value string
}

// NewState returns a State with the content of m, which it does not keep.
func NewState(m map[string]string) *State {
	s := &sequence{keys: map[string][]version{}}
	for _, k := range slices.Sorted(maps.Keys(m)) {
		s.append(Put{Key: k, Val: m[k]}, nil)
	}
	s.content = len(m)
	return &State{s, len(m)}
}

// append adds a put. The caller holds mu, or nobody else has s.
func (s *sequence) append(p Put, data []byte) {
	since := s.list.count + 1
	versions := s.keys[p.Key]
	if len(versions) == 0 {
		s.order.add(p.Key, since)
	}
	s.keys[p.Key] = append(versions, version{since, p.Val})
	s.list.add(put{p, data, len(s.keys)})
}

// at is the value of key after so many puts.
func (s *sequence) at(key string, count int) (string, bool) {
	versions := s.keys[key]
	i := sort.Search(len(versions), func(i int) bool { return versions[i].since > count })
	if i == 0 {
		return "", false
	}
	return versions[i-1].value, true
}

// Get returns the value of key, and whether there is one.
func (s *State) Get(key string) (value string, ok bool) {
	if s == nil {
		return "", false
	}
	s.puts.mu.RLock()
	defer s.puts.mu.RUnlock()
	return s.puts.at(key, s.count)
}

// Len is the number of keys.
func (s *State) Len() int {
	if s == nil || s.count == 0 {
		return 0
	}
	s.puts.mu.RLock()
	defer s.puts.mu.RUnlock()
	return s.puts.put(s.count).keys
}

// Last is the put that made the State of the one before it; ok is false where
// it is the content that a store began with.
func (s *State) Last() (p Put, ok bool) {
	if s == nil || s.count <= s.puts.content {
		return Put{}, false
	}
	s.puts.mu.RLock()
	defer s.puts.mu.RUnlock()
	return s.puts.put(s.count).Put, true
}

// Map is the content as a Go map that the caller owns.
func (s *State) Map() map[string]string {
	m := map[string]string{}
	if s == nil {
		return m
	}
	s.puts.mu.RLock()
	defer s.puts.mu.RUnlock()
	for k := range s.puts.keys {
		if v, ok := s.puts.at(k, s.count); ok {
			m[k] = v
		}
	}
	return m
}

// All calls yield for each key, in the order of their bytes, until it returns false.
// The first keys cost next to nothing, however many there are.
func (s *State) All(yield func(key, value string) bool) {
	if s == nil {
		return
	}
	for key, ok := s.from("", false); ok; key, ok = s.from(key, true) {
		if value, _ := s.Get(key); !yield(key, value) {
			return
		}
	}
}

// Equal reports whether two States have the same content. It is quick for two
// of one sequence at the same place, and goes through all keys for others.
func (s *State) Equal(other *State) bool {
	if s == other || s != nil && other != nil && *s == *other {
		return true
	}
	return s.Len() == other.Len() && maps.Equal(s.Map(), other.Map())
}

// with is the State after p, which was decoded from data (nil for nothing). It is
// the next one of the sequence, unless that already goes on with another put:
// then a sequence of its own begins.
func (s *State) with(p Put, data []byte) *State {
	if !s.puts.goesOn(s.count, p, data) {
		return NewState(s.Map()).with(p, data)
	}
	return &State{s.puts, s.count + 1}
}

// goesOn reports whether p is the put behind so many, and appends it where none is.
func (s *sequence) goesOn(count int, p Put, data []byte) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if count < s.floor {
		return false
	}
	if count == s.list.count {
		s.append(p, data)
	}
	next := s.list.at(count + 1)
	return next.Key == p.Key && next.Val == p.Val
}

// after is the State after the put in data and that put, if a replica has
// applied the same bytes before; else nil.
func (s *State) after(data []byte) (Put, *State) {
	s.puts.mu.RLock()
	defer s.puts.mu.RUnlock()
	if s.count == s.puts.list.count || s.count < s.puts.floor || len(data) == 0 {
		return Put{}, nil
	}
	next := s.puts.list.at(s.count + 1)
	if len(next.data) != len(data) || &next.data[0] != &data[0] {
		return Put{}, nil
	}
	return next.Put, &State{s.puts, s.count + 1}
}
