package cluster_test

import (
	"runtime"
	"testing"
)

// keptSteps is how many steps the benchmarks of a lab keep that drops some.
const keptSteps = 200_000

// BenchmarkKept is BenchmarkChecked with the newest steps kept only: compare the
// two in one run, long enough to drop some.
func BenchmarkKept(b *testing.B) {
	l := newLab(b)
	l.Keep(keptSteps)
	benchmarkPuts(b, l)
}

// BenchmarkFlat says what the heap has after two million steps, and after ten.
func BenchmarkFlat(b *testing.B) {
	for b.Loop() {
		l := newLab(b)
		l.Keep(keptSteps)
		for _, at := range []struct {
			steps int
			unit  string
		}{{2_000_000, "MB@2M"}, {10_000_000, "MB@10M"}} {
			for i := l.Len(); l.Len() < at.steps; i++ {
				put(b, l, i)
			}
			b.ReportMetric(float64(heap())/1e6, at.unit)
		}
		runtime.KeepAlive(l)
	}
}
