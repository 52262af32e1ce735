package kv

import (
	"encoding/json"
	"fmt"
)

// Store applies committed entries, one at a time and in the order of the log.
// It is not safe for concurrent use; the States it hands out are.
type Store struct {
	state *State
	codec decoder
}

// NewStore returns a store with the content of a State. Stores that begin with
// the same State share memory.
func NewStore(s *State) *Store { return &Store{state: s} }

// State is what the store holds now.
func (s *Store) State() *State { return s.state }

// Lookup returns the value of key as this store knows it, and whether there is one.
func (s *Store) Lookup(key string) (value string, ok bool) { return s.state.Get(key) }

// Apply sets the key of the proposal in data, which stands at index in the log,
// and returns the proposal. Data that is not a proposal is an error that names
// the index, and leaves the store as it was: every replica skips the same entry.
// data must not be changed afterwards.
func (s *Store) Apply(index uint64, data []byte) (Put, error) {
	if p, next := s.state.after(data); next != nil {
		s.state = next
		return p, nil
	}
	p, err := s.codec.decode(data)
	if err != nil {
		return Put{}, fmt.Errorf("entry %d is not a proposal: %w", index, err)
	}
	s.state = s.state.with(p, data)
	return p, nil
}

// Snapshot is the store's content in raftexample's form: a JSON object of
// strings, its keys in order.
func (s *Store) Snapshot() ([]byte, error) { return json.Marshal(s.state.Map()) }

// Recover replaces the content with that of a snapshot. No data is the empty
// store. On an error the store stays as it was.
func (s *Store) Recover(snapshot []byte) error {
	var content map[string]string
	if len(snapshot) > 0 {
		if err := json.Unmarshal(snapshot, &content); err != nil {
			return fmt.Errorf("snapshot is not a JSON map of strings: %w", err)
		}
	}
	s.state = NewState(content)
	return nil
}
