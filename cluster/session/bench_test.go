package session

import (
	"fmt"
	"runtime"
	"testing"
	"time"
)

// The benchmarks work on a session of a million steps, as docs/performance.md says.

// million is how many steps the session has at least.
const million = 1_000_000

// millionSteps is a session of a million steps in which keys are put all the time.
func millionSteps(b *testing.B) *Session {
	s := New("")
	b.Cleanup(func() { s.Close() })
	for _, line := range []string{"cluster snapshot=10000 catchup=10000", "until leader != 0", "settle"} {
		mustDo(b, s, line)
	}
	for i := 0; s.Lab().Len() < million; i++ {
		mustDo(b, s, fmt.Sprintf("put key%d value", i%1000))
		mustDo(b, s, "settle")
	}
	return s
}

// BenchmarkGoto looks at steps from anywhere in the session.
func BenchmarkGoto(b *testing.B) {
	s := millionSteps(b)
	var slowest time.Duration
	for i := 0; b.Loop(); i++ {
		line := fmt.Sprint("goto ", i*7919%million)
		began := b.Elapsed()
		mustDo(b, s, line)
		if len(s.View().Nodes) != 3 {
			b.Fatal("a step without nodes")
		}
		slowest = max(slowest, b.Elapsed()-began)
	}
	b.ReportMetric(float64(slowest.Microseconds()), "µs/slowest")
}

// BenchmarkFork makes a branch at the newest step of the session: it replays a
// million steps.
func BenchmarkFork(b *testing.B) {
	s := millionSteps(b)
	steps := 0
	for b.Loop() {
		mustDo(b, s, "fork")
		b.StopTimer()
		steps += s.Lab().Len()
		fork := s.current
		mustDo(b, s, "branch main")
		if err := s.drop(fork); err != nil {
			b.Fatal(err)
		}
		runtime.GC()
		b.StartTimer()
	}
	b.ReportMetric(float64(steps)/b.Elapsed().Seconds(), "steps/s")
}

// BenchmarkMemory is the room that a session of a million steps takes, all that
// it remembers of its commands too.
func BenchmarkMemory(b *testing.B) {
	for b.Loop() {
		before := heap()
		s := millionSteps(b)
		after := heap()
		b.ReportMetric(float64(after-before)/(1<<20), "MB")
		b.ReportMetric(float64(after-before)/float64(s.Lab().Len()), "B/step")
		runtime.KeepAlive(s)
	}
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
