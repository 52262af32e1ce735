package kv

import "slices"

// Keys are all keys that any of some States has, in the order of their bytes.
// Finding one costs next to nothing, however many there are: see State.
type Keys struct{ states []*State }

// KeysOf are the keys of the States, nil ones among them.
func KeysOf(states ...*State) Keys {
	var k Keys
	for _, s := range states {
		if s == nil {
			continue
		}
		// Of one sequence, the State that has seen most has the others' keys too.
		same := slices.IndexFunc(k.states, func(o *State) bool { return o.puts == s.puts })
		switch {
		case same < 0:
			k.states = append(k.states, s)
		case k.states[same].count < s.count:
			k.states[same] = s
		}
	}
	return k
}

// From is the first key that is not below key; ok is false where there is none.
func (k Keys) From(key string) (first string, ok bool) {
	for _, s := range k.states {
		if next, found := s.from(key, false); found && (!ok || next < first) {
			first, ok = next, true
		}
	}
	return first, ok
}

// Behind is the first key above key; ok is false where there is none.
func (k Keys) Behind(key string) (next string, ok bool) {
	for _, s := range k.states {
		if after, found := s.from(key, true); found && (!ok || after < next) {
			next, ok = after, true
		}
	}
	return next, ok
}

// Before is the last key below key; ok is false where there is none.
func (k Keys) Before(key string) (last string, ok bool) {
	for _, s := range k.states {
		if before, found := s.before(key); found && (!ok || before > last) {
			last, ok = before, true
		}
	}
	return last, ok
}

// Last is the last key; ok is false where there is none.
func (k Keys) Last() (last string, ok bool) {
	for _, s := range k.states {
		if end, found := s.last(); found && (!ok || end > last) {
			last, ok = end, true
		}
	}
	return last, ok
}

// Has reports whether key is one of them.
func (k Keys) Has(key string) bool {
	return slices.ContainsFunc(k.states, func(s *State) bool {
		_, ok := s.Get(key)
		return ok
	})
}

// Rank is a number for a place among the keys, from 0, that grows with the key.
// At gives a key back. It counts the keys of the first State, with those that
// came to be later: so it goes on meaning nearly the same.
func (k Keys) Rank(key string) int {
	if len(k.states) == 0 {
		return 0
	}
	s := k.states[0].puts
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.order.rank(s.order.seek(key))
}

// At is the first key at a rank or behind; ok is false where there is none.
func (k Keys) At(rank int) (key string, ok bool) {
	if len(k.states) == 0 {
		return "", false
	}
	if rank <= 0 {
		return k.From("")
	}
	s := k.states[0]
	s.puts.mu.RLock()
	defer s.puts.mu.RUnlock()
	return s.puts.order.from(s.puts.order.at(rank), s.count)
}

// from is the State's first key that is not below key, or with above set the
// first above it.
func (s *State) from(key string, above bool) (string, bool) {
	s.puts.mu.RLock()
	defer s.puts.mu.RUnlock()
	o := &s.puts.order
	p := o.seek(key)
	if above && p.block < len(o.blocks) && o.blocks[p.block].keys[p.at].key == key {
		p.at++
	}
	return o.from(p, s.count)
}

func (s *State) before(key string) (string, bool) {
	s.puts.mu.RLock()
	defer s.puts.mu.RUnlock()
	o := &s.puts.order
	return o.before(o.seek(key), s.count)
}

func (s *State) last() (string, bool) {
	s.puts.mu.RLock()
	defer s.puts.mu.RUnlock()
	o := &s.puts.order
	return o.before(place{len(o.blocks), 0}, s.count)
}
