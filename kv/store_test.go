package kv

import (
	"encoding/json"
	"maps"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestApplySetsAKey(t *testing.T) {
	s := NewStore(NewState(nil))
	for i, p := range []Put{{"x", "1", 0}, {"y", "2", 1}, {"x", "3", 2}} {
		if got, err := s.Apply(uint64(i+4), p.Encode()); err != nil || got != p {
			t.Fatalf("Apply = %+v, %v", got, err)
		}
	}
	if v, ok := s.Lookup("x"); !ok || v != "3" {
		t.Errorf("x = %q, %v", v, ok)
	}
	if _, ok := s.Lookup("z"); ok {
		t.Error("z is there")
	}
	if n := s.State().Len(); n != 2 {
		t.Errorf("%d keys", n)
	}
}

func TestApplyNamesTheIndexOfWhatItCannotRead(t *testing.T) {
	s := NewStore(NewState(nil))
	before := s.State()
	_, err := s.Apply(17, []byte("not a gob"))
	if err == nil || !strings.Contains(err.Error(), "entry 17") {
		t.Errorf("error is %v", err)
	}
	if s.State() != before {
		t.Error("the store changed")
	}
}

func TestSnapshotIsRaftexamplesJSON(t *testing.T) {
	s := NewStore(NewState(map[string]string{"b": "2", "a": "1"}))
	data, err := s.Snapshot()
	if err != nil || string(data) != `{"a":"1","b":"2"}` {
		t.Fatalf("snapshot is %s, %v", data, err)
	}
	var theirs map[string]string
	if err := json.Unmarshal(data, &theirs); err != nil || theirs["b"] != "2" {
		t.Errorf("raftexample reads %v, %v", theirs, err)
	}
}

func TestRecoverReplacesTheContent(t *testing.T) {
	s := NewStore(NewState(map[string]string{"old": "1"}))
	if err := s.Recover([]byte(`{"new":"2"}`)); err != nil {
		t.Fatal(err)
	}
	if got := s.State().Map(); !maps.Equal(got, map[string]string{"new": "2"}) {
		t.Errorf("content is %v", got)
	}
	if err := s.Recover([]byte(`["not a map"]`)); err == nil {
		t.Error("recovered from a list")
	}
	if _, ok := s.Lookup("new"); !ok {
		t.Error("a snapshot that cannot be read changed the store")
	}
	if err := s.Recover(nil); err != nil || s.State().Len() != 0 {
		t.Errorf("no data leaves %v, %v", s.State().Map(), err)
	}
}

// Every State stays what it was, whatever is put on it or on others: each is
// compared at the end with a map that was kept beside it.
func TestStatesNeverChange(t *testing.T) {
	type pair struct {
		state *State
		want  map[string]string
	}
	rapid.Check(t, func(t *rapid.T) {
		all := []pair{{NewState(nil), map[string]string{}}}
		for range rapid.IntRange(1, 60).Draw(t, "puts") {
			from := all[rapid.IntRange(0, len(all)-1).Draw(t, "from")]
			k := rapid.SampledFrom([]string{"", "a", "b", "c"}).Draw(t, "key")
			v := rapid.SampledFrom([]string{"", "1", "2"}).Draw(t, "value")
			want := maps.Clone(from.want)
			want[k] = v
			all = append(all, pair{from.state.with(Put{Key: k, Val: v}, nil), want})
		}
		for _, p := range all {
			for _, q := range all {
				if got := p.state.Equal(q.state); got != maps.Equal(p.want, q.want) {
					t.Fatalf("%v and %v are equal: %v", p.want, q.want, got)
				}
			}
			if got := p.state.Map(); !maps.Equal(got, p.want) || p.state.Len() != len(p.want) {
				t.Fatalf("a State is %v with %d keys, want %v", got, p.state.Len(), p.want)
			}
			for _, k := range []string{"", "a", "b", "c"} {
				got, ok := p.state.Get(k)
				if want, has := p.want[k]; ok != has || got != want {
					t.Fatalf("Get(%q) = %q, %v; want %q, %v", k, got, ok, want, has)
				}
			}
		}
	})
}

func TestNilStateIsEmpty(t *testing.T) {
	var s *State
	if _, ok := s.Get("x"); ok || s.Len() != 0 || len(s.Map()) != 0 {
		t.Error("nil State has something")
	}
	if !s.Equal(nil) || !s.Equal(NewState(nil)) || !NewState(nil).Equal(s) || s.Equal(NewState(map[string]string{"x": ""})) {
		t.Error("nil State is not the empty one")
	}
}

// The same puts of one key in another order leave another value.
func TestStatesOfReorderedPutsDiffer(t *testing.T) {
	empty := NewState(nil)
	one, two := Put{Key: "x", Val: "1"}, Put{Key: "x", Val: "2"}
	a, b := empty.with(one, nil).with(two, nil), empty.with(two, nil).with(one, nil)
	if a.Equal(b) || b.Equal(a) {
		t.Error("x=2 equals x=1")
	}
	if c := NewState(map[string]string{"x": "2"}); !a.Equal(c) || !c.Equal(a) {
		t.Error("a State with a history of its own is another one")
	}
}

func TestReplicasShareWhatTheyApply(t *testing.T) {
	empty := NewState(nil)
	a, b := NewStore(empty), NewStore(empty)
	put := Put{Key: "x", Val: "1"}.Encode()
	for _, s := range []*Store{a, b} {
		if _, err := s.Apply(1, put); err != nil {
			t.Fatal(err)
		}
	}
	if a.State().puts != b.State().puts {
		t.Error("two replicas that applied the same put hold it twice")
	}
}
