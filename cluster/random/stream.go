package random

// Stream draws one number after another from a seed. The zero Stream is that
// of seed 0. It is not safe for concurrent use.
type Stream struct{ seed, drawn uint64 }

// NewStream begins the stream of a seed.
func NewStream(seed uint64) *Stream { return &Stream{seed: seed} }

// Below is the next number, in 0..n-1. n is at least 1.
func (s *Stream) Below(n int) int {
	s.drawn++
	return Below(n, s.seed, s.drawn)
}

// OneIn is true once in so many draws, on average. n is at least 1.
func (s *Stream) OneIn(n int) bool { return s.Below(n) == 0 }

// Between is the next number, in low..high, both included.
func (s *Stream) Between(low, high int) int { return low + s.Below(high-low+1) }
