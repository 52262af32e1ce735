package kv

import "github.com/anishathalye/porcupine"

// Get asks for the value of a key.
type Get struct{ Key string }

// Answer is what a Get is answered: the value, and whether there is one.
type Answer struct {
	Value string
	Found bool
}

// Model is a store as one copy of the data behaves, which begins with content: the
// specification that porcupine checks a history of operations against. Inputs are
// a Put, of which the output is nothing, and a Get, of which it is the Answer. The
// Model uses State itself, so a history tests how a cluster orders operations, and
// not what one of them does.
func Model(content map[string]string) porcupine.Model {
	return porcupine.Model{
		Init: func() any { return NewState(content) },
		Step: func(state, input, output any) (legal bool, after any) {
			s := state.(*State)
			if p, ok := input.(Put); ok {
				return true, s.with(p, nil)
			}
			value, found := s.Get(input.(Get).Key)
			return output == Answer{value, found}, s
		},
		Equal: func(a, b any) bool { return a.(*State).Equal(b.(*State)) },
	}
}
