package live

import (
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"syscall"
	"time"

	"go.etcd.io/etcd/client/pkg/v3/types"
	"go.etcd.io/etcd/raft/v3/raftpb"
	"go.etcd.io/etcd/server/v3/etcdserver/api/rafthttp"
	stats "go.etcd.io/etcd/server/v3/etcdserver/api/v2stats"
	"go.uber.org/zap"

	"raftviz/cluster"
	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// clusterID is raftexample's.
const clusterID = 0x1000

// The bounds of what a stranger can make the peer port do. A stream is a request that
// never ends, so nothing bounds the time of a whole one.
const (
	headerTime = 5 * time.Second
	// writeTime is etcd's rafthttp.ConnWriteTimeout.
	writeTime      = 5 * time.Second
	maxHeaderBytes = 16 << 10
	// maxMessageBytes bounds a message, of which a snapshot is the largest.
	maxMessageBytes = 512 << 20
)

// port is where a node meets its peers: a listener, and rafthttp's transport.
type port struct {
	id       view.NodeID
	listener net.Listener
	// transport and server are nil while the node is down.
	transport *rafthttp.Transport
	server    *http.Server
	// peers are those that the transport knows.
	peers   map[view.NodeID]bool
	members *members
	// receive takes what peers have sent.
	receive func(...raftpb.Message) error
	posts   *mailbox
	// box has what came from the peers and waits for the Lab.
	box *inbox
	// purged ends the removal of old files.
	purged func()
	// gone is closed when the node is down.
	gone chan struct{}
}

// open begins to serve and to connect.
func (p *port) open() error {
	p.box = newInbox()
	p.transport = &rafthttp.Transport{
		Logger:      zap.NewNop(),
		ID:          types.ID(p.id),
		ClusterID:   clusterID,
		Raft:        &peer{p, p.box},
		ServerStats: stats.NewServerStats("", ""),
		LeaderStats: stats.NewLeaderStats(zap.NewNop(), types.ID(p.id).String()),
		ErrorC:      make(chan error),
	}
	if err := p.transport.Start(); err != nil {
		return err
	}
	p.peers, p.gone = map[view.NodeID]bool{}, make(chan struct{})
	p.server = &http.Server{
		Handler:           bounded(p.transport.Handler(), p.members),
		ReadHeaderTimeout: headerTime,
		MaxHeaderBytes:    maxHeaderBytes,
		ErrorLog:          log.New(io.Discard, "", 0),
	}
	go p.server.Serve(timely{p.listener, writeTime})
	go p.box.deliver(func(ms []raftpb.Message) {
		// What is left out is a stranger's, or late: nobody waits to hear of it.
		_ = p.receive(ms...)
	})
	go p.watch(p.transport.ErrorC, p.gone)
	return nil
}

// close ends all connections. The listener is closed with them.
func (p *port) close() {
	if p.transport == nil {
		return
	}
	close(p.gone)
	p.box.close()
	p.purged()
	p.server.Close()
	p.listener.Close() // the server may not have begun with it
	p.transport.Stop()
	p.transport, p.server, p.listener = nil, nil, nil
}

// bounded serves what a member asks for, and nothing else: etcd's own snapshots are
// not raftexample's, and a URL that a stranger names is not dialled.
func bounded(h http.Handler, m *members) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case rafthttp.RaftSnapshotPrefix:
			http.NotFound(w, r)
			return
		case membersPath:
			m.serve(w, r)
			return
		}
		r.Header.Del("X-PeerURLs")
		r.Body = http.MaxBytesReader(w, r.Body, maxMessageBytes)
		h.ServeHTTP(w, r)
	})
}

// watch waits for the transport to say that the node was removed.
func (p *port) watch(errs <-chan error, gone <-chan struct{}) {
	select {
	case <-errs:
		p.posts.put(post{Report: cluster.Report{From: p.id}, expelled: true})
	case <-gone:
	}
}

// add makes a peer known to the transport. Who is known already stays.
func (p *port) add(id view.NodeID, url string) {
	if id != p.id && url != "" && !p.peers[id] {
		p.peers[id] = true
		p.transport.AddPeer(types.ID(id), []string{url})
	}
}

// remove ends the connections to a peer.
func (p *port) remove(id view.NodeID) {
	if p.transport != nil && p.peers[id] {
		delete(p.peers, id)
		p.transport.RemovePeer(types.ID(id))
	}
}

// ListenAt listens at a host and port for a member. An error is one line.
func ListenAt(id view.NodeID, host string) (net.Listener, error) {
	l, err := net.Listen("tcp", host)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, lang.E("%v cannot listen at %s: %w; end what uses that port, or give another one", id, host, plain(err))
	case err != nil:
		return nil, lang.E("%v cannot listen at %s: %w; give an address of this machine", id, host, plain(err))
	}
	return l, nil
}

// plain is what the operating system says, without the operation and the address.
func plain(err error) error {
	var op *net.OpError
	if errors.As(err, &op) {
		err = op.Err
	}
	text := err.Error()
	if _, after, ok := strings.Cut(text, ": "); ok {
		text = after
	}
	return errors.New(text)
}
