package api

import (
	"context"
	"errors"
	"log"
	"net"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"raftviz/cluster/live"
	"raftviz/cluster/view"
)

// Ports are where the nodes of a process are served, a port each. It is safe for
// concurrent use.
type Ports struct {
	host   string
	port   func(view.NodeID) int
	errors *log.Logger

	// ended is done once they close: it ends every request.
	ended context.Context
	end   context.CancelFunc

	mu        sync.Mutex
	listeners map[view.NodeID]net.Listener
	servers   map[view.NodeID]*http.Server
	// failed are those whose port could not be opened, and who have been told of.
	failed  map[view.NodeID]bool
	closed  bool
	running sync.WaitGroup
}

// lookTime is how often Ports look for nodes that are new.
const lookTime = 200 * time.Millisecond

// drainTime is for how long Close waits for answers on their way.
const drainTime = time.Second

// Listen opens a port for each of the nodes, all of them or none; nothing is served
// there until Serve. port says which one a node has, 0 for any. An error is one line.
func Listen(host string, port func(view.NodeID) int, ids ...view.NodeID) (*Ports, error) {
	p := &Ports{
		host: host, port: port,
		listeners: map[view.NodeID]net.Listener{}, servers: map[view.NodeID]*http.Server{}, failed: map[view.NodeID]bool{},
	}
	p.ended, p.end = context.WithCancel(context.Background())
	for _, id := range ids {
		if err := p.open(id); err != nil {
			return nil, errors.Join(err, p.Close())
		}
	}
	return p, nil
}

func (p *Ports) open(id view.NodeID) error {
	l, err := live.ListenAt(id, net.JoinHostPort(p.host, strconv.Itoa(p.port(id))))
	if err != nil {
		return err
	}
	p.listeners[id] = l
	return nil
}

// Serve begins to serve members, and goes on to look for new ones until Close: each
// call of members has all that there are. A member that is down is served still, and
// says so. Where the port of a new one cannot be opened, and where a handler panics,
// errors are told, nil for nobody.
func (p *Ports) Serve(members func() []Member, errors *log.Logger) {
	p.errors = errors
	p.look(members())
	p.running.Add(1)
	go func() {
		defer p.running.Done()
		ticker := time.NewTicker(lookTime)
		defer ticker.Stop()
		for {
			select {
			case <-p.ended.Done():
				return
			case <-ticker.C:
				p.look(members())
			}
		}
	}()
}

// look serves those who are not served yet.
func (p *Ports) look(members []Member) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, m := range members {
		if !p.closed && p.servers[m.ID()] == nil {
			p.serve(m)
		}
	}
}

func (p *Ports) serve(m Member) {
	id := m.ID()
	if p.listeners[id] == nil {
		if err := p.open(id); err != nil {
			if p.errors != nil && !p.failed[id] {
				p.errors.Print(err)
			}
			p.failed[id] = true
			return
		}
	}
	server, listener := NewServer(p.ended, NewHandler(m), p.errors), p.listeners[id]
	p.servers[id] = server
	p.running.Add(1)
	go func() {
		defer p.running.Done()
		// It ends when it is closed.
		_ = server.Serve(listener)
	}()
}

// Address is where a node is served, "" where it is not.
func (p *Ports) Address(id view.NodeID) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if l := p.listeners[id]; l != nil {
		return l.Addr().String()
	}
	return ""
}

// Close ends what is served: the requests that wait, then the connections, then the
// ports. It is to be called before the cluster closes.
func (p *Ports) Close() error {
	p.end()
	p.mu.Lock()
	p.closed = true
	p.mu.Unlock()
	ctx, cancel := context.WithTimeout(context.Background(), drainTime)
	defer cancel()
	var all []error
	for _, s := range p.servers {
		if s.Shutdown(ctx) != nil { // somebody does not take an answer
			all = append(all, s.Close())
		}
	}
	for _, l := range p.listeners {
		if err := l.Close(); !errors.Is(err, net.ErrClosed) {
			all = append(all, err)
		}
	}
	p.running.Wait()
	return errors.Join(slices.DeleteFunc(all, func(err error) bool { return err == nil })...)
}
