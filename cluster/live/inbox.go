package live

import (
	"sync"

	"go.etcd.io/etcd/raft/v3/raftpb"
)

// inbox has messages that a node's peers have sent, in the order in which they came.
// Many are handed to the Lab at once: it is locked for each batch.
type inbox struct {
	mu   sync.Mutex
	some *sync.Cond
	room *sync.Cond
	// messages are those that wait; no more than maxInbox.
	messages []raftpb.Message
	closed   bool
}

// maxInbox is how many messages wait at most: as many as rafthttp has room for.
const maxInbox = 4096

func newInbox() *inbox {
	b := &inbox{}
	b.some, b.room = sync.NewCond(&b.mu), sync.NewCond(&b.mu)
	return b
}

// put waits where there is no room.
func (b *inbox) put(m raftpb.Message) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for len(b.messages) >= maxInbox && !b.closed {
		b.room.Wait()
	}
	b.messages = append(b.messages, m)
	b.some.Signal()
}

// deliver calls f with the messages that wait, again and again until close.
func (b *inbox) deliver(f func([]raftpb.Message)) {
	var batch []raftpb.Message
	for {
		b.mu.Lock()
		for len(b.messages) == 0 && !b.closed {
			b.some.Wait()
		}
		if b.closed {
			b.mu.Unlock()
			return
		}
		batch, b.messages = b.messages, batch[:0]
		b.mu.Unlock()
		b.room.Broadcast()
		f(batch)
		clear(batch)
	}
}

// close ends deliver. What waits is dropped.
func (b *inbox) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	b.some.Broadcast()
	b.room.Broadcast()
}
