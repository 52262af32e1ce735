package explore_test

import (
	"context"
	"testing"

	"raftviz/cluster/explore"
)

// BenchmarkExplore is whole runs with every fault, one after another on one
// core: a seed a time, and so many checked steps a second.
func BenchmarkExplore(b *testing.B) {
	o := options()
	o.Seeds, o.Workers = 1, 1
	steps := 0
	for b.Loop() {
		r, err := explore.Search(context.Background(), o, nil)
		if err != nil || r.Finding != nil {
			b.Fatal(err, r.Finding)
		}
		steps += int(r.Steps)
		o.Seed++
	}
	b.ReportMetric(float64(steps)/b.Elapsed().Seconds(), "steps/s")
}

func options() explore.Options {
	return explore.Options{Nodes: 3, Steps: 3000, Faults: explore.AllFaults(), Seed: 1, Workers: 2}
}
