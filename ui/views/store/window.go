package store

import (
	"slices"

	"raftviz/ui/frame"
	"raftviz/ui/layout"
)

// window chooses the keys that are shown on so many rows: those that were shown
// before, moved so that the selected one can be seen; while none is, the one
// that was put last. first is the first key of all. It looks at no more keys
// than it shows.
func (s *stores) window(rows int, first string) (keys []string, chosen string) {
	if rows <= 0 {
		return nil, ""
	}
	seen, ok := "", false
	if t := s.f.Cursors[layout.StoresPane]; t.Kind == frame.Key && s.keys.Has(t.Name) {
		chosen, seen, ok = t.Name, t.Name, true
	} else if p, put := s.most.KV.Last(); put {
		seen, ok = p.Key, true
	}
	top, found := s.keys.At(s.f.Tops[layout.StoresPane])
	if !found {
		top = first
	}
	if ok && seen < top {
		top = seen
	}
	keys = s.below(top, rows)
	if ok && keys[len(keys)-1] < seen {
		keys = s.above(seen, rows)
	} else if len(keys) < rows {
		last, _ := s.keys.Last()
		keys = s.above(last, rows)
	}
	s.f.Tops[layout.StoresPane] = s.keys.Rank(keys[0])
	return keys, chosen
}

// below are up to so many keys from top on.
func (s *stores) below(top string, rows int) []string {
	keys := make([]string, 0, rows)
	for key, ok := s.keys.From(top); ok && len(keys) < rows; key, ok = s.keys.Behind(key) {
		keys = append(keys, key)
	}
	return keys
}

// above are up to so many keys, bottom the last of them.
func (s *stores) above(bottom string, rows int) []string {
	keys := append(make([]string, 0, rows), bottom)
	for len(keys) < rows {
		key, ok := s.keys.Before(keys[len(keys)-1])
		if !ok {
			break
		}
		keys = append(keys, key)
	}
	slices.Reverse(keys)
	return keys
}
