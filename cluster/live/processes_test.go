package live

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster"
	"raftviz/cluster/session"
	"raftviz/cluster/view"
)

// processes are members that know one another by their messages alone, as in
// processes of their own.
type processes struct {
	*testing.T
	peers []string
	dirs  []string
	on    []*fixture
}

// apart starts members, each by itself.
func apart(t *testing.T, nodes int) *processes {
	t.Helper()
	p := &processes{T: t, peers: freePeers(t, nodes+1), dirs: make([]string, nodes+1), on: make([]*fixture, nodes+1)}
	for i := range nodes {
		p.dirs[i] = t.TempDir()
		p.start(i+1, p.peers[:nodes], false)
	}
	return p
}

// freePeers are URLs at ports that nobody uses now.
func freePeers(t *testing.T, n int) []string {
	t.Helper()
	var urls []string
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		urls = append(urls, "http://"+l.Addr().String())
	}
	return urls
}

// start starts a member, in the directory that it had before.
func (p *processes) start(id int, peers []string, join bool) {
	p.Helper()
	s := Defaults(len(peers))
	s.Snapshot, s.CatchUp = 50, 10
	c, err := Start(Config{Settings: s, Peers: peers, Node: view.NodeID(id), Join: join, DataDir: p.dirs[id-1], Tick: testTick})
	if err != nil {
		p.Fatal(err)
	}
	p.Cleanup(func() { c.Close() })
	if err := c.Run(); err != nil {
		p.Fatal(err)
	}
	p.on[id-1] = &fixture{p.T, c, session.Live(c.Lab())}
}

func (p *processes) end(id int) {
	p.Helper()
	if err := p.on[id-1].c.Close(); err != nil {
		p.Fatal(err)
	}
}

// await waits until something is so.
func (p *processes) await(what string, is func() bool) {
	p.Helper()
	for deadline := time.Now().Add(20 * time.Second); !is(); time.Sleep(testTick) {
		if time.Now().After(deadline) {
			for _, f := range p.on {
				if f != nil {
					p.Log(f.state())
				}
			}
			p.Fatalf("it is not so: %s", what)
		}
	}
}

func (p *processes) node(id int) *view.Node {
	return p.on[id-1].c.Lab().View().Node(view.NodeID(id))
}

// putAll puts so many keys through a member.
func (p *processes) putAll(via, count int) {
	p.Helper()
	p.await("there is a leader", func() bool { return p.node(via).Lead != 0 })
	for i := range count {
		p.on[via-1].mustPut(view.NodeID(via), fmt.Sprintf("key-%d", i), fmt.Sprint(i))
	}
}

func (p *processes) has(id int, key string) bool {
	_, ok := p.node(id).KV.Get(key)
	return ok
}

// join adds member 4, which knows all others, through a member that knows it from then on.
func (p *processes) join(via int) {
	p.Helper()
	p.change(via, raftpb.ConfChange{Type: raftpb.ConfChangeAddNode, NodeID: 4, Context: []byte(p.peers[3])})
	p.dirs[3] = p.TempDir()
	p.start(4, p.peers, true)
}

// change asks for a change through a member until it has applied it: a leader that ends
// takes a change with it that it has promised.
func (p *processes) change(via int, cc raftpb.ConfChange) {
	p.Helper()
	adds := cc.Type != raftpb.ConfChangeRemoveNode
	p.await("the change is applied", func() bool {
		if p.node(via).Config.Has(view.NodeID(cc.NodeID)) == adds {
			return true
		}
		answer := make(chan error, 1)
		if p.on[via-1].c.Lab().Reconfigure(view.NodeID(via), cc, func(err error) { answer <- err }) == nil {
			<-answer
		}
		return false
	})
}

// leader is a member that leads, as it knows itself.
func (p *processes) leader() (id int) {
	p.Helper()
	p.await("there is a leader", func() bool {
		id = 1 + slices.IndexFunc(p.on, func(f *fixture) bool {
			return f != nil && f.c.Lab().View().Leader() != 0
		})
		return id > 0
	})
	return id
}

func TestThreeProcessesAreACluster(t *testing.T) {
	p := apart(t, 3)
	for via := 1; via <= 3; via++ {
		p.putAll(via, 20)
	}
	p.await("all have the last key", func() bool { return p.has(1, "key-19") && p.has(2, "key-19") && p.has(3, "key-19") })
	p.end(1)
	p.putAll(2, 200)
	p.start(1, p.peers[:3], false)
	p.await("one that was down past a snapshot has it all", func() bool { return p.has(1, "key-199") })
}

// Bug 19: raftexample's node that restarts from a snapshot knows voters that it
// cannot dial, as only the ConfChange said where they are.
func TestPeerURLsSurviveCompaction(t *testing.T) {
	p := apart(t, 3)
	p.putAll(1, 10)
	p.join(1)
	p.await("it has joined", func() bool { return p.has(4, "key-9") })
	p.putAll(1, 150)
	p.await("the change is compacted away on all", func() bool {
		return !slices.ContainsFunc([]int{1, 2, 3}, func(id int) bool { return p.node(id).Log.Compacted < 20 })
	})
	for _, id := range []int{1, 2, 3} {
		p.end(id)
	}
	// Of the first members two come back: with the fourth they are three of four.
	for _, id := range []int{1, 2} {
		p.start(id, p.peers[:3], false)
	}
	p.putAll(1, 160)
	p.await("the member whose change is gone takes part", func() bool { return p.has(4, "key-159") })

	// It is the file that knows: without it, and with nobody to ask, nobody does.
	for _, id := range []int{1, 2, 4} {
		p.end(id)
	}
	if err := os.Remove(filepath.Join(p.dirs[0], fileName)); err != nil {
		t.Fatal(err)
	}
	p.start(1, p.peers[:3], false)
	if url := p.on[0].c.members.url(4); url != "" {
		t.Errorf("without the file n4 is at %s", url)
	}
}

// One that was down while another joined, and gets a snapshot for the change, asks.
func TestAMemberThatASnapshotBringsIsAskedFor(t *testing.T) {
	p := apart(t, 3)
	p.putAll(1, 10)
	p.end(3)
	p.join(1)
	p.putAll(1, 150)
	p.start(3, p.peers[:3], false)
	p.await("it has the snapshot", func() bool { return p.has(3, "key-149") })
	p.await("it knows the fourth", func() bool { return p.on[2].c.members.url(4) == p.peers[3] })

	// Its own snapshot brings it too: the others are asked while it starts.
	p.end(3)
	if err := os.Remove(filepath.Join(p.dirs[2], fileName)); err != nil {
		t.Fatal(err)
	}
	p.start(3, p.peers[:3], false)
	p.await("it knows the fourth again", func() bool { return p.on[2].c.members.url(4) == p.peers[3] })
}

// An entry names its request: were two processes to use one number, a put of the one
// would be acknowledged when that of the other is applied.
func TestAMemberThatRestartsUsesNobodyElsesNumbers(t *testing.T) {
	p := apart(t, 3)
	p.putAll(3, 5)
	p.await("the first has what the third was asked", func() bool { return p.has(1, "key-4") })
	p.end(1)
	p.start(1, p.peers[:3], false)
	answer := make(chan cluster.Answer, 1)
	p.await("it takes a put", func() bool {
		return p.on[0].c.Lab().Ask(view.PutRequest, 1, "x", "1", func(a cluster.Answer) { answer <- a }) == nil
	})
	if a := <-answer; a.Request.ID/cluster.RequestsOfOne != 1 {
		t.Errorf("n1's request has number %d", a.Request.ID)
	}
}

func TestARemovedMemberStops(t *testing.T) {
	p := apart(t, 3)
	p.putAll(1, 5)
	p.change(1, raftpb.ConfChange{Type: raftpb.ConfChangeRemoveNode, NodeID: 3})
	p.await("it is down", func() bool { return !p.node(3).Up && p.node(3).Removed })
	p.await("another leads", func() bool { return p.node(2).Lead == 1 || p.node(2).Lead == 2 })
	p.putAll(2, 10)
}

// leaderAlone ends all but one of three, which leads.
func (p *processes) leaderAlone() (lead int) {
	p.Helper()
	p.await("one leads alone", func() bool {
		lead = p.leader()
		term := p.node(lead).Term
		p.putAll(lead, 5) // it has applied what it found in its log
		others := []int{lead%3 + 1, (lead+1)%3 + 1}
		for _, id := range others {
			p.end(id)
		}
		if n := p.node(lead); n.Role == view.Leader && n.Term == term {
			return true
		}
		for _, id := range others {
			p.start(id, p.peers[:3], false)
		}
		return false
	})
	return lead
}

func TestASecondChangeIsRefused(t *testing.T) {
	p := apart(t, 3)
	lead := p.leaderAlone() // so that a change takes a while
	first := make(chan error, 1)
	add := func(id uint64) raftpb.ConfChange {
		return raftpb.ConfChange{Type: raftpb.ConfChangeAddNode, NodeID: id, Context: []byte(p.peers[3])}
	}
	lab := p.on[lead-1].c.Lab()
	if err := lab.Reconfigure(view.NodeID(lead), add(4), func(err error) { first <- err }); err != nil {
		t.Fatal(err)
	}
	if err := <-first; err != nil {
		t.Fatal(err)
	}
	if err := lab.Reconfigure(view.NodeID(lead), add(5), func(error) {}); err == nil || !strings.Contains(err.Error(), "pending") {
		t.Errorf("the second change: %v", err)
	}
}

// One that joined has acknowledged what it forgets with its files.
func TestAMemberWithoutItsFilesDoesNotJoinAgain(t *testing.T) {
	c := Config{Settings: Defaults(3), Peers: freePeers(t, 3), Node: 3, Join: true, DataDir: t.TempDir()}
	l, err := Start(c)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(c.DataDir, "n3")); err != nil {
		t.Fatal(err)
	}
	l, err = Start(c)
	if err == nil {
		l.Close()
	}
	if err == nil || !strings.Contains(err.Error(), "no files of n3 any more") {
		t.Errorf("the error is %v", err)
	}
}

func TestWhatCannotBe(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	ok := freePeers(t, 3)
	dir := t.TempDir()
	one, err := Start(Config{Settings: Defaults(3), Peers: ok, Node: 1, DataDir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if err := one.Close(); err != nil {
		t.Fatal(err)
	}
	for want, c := range map[string]Config{
		"address already in use":        {Peers: []string{"http://" + taken.Addr().String()}},
		"is no peer URL":                {Peers: []string{"https://127.0.0.1:12379"}},
		"is no URL":                     {Peers: []string{"http://[::1"}},
		"allowed is 1..3":               {Peers: ok, Node: 4},
		"both at":                       {Peers: []string{ok[0], ok[0]}},
		"name it with --id":             {Peers: ok, Join: true},
		"holds n1, not n2":              {Peers: ok, Node: 2, DataDir: dir},
		"holds n1 alone, not a whole":   {Peers: ok, DataDir: dir},
		"10 members are named; allowed": {Peers: slices.Repeat(ok[:1], 10)},
	} {
		c.Settings = Defaults(len(c.Peers))
		l, err := Start(c)
		if err == nil {
			l.Close()
		}
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("the error is %v; it has no %q", err, want)
		}
	}
}
