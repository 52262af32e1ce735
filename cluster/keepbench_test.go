package cluster_test

import (
	"runtime"
	"testing"
	"time"

	"raftviz/cluster"
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

// BenchmarkFlat says what the heap has after two million steps, and after ten: with
// all nodes up, and with one that was down from the beginning.
func BenchmarkFlat(b *testing.B) {
	b.Run("all up", func(b *testing.B) { benchmarkFlat(b, func(*cluster.Lab) error { return nil }) })
	b.Run("one down", func(b *testing.B) {
		benchmarkFlat(b, func(l *cluster.Lab) error { return l.Crash(l.View().Leader()%3+1, false) })
	})
}

func benchmarkFlat(b *testing.B, before func(*cluster.Lab) error) {
	for b.Loop() {
		l := newLab(b)
		l.Keep(keptSteps)
		put(b, l, 0)
		if err := before(l); err != nil {
			b.Fatal(err)
		}
		var slowest time.Duration
		for _, at := range []struct {
			steps int
			unit  string
		}{{2_000_000, "MB@2M"}, {10_000_000, "MB@10M"}} {
			for i := l.Len(); l.Len() < at.steps; i++ {
				began := time.Now()
				put(b, l, i)
				slowest = max(slowest, time.Since(began))
			}
			b.ReportMetric(float64(heap())/1e6, at.unit)
		}
		b.ReportMetric(float64(slowest.Microseconds())/1000, "ms/slowest")
		runtime.KeepAlive(l)
	}
}
