package live

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"raftviz/cluster"
	"raftviz/cluster/disk"
	"raftviz/cluster/view"
)

// Config says which cluster to run, and which of its members here.
type Config struct {
	// Settings are the cluster's; see Defaults. Nodes is the number of Peers.
	Settings cluster.Settings
	// Peers are the URLs of the members' peer ports: member i+1's at i.
	Peers []string
	// Node is the member that runs in this process, 0 for all of them.
	Node view.NodeID
	// Join is set when Node joins a cluster that runs already: it begins with an empty log.
	Join bool
	// DataDir is where the files are kept; "" is a temporary directory, removed at the end.
	DataDir string
	// Keep is how many steps are kept, 0 for all: see cluster.Lab's.
	Keep int
	// Tick is raft's tick, 0 for raftexample's 100 ms.
	Tick time.Duration
}

// raftexample's constants.
const (
	tick            = 100 * time.Millisecond
	snapshotEntries = 10_000
	catchUpEntries  = 10_000
)

// lingerTicks is for how long a removed node goes on, and its peers hear it: long enough
// to learn of its removal. raftexample's stops at once, and may leave a cluster
// of two without a leader that knows (its bug 21).
const lingerTicks = 10

// SegmentBytes is the size of a WAL segment for a program that runs live clusters: see
// disk.SetSegmentBytes. etcd's 64 MiB are more than there is to see.
const SegmentBytes = 8 << 20

// Defaults are raftexample's settings, with another seed each time.
func Defaults(nodes int) cluster.Settings {
	s := cluster.Defaults()
	s.Nodes, s.Seed = nodes, rand.Uint64N(1_000_000)
	s.Snapshot, s.CatchUp, s.Linger = snapshotEntries, catchUpEntries, lingerTicks
	return s
}

// Cluster is the members that run here. It is safe for concurrent use.
type Cluster struct {
	config Config
	// lab is there once started is closed: see began.
	lab     *cluster.Lab
	started chan struct{}
	members *members
	files   *disk.Directory

	// ports are those of the nodes here. The Lab's lock guards it.
	ports map[view.NodeID]*port
	// loops wake the nodes' goroutines. They are made when a node is first up.
	loops map[view.NodeID]chan struct{}
	posts mailbox

	// ended is done when the cluster closes, or does not start.
	ended   context.Context
	end     context.CancelFunc
	running sync.WaitGroup
	closing sync.Once
	closed  error
}

// Start starts the members that run here; they stand still until Run. On an error
// nothing is left behind that was not there before, but for files of its own in DataDir.
func Start(c Config) (*Cluster, error) {
	if c.Tick == 0 {
		c.Tick = tick
	}
	m, err := newMembers(c)
	if err != nil {
		return nil, err
	}
	l := &Cluster{
		config: c, members: m,
		ports: map[view.NodeID]*port{}, loops: map[view.NodeID]chan struct{}{},
		posts: newMailbox(), started: make(chan struct{}),
	}
	l.ended, l.end = context.WithCancel(context.Background())
	if err := l.listen(); err != nil {
		return nil, err
	}
	if err := l.begin(); err != nil {
		l.end()
		l.running.Wait()
		l.hangUp()
		return nil, err
	}
	close(l.started)
	l.running.Add(2)
	go l.clock()
	go l.deliverReports()
	return l, nil
}

// begin opens the files and starts the nodes from them.
func (c *Cluster) begin() error {
	d, err := disk.Open(c.config.DataDir, disk.Contents{Nodes: len(c.config.Peers), Node: c.config.Node})
	if err != nil {
		return err
	}
	d.Fsync()
	c.files = d
	if err := c.members.load(d.Path()); err != nil {
		return errors.Join(err, d.Close())
	}
	c.lab, err = cluster.NewLive(c.config.Settings, d, c.outside())
	if err == nil {
		c.lab.Keep(c.config.Keep)
	}
	return err
}

// outside is what the Lab knows of the world.
func (c *Cluster) outside() *cluster.Outside {
	return &cluster.Outside{
		Local:        c.members.local,
		Join:         c.config.Join,
		FirstRequest: c.firstRequest(),
		Up:           c.up,
		Down:         c.down,
		Send:         c.send,
		Wake:         c.wake,
		Configured:   c.configured,
		Address:      c.address,
		Breathe:      func() { time.Sleep(2 * time.Millisecond) },
	}
}

// firstRequest is what the requests of this process are numbered from. An entry names
// its request, so no two processes may use the same numbers.
func (c *Cluster) firstRequest() uint64 {
	if c.config.Node == 0 {
		return 0
	}
	return uint64(c.config.Node)*cluster.RequestsOfOne + rand.Uint64N(1e6)*1e6
}

// Lab is the record of the cluster, and what commands act on.
func (c *Cluster) Lab() *cluster.Lab { return c.lab }

// began waits until the Lab is there, and reports whether it is: nodes hear of peers
// while the others start, and one may not.
func (c *Cluster) began() bool {
	select {
	case <-c.started:
		return true
	case <-c.ended.Done():
		return false
	}
}

// Run lets the cluster go on by itself.
func (c *Cluster) Run() error {
	c.lab.Lock()
	defer c.lab.Unlock()
	return c.lab.Resume()
}

// Close stops the nodes in order: no tick, no stage, no connection; then their files
// are closed.
func (c *Cluster) Close() error {
	c.closing.Do(func() {
		c.end()
		c.running.Wait()
		c.lab.Lock()
		c.closed = c.lab.Close()
		c.hangUp()
		c.lab.Unlock()
	})
	return c.closed
}

// Local are the numbers of the members that run here, or have run.
func (c *Cluster) Local() []view.NodeID {
	if c.config.Node != 0 {
		return []view.NodeID{c.config.Node}
	}
	return c.members.here()
}

// Address is the peer URL of a member, "" where nobody knows.
func (c *Cluster) Address(id view.NodeID) string { return c.members.url(id) }

// Describe says where the members are: "n1 http://127.0.0.1:12379".
func (c *Cluster) Describe(id view.NodeID) string {
	return fmt.Sprintf("%v %s", id, c.members.url(id))
}
