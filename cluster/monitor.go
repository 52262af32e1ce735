package cluster

import (
	"sync"
	"sync/atomic"
)

// monitor says who may use a Lab, where several goroutines would.
//
// In live mode the nodes go on by themselves, one stage at a time each, and give mu
// up while a stage waits for the disk: others tick, propose and deliver meanwhile.
// A command must find no stage half done, so it waits for those that run.
type monitor struct {
	// stages is held for reading by a stage that runs by itself, from its begin to
	// its end, and for writing by a command. It is taken before mu.
	stages sync.RWMutex
	// queued is how many commands wait for the stages to end.
	queued atomic.Int32
	// mu is held by whoever touches the Lab.
	mu sync.Mutex
}

// Lock makes the Lab the caller's alone, with no stage half done, until Unlock. A
// Lab in virtual time that one goroutine uses needs none.
func (m *monitor) Lock() {
	m.queued.Add(1)
	m.stages.Lock()
	m.queued.Add(-1)
	m.mu.Lock()
}

// Unlock gives back what Lock took.
func (m *monitor) Unlock() {
	m.mu.Unlock()
	m.stages.Unlock()
}

// unlocked runs what waits for the disk: node.Config's Unlocked.
func (m *monitor) unlocked(write func() error) error {
	m.mu.Unlock()
	defer m.mu.Lock()
	return write()
}
