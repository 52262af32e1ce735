package random

import "testing"

func TestBelowIsAPureFunction(t *testing.T) {
	for place := range uint64(100) {
		if a, b := Below(10, 7, place, 1), Below(10, 7, place, 1); a != b {
			t.Fatalf("place %d gives %d and %d", place, a, b)
		}
	}
}

// Every number comes up about as often, for every seed: a cluster whose timeouts
// were all alike would never elect anybody.
func TestBelowIsSpreadEvenly(t *testing.T) {
	const draws, sides = 10_000, 10
	for seed := range uint64(5) {
		var counts [sides]int
		for place := range uint64(draws) {
			counts[Below(sides, seed, place/10, place%10)]++
		}
		for side, n := range counts {
			if n < draws/sides*8/10 || n > draws/sides*12/10 {
				t.Errorf("seed %d: %d comes up %d times in %d", seed, side, n, draws)
			}
		}
	}
}
