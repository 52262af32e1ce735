package cluster_test

import (
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"

	"go.etcd.io/etcd/raft/v3"
	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster"
	"raftviz/cluster/view"
	"raftviz/kv"
)

// The benchmarks propose one put at a time and wait until all three nodes have
// applied it. BenchmarkBare is what the library itself costs, BenchmarkLab the
// same with WAL files, stages, and a view kept of every step, BenchmarkChecked
// that with the safety properties checked after each. Compare them in one run at
// b.N = 200000; docs/performance.md says how.

// keys is how many keys the puts go round.
const keys = 1000

func proposal(i int) (key, value string) { return fmt.Sprintf("key%d", i%keys), "value" }

func BenchmarkBare(b *testing.B) {
	c := newBare(b)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		key, value := proposal(i)
		if err := c.nodes[0].Propose(kv.Put{Key: key, Val: value, ID: uint64(i + 1)}.Encode()); err != nil {
			b.Fatal(err)
		}
		c.settle()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N), "ns/proposal")
}

// bare is the smallest correct loop: three RawNodes over MemoryStorage, nothing
// on disk, nothing recorded. Entries are applied to nothing.
type bare struct {
	nodes    []*raft.RawNode
	storages []*raft.MemoryStorage
	messages []raftpb.Message
}

func newBare(b *testing.B) *bare {
	c := &bare{}
	peers := []raft.Peer{{ID: 1}, {ID: 2}, {ID: 3}}
	for i := range peers {
		s := raft.NewMemoryStorage()
		n, err := raft.NewRawNode(&raft.Config{
			ID: peers[i].ID, ElectionTick: 10, HeartbeatTick: 1, Storage: s,
			MaxSizePerMsg: 1 << 20, MaxInflightMsgs: 256, Logger: silent{},
		})
		if err != nil {
			b.Fatal(err)
		}
		if err := n.Bootstrap(peers); err != nil {
			b.Fatal(err)
		}
		c.nodes, c.storages = append(c.nodes, n), append(c.storages, s)
	}
	c.settle()
	if err := c.nodes[0].Campaign(); err != nil {
		b.Fatal(err)
	}
	c.settle()
	return c
}

func (c *bare) settle() {
	for {
		for i := range c.nodes {
			c.ready(i)
		}
		if len(c.messages) == 0 {
			return
		}
		m := c.messages[0]
		c.messages = c.messages[1:]
		_ = c.nodes[m.To-1].Step(m)
	}
}

func (c *bare) ready(i int) {
	for c.nodes[i].HasReady() {
		rd := c.nodes[i].Ready()
		if !raft.IsEmptyHardState(rd.HardState) {
			_ = c.storages[i].SetHardState(rd.HardState)
		}
		_ = c.storages[i].Append(rd.Entries)
		c.messages = append(c.messages, rd.Messages...)
		for _, e := range rd.CommittedEntries {
			if e.Type == raftpb.EntryConfChange {
				var cc raftpb.ConfChange
				_ = cc.Unmarshal(e.Data)
				c.nodes[i].ApplyConfChange(cc)
			}
		}
		c.nodes[i].Advance(rd)
	}
}

func BenchmarkLab(b *testing.B) {
	l := newLab(b)
	l.StopChecking()
	benchmarkPuts(b, l)
}

func BenchmarkChecked(b *testing.B) { benchmarkPuts(b, newLab(b)) }

func benchmarkPuts(b *testing.B, l *cluster.Lab) {
	before, first := heap(), l.Len()
	var laps []time.Duration
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if i%lap == 0 {
			laps = append(laps, b.Elapsed())
		}
		put(b, l, i)
	}
	elapsed := b.Elapsed()
	steps := float64(l.Len() - first)
	b.ReportMetric(float64(elapsed.Nanoseconds())/float64(b.N), "ns/proposal")
	b.ReportMetric(steps/elapsed.Seconds(), "steps/s")
	b.ReportMetric(steps/float64(b.N), "steps/proposal")
	b.ReportMetric(lastTenth(laps), "last/first")
	laps = nil
	b.ReportMetric(float64(heap()-before)/steps, "B/step")
	runtime.KeepAlive(l)
}

// newLab is a lab with a leader, and with raftexample's own snapshot interval.
func newLab(b *testing.B) *cluster.Lab {
	s := cluster.Defaults()
	s.Snapshot, s.CatchUp = 10_000, 10_000
	l, err := cluster.New(s, "")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { l.Close() })
	if err := l.Until(func(v *view.View) (bool, error) { return v.Leader() != 0, nil }, 100); err != nil {
		b.Fatal(err)
	}
	if err := l.Settle(); err != nil {
		b.Fatal(err)
	}
	return l
}

func put(b *testing.B, l *cluster.Lab, i int) {
	key, value := proposal(i)
	if err := l.Put(key, value, 0); err != nil {
		b.Fatal(err)
	}
	if err := l.Settle(); err != nil {
		b.Fatal(err)
	}
}

// lap is how many puts are timed together.
const lap = 500

// lastTenth is the median lap of the last tenth of the run over that of the
// first, from the times at which laps began. A run too short for that is 1.
func lastTenth(began []time.Duration) float64 {
	var took []time.Duration
	for i := 1; i < len(began); i++ {
		took = append(took, began[i]-began[i-1])
	}
	tenth := len(took) / 10
	if tenth == 0 {
		return 1
	}
	median := func(laps []time.Duration) float64 {
		laps = slices.Sorted(slices.Values(laps))
		return float64(laps[len(laps)/2])
	}
	return median(took[len(took)-tenth:]) / median(took[:tenth])
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// silent is a raft.Logger that writes nothing.
type silent struct{}

func (silent) Debug(...any)            {}
func (silent) Debugf(string, ...any)   {}
func (silent) Error(...any)            {}
func (silent) Errorf(string, ...any)   {}
func (silent) Info(...any)             {}
func (silent) Infof(string, ...any)    {}
func (silent) Warning(...any)          {}
func (silent) Warningf(string, ...any) {}
func (silent) Fatal(v ...any)          { panic(fmt.Sprint(v...)) }
func (silent) Fatalf(f string, v ...any) {
	panic(fmt.Sprintf(f, v...))
}
func (silent) Panic(v ...any)            { panic(fmt.Sprint(v...)) }
func (silent) Panicf(f string, v ...any) { panic(fmt.Sprintf(f, v...)) }

// BenchmarkStart is from nothing to a leader, with files on disk: what a script
// of settle and until leader != 0 does.
func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		l, err := cluster.New(cluster.Defaults(), "")
		if err != nil {
			b.Fatal(err)
		}
		if err := l.Until(func(v *view.View) (bool, error) { return v.Leader() != 0, nil }, 100); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		if err := l.Close(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}

// BenchmarkLook reads a step from anywhere in a history of 400,000.
func BenchmarkLook(b *testing.B) {
	l := newLab(b)
	for i := range 10_000 {
		put(b, l, i)
	}
	for i := 0; b.Loop(); i++ {
		if s := l.Step(i * 7919 % l.Len()); len(s.Nodes) != 3 {
			b.Fatal("a step without nodes")
		}
	}
}

// BenchmarkTrace tells the story of the first put of a history of a million steps.
func BenchmarkTrace(b *testing.B) {
	l := newLab(b)
	for i := 0; l.Len() < 1_000_000; i++ {
		put(b, l, i)
	}
	key, _ := proposal(0)
	for b.Loop() {
		if _, err := l.Trace(key, 1, l.Len()-1); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(l.Len()), "ns/step")
}
