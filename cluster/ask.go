package cluster

import (
	"errors"
	"fmt"

	"raftviz/cluster/view"
)

// Answer is how a request from outside has ended.
type Answer struct {
	// Request is the request, of a read with its answer.
	Request *view.Request
	// Err says in one line why there is no answer, nil when there is.
	Err error
}

// waiter is told of an answer.
type waiter func(Answer)

// answerTicks is for how long a client of a live cluster waits.
const answerTicks = 50

// deadline is when the client of a request gives up.
type deadline struct {
	request uint64
	tick    int
}

// ErrNoLeader is the error of a request that raft would drop: the node knows no leader.
var ErrNoLeader = errors.New("no leader is known")

// Ask puts a put or a read to a node of a live Lab, and waits for nothing; it locks the
// Lab itself. done is told once of its answer, when the step that has it is recorded; it must not
// call the Lab. It may be nil. An error means that nothing was asked.
func (l *Lab) Ask(kind view.RequestKind, via view.NodeID, key, value string, done func(Answer)) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, err := l.led(via); err != nil {
		return err
	}
	if done != nil {
		// It is the number that the request is about to get.
		l.waiters[l.lastRequest+1] = done
	}
	switch kind {
	case view.PutRequest:
		_ = l.Put(key, value, via)
	case view.ReadRequest:
		_ = l.Read(key, via)
	}
	return nil
}

// Lookup is what the store of a node here holds; it locks the Lab itself. It is not
// recorded: a get of raftexample's asks nobody.
func (l *Lab) Lookup(via view.NodeID, key string) (value string, found bool, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	m, err := l.here(via)
	if err != nil {
		return "", false, err
	}
	value, found = m.node.Store().Lookup(key)
	return value, found, nil
}

// here is a node that runs in this process and is up.
func (l *Lab) here(id view.NodeID) (*member, error) {
	if m := l.memberUp(id); m != nil {
		return m, nil
	}
	return nil, fmt.Errorf("%v is down", id)
}

// led is such a node that knows a leader: it can propose.
func (l *Lab) led(id view.NodeID) (*member, error) {
	m, err := l.here(id)
	if err == nil && m.now.Lead == 0 {
		err = ErrNoLeader
	}
	return m, err
}

// reply tells whoever has asked of the answer, once the step is recorded.
func (l *Lab) reply(a Answer) {
	if tell, ok := l.waiters[a.Request.ID]; ok {
		delete(l.waiters, a.Request.ID)
		l.replies = append(l.replies, func() { tell(a) })
	}
}

// waits notes when the client of a request gives up.
func (l *Lab) waits(r *view.Request) {
	if l.outside == nil {
		l.requests = append(l.requests, r)
		return
	}
	l.deadlines = append(l.deadlines, deadline{r.ID, l.tick + answerTicks})
	if len(l.requests) < maxListed {
		l.requests = append(l.requests, r)
	} else {
		l.unlisted[r.ID] = r
	}
}

// maxListed is how many waiting requests of a live cluster are in its views. Clients
// that do not wait for a commit can have thousands on their way.
const maxListed = 64

// expire ends the requests whose clients have waited for too long.
func (l *Lab) expire() {
	for len(l.deadlines) > 0 && l.deadlines[0].tick <= l.tick {
		if r := l.waiting(l.deadlines[0].request); r != nil {
			l.answered(r.ID)
			l.giveUp(r, fmt.Sprintf("the client gave up after %d ticks", answerTicks))
		}
		l.deadlines = l.deadlines[1:]
	}
	l.seekChanges()
}

// giveUp says that a request gets no answer.
func (l *Lab) giveUp(r *view.Request, why string) {
	if r.Kind == view.PutRequest {
		why = fmt.Sprintf("%s; it may still commit", why)
	}
	l.recorder.emit(view.Event{What: view.Abandoned, Node: r.Node, About: r, Text: why})
	l.reply(Answer{r, errors.New(why)})
}
