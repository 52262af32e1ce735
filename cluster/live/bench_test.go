package live

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"raftviz/cluster"
	"raftviz/cluster/view"
)

// BenchmarkPut is a put through the leader of three nodes in this process until it is
// applied there, from 16 clients at once: over TCP, fsynced and recorded.
func BenchmarkPut(b *testing.B) {
	c := Config{Settings: Defaults(3), DataDir: b.TempDir()}
	for range 3 {
		c.Peers = append(c.Peers, "http://127.0.0.1:0")
	}
	l, err := Start(c)
	if err != nil {
		b.Fatal(err)
	}
	defer l.Close()
	lab := l.Lab()
	lab.Lock()
	err = lab.Until(func(v *view.View) (bool, error) { return v.Leader() != 0, nil }, 1000)
	if err == nil {
		err = lab.Resume()
	}
	lab.Unlock()
	if err != nil {
		b.Fatal(err)
	}
	lead, steps := lab.View().Leader(), lab.Len()
	b.ResetTimer()
	var next atomic.Int64
	var clients sync.WaitGroup
	for range 16 {
		clients.Add(1)
		go func() {
			defer clients.Done()
			done := make(chan error, 1)
			for next.Add(1) <= int64(b.N) {
				err := lab.Ask(view.PutRequest, lead, fmt.Sprintf("key-%d", next.Load()%1000), "value", func(a cluster.Answer) { done <- a.Err })
				if err == nil {
					err = <-done
				}
				if err != nil {
					b.Error(err)
					return
				}
			}
		}()
	}
	clients.Wait()
	b.StopTimer()
	b.ReportMetric(float64(lab.Len()-steps)/float64(b.N), "steps/op")
}
