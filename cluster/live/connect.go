package live

import (
	"errors"
	"fmt"
	"net"
	"time"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/view"
)

// What the Lab asks for, with itself locked: cluster.Outside.

// listen takes the ports of all members that begin here, before a file is touched.
func (c *Cluster) listen() error {
	for _, id := range c.Local() {
		if _, err := c.port(id); err != nil {
			c.hangUp()
			return err
		}
	}
	return nil
}

// hangUp gives up all ports.
func (c *Cluster) hangUp() {
	for _, p := range c.ports {
		p.close()
		if p.listener != nil {
			p.listener.Close()
		}
	}
}

// port is the one of a node, which it listens at.
func (c *Cluster) port(id view.NodeID) (*port, error) {
	p := c.ports[id]
	if p != nil && p.listener != nil {
		return p, nil
	}
	l, err := ListenAt(id, c.members.host(id))
	if err != nil {
		return nil, err
	}
	if p == nil {
		p = &port{id: id, posts: &c.posts, members: c.members, receive: c.receive}
		c.ports[id] = p
	}
	p.listener = l
	c.members.bound(id, l.Addr().(*net.TCPAddr).Port)
	return p, nil
}

// address is where a change says that a member is. One that is to run here gets a port
// of its own first: the one that is known, or raftexample's, or where that is taken any
// other.
func (c *Cluster) address(id view.NodeID) (context []byte, err error) {
	m := c.members
	if m.local(id) && c.ports[id] == nil {
		known := m.url(id) != ""
		_, err := c.port(id)
		if err != nil && !known {
			m.Name(id, anyPeer)
			_, err = c.port(id)
		}
		if err != nil {
			return nil, err
		}
	}
	if u := m.url(id); u != "" {
		return []byte(u), nil
	}
	return nil, fmt.Errorf("nobody knows where %v is; POST /%d with its peer URL says so", id, id)
}

// anyPeer is a URL on loopback with a port that the operating system chooses.
const anyPeer = "http://127.0.0.1:0"

// up connects a node with the members that are known.
func (c *Cluster) up(id view.NodeID) error {
	p, err := c.port(id)
	if err != nil {
		return err
	}
	if err := p.open(); err != nil {
		return err
	}
	p.purged = purge(c.files.Folders(id))
	for _, peer := range c.members.first() {
		p.add(peer, c.members.url(peer))
	}
	if c.loops[id] == nil {
		c.loops[id] = make(chan struct{}, 1)
		c.running.Add(1)
		go c.loop(id, c.loops[id])
	}
	return nil
}

// down ends a node's connections.
func (c *Cluster) down(id view.NodeID) {
	if p := c.ports[id]; p != nil {
		p.close()
	}
}

// send hands messages to rafthttp, which never waits.
func (c *Cluster) send(from view.NodeID, ms []raftpb.Message) {
	if p := c.ports[from]; p != nil && p.transport != nil {
		p.transport.Send(ms)
	}
}

// configured follows a configuration that a node has applied: it knows those who are
// in it. One that was removed is heard for a while, so that it learns of it.
func (c *Cluster) configured(id view.NodeID, cc raftpb.ConfChangeV2, now *view.Config) {
	c.members.learn(cc)
	p := c.ports[id]
	if p == nil || p.transport == nil {
		return
	}
	for _, change := range cc.Changes {
		if peer := view.NodeID(change.NodeID); change.Type == raftpb.ConfChangeRemoveNode && !now.Has(peer) {
			time.AfterFunc(lingerTicks*c.config.Tick, func() { c.forget(p, peer) })
		}
	}
	for peer := view.NodeID(1); peer <= view.MaxNodes; peer++ {
		if !now.Has(peer) {
			continue
		}
		c.members.expel(peer, false)
		if url := c.members.url(peer); url != "" {
			p.add(peer, url)
		} else if c.members.seek(peer) {
			c.running.Add(1)
			go c.find(peer)
		}
	}
}

// receive hands over messages from peers.
func (c *Cluster) receive(ms ...raftpb.Message) error {
	if !c.began() {
		return errEnded
	}
	return c.lab.Received(ms...)
}

// errEnded is what a peer hears of a cluster that did not start, or is closed.
var errEnded = errors.New("the member has ended")

// find asks the members that are known where another one is, until one of them says:
// a snapshot brought a configuration that it is in, and no change that names it.
func (c *Cluster) find(peer view.NodeID) {
	defer c.running.Done()
	defer c.members.found(peer)
	for c.members.url(peer) == "" {
		for _, known := range c.members.all() {
			c.members.ask(c.ended, known)
		}
		select {
		case <-c.ended.Done():
			return
		case <-time.After(10 * c.config.Tick):
		}
	}
	if !c.began() {
		return
	}
	c.lab.Lock()
	defer c.lab.Unlock()
	for _, p := range c.ports {
		if n := c.lab.Node(p.id); p.transport != nil && n.Config.Has(peer) {
			p.add(peer, c.members.url(peer))
		}
	}
}

// forget ends the connections of a node to a member that was removed.
func (c *Cluster) forget(p *port, peer view.NodeID) {
	c.lab.Lock()
	defer c.lab.Unlock()
	if n := c.lab.Node(p.id); n == nil || n.Config == nil || n.Config.Has(peer) {
		return
	}
	c.members.expel(peer, true)
	p.remove(peer)
}
