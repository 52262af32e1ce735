// Package random draws what looks like chance from a seed: the same seed and
// the same place in a session give the same number on every machine.
package random

// Below draws a number in 0..n-1 for a seed and a place in the session (a
// message's number, a node's term): a pure function of them. n is at least 1.
//
// It is splitmix64 (Steele, Lea and Flood 2014), a step for each word of the
// place: cheap enough to be asked after every call into raft.
func Below(n int, seed uint64, place ...uint64) int {
	x := mix(seed)
	for _, p := range place {
		x = mix(x ^ p)
	}
	return int(x % uint64(n))
}

func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
