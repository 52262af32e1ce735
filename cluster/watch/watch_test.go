package watch

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"reflect"
	"sync"
	"testing"
	"time"

	"raftviz/cluster"
	"raftviz/cluster/live"
	"raftviz/cluster/view"
)

// testTick makes what waits for an election short.
const testTick = 10 * time.Millisecond

// process is a member by itself, as in a process of its own, with its API.
type process struct {
	*live.Cluster
	api  *httptest.Server
	stop func()
}

// processes are members that know one another by their messages alone.
type processes struct {
	*testing.T
	peers []string
	// apis are where they serve their APIs, dirs where their files are.
	apis, dirs []string
	on         []*process
	change     func(*live.Config)
}

// apart starts so many members. change is nil, or changes how.
func apart(t *testing.T, nodes int, change func(*live.Config)) *processes {
	t.Helper()
	urls := free(t, 2*nodes)
	p := &processes{T: t, peers: urls[:nodes], apis: urls[nodes:], on: make([]*process, nodes), change: change}
	for id := 1; id <= nodes; id++ {
		p.dirs = append(p.dirs, t.TempDir())
		p.start(id)
	}
	return p
}

// free are URLs at ports that nobody uses now, nor will when a connection needs one:
// those are above 32767.
func free(t *testing.T, n int) (urls []string) {
	t.Helper()
	for tries := 0; len(urls) < n; tries++ {
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", 20000+rand.IntN(12000)))
		if err != nil {
			if tries > 100 {
				t.Fatal(err)
			}
			continue
		}
		defer l.Close()
		urls = append(urls, "http://"+l.Addr().String())
	}
	return urls
}

// start starts a member, from its files if it has any.
func (p *processes) start(id int) {
	p.Helper()
	s := live.Defaults(len(p.peers))
	s.Snapshot, s.CatchUp = 40, 10
	c := live.Config{Settings: s, Peers: p.peers, Node: view.NodeID(id), DataDir: p.dirs[id-1], Tick: testTick}
	if p.change != nil {
		p.change(&c)
	}
	cl, err := live.Start(c)
	if err != nil {
		p.Fatal(err)
	}
	p.on[id-1] = &process{Cluster: cl, api: serve(p.T, p.apis[id-1], Handler(cl.Lab())), stop: func() {}}
	p.Cleanup(func() { p.end(id) })
	if err := cl.Run(); err != nil {
		p.Fatal(err)
	}
}

// serve serves a handler at a URL.
func serve(t *testing.T, url string, h http.Handler) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	mux.Handle(Path, h)
	s := httptest.NewUnstartedServer(mux)
	l, err := net.Listen("tcp", url[len("http://"):])
	if err != nil {
		t.Fatal(err)
	}
	s.Listener.Close()
	s.Listener = l
	s.Start()
	return s
}

// end ends a member, as its process would.
func (p *processes) end(id int) {
	p.Helper()
	m := p.on[id-1]
	if m == nil {
		return
	}
	p.on[id-1] = nil
	m.stop()
	m.api.CloseClientConnections()
	m.api.Close()
	if err := m.Close(); err != nil {
		p.Error(err)
	}
}

// watch has a member watch all, itself among them.
func (p *processes) watch(id int) { p.on[id-1].stop = Follow(p.lab(id), p.apis) }

func (p *processes) lab(id int) *cluster.Lab { return p.on[id-1].Lab() }

// await waits until something is so.
func (p *processes) await(what string, is func() bool) {
	p.Helper()
	for deadline := time.Now().Add(20 * time.Second); !is(); time.Sleep(testTick) {
		if time.Now().After(deadline) {
			for i, m := range p.on {
				if m == nil {
					continue
				}
				paused, halt := m.Lab().Paused()
				for _, n := range m.Lab().View().Nodes {
					p.Logf("n%d: %+v paused %v %v", i+1, n, paused, halt)
				}
			}
			p.Fatalf("it is not so: %s", what)
		}
	}
}

// put puts a key through a member, and waits for the answer.
func (p *processes) put(via int, key, value string) error {
	answer := make(chan cluster.Answer, 1)
	if err := p.lab(via).Ask(view.PutRequest, view.NodeID(via), key, value, func(a cluster.Answer) { answer <- a }); err != nil {
		return err
	}
	return (<-answer).Err
}

// putAll puts so many keys through a member; some may get no answer.
func (p *processes) putAll(via, count int) {
	for i := range count {
		if err := p.put(via, fmt.Sprintf("key-%d", i%20), fmt.Sprint(via, " ", i)); errors.Is(err, cluster.ErrNoLeader) {
			time.Sleep(testTick)
		}
	}
}

// still pauses all members but one once what is under way has come to an end, and
// waits until what that one witnesses is how they are.
func (p *processes) same(watcher int) {
	p.Helper()
	for id := range p.on {
		if id+1 != watcher && p.on[id] != nil {
			l := p.lab(id + 1)
			l.Lock()
			l.Pause()
			l.Unlock()
		}
	}
	for i, m := range p.on {
		if m == nil || i+1 == watcher {
			continue
		}
		id := view.NodeID(i + 1)
		var difference string
		p.await(fmt.Sprintf("%v is witnessed as it is", id), func() bool {
			difference = differs(p.lab(watcher).View().Node(id), m.Lab().View().Node(id))
			return difference == ""
		})
		if difference != "" {
			p.Error(difference)
		}
	}
	for id := range p.on {
		if p.on[id] != nil {
			l := p.lab(id + 1)
			l.Lock()
			l.Resume()
			l.Unlock()
		}
	}
}

// differs says how a witnessed node differs from the one there, "" where it does not.
func differs(here, there *view.Node) string {
	if !here.Watched || !here.Remote {
		return fmt.Sprintf("%v is not watched", here.ID)
	}
	a, b := *here, *there
	a.Remote, a.Watched = false, false
	if got, want := entriesOf(a.Log), entriesOf(b.Log); got != want {
		return fmt.Sprintf("%v's log is\n%s\nnot\n%s", a.ID, got, want)
	}
	if !maps.Equal(a.KV.Map(), b.KV.Map()) {
		return fmt.Sprintf("%v's store is %v, not %v", a.ID, a.KV.Map(), b.KV.Map())
	}
	if got, want := handOf(a.Ready), handOf(b.Ready); got != want {
		return fmt.Sprintf("%v's Ready is\n%s\nnot\n%s", a.ID, got, want)
	}
	a.Log, a.KV, a.Ready, b.Log, b.KV, b.Ready = nil, nil, nil, nil, nil, nil
	if !reflect.DeepEqual(a, b) {
		return fmt.Sprintf("%v is\n%+v\nnot\n%+v", a.ID, a, b)
	}
	return ""
}

func entriesOf(l *view.Log) string {
	text := fmt.Sprintf("behind %d/%d:", l.CompactedTerm, l.Compacted)
	for i := l.First(); i <= l.Last(); i++ {
		text += fmt.Sprintf(" %v", *l.Entry(i))
	}
	return text
}

func handOf(r *view.Ready) string {
	if r == nil {
		return ""
	}
	text := fmt.Sprint(r.Number, r.Soft, r.Hard, r.ReadStates, r.Entries, r.CommittedEntries, r.MustSync, r.Plan)
	for _, m := range r.Messages {
		text += " " + m.String()
	}
	return text
}

// sound fails where a member has found a violation.
func (p *processes) sound() {
	p.Helper()
	for i, m := range p.on {
		if m == nil {
			continue
		}
		if v := m.Lab().View().Violations; len(v) > 0 {
			p.Errorf("n%d found %v", i+1, v[0])
		}
		if paused, halt := m.Lab().Paused(); paused {
			p.Errorf("n%d is paused: %v", i+1, halt)
		}
	}
}

func (p *processes) watched(by, id int) bool {
	n := p.lab(by).View().Node(view.NodeID(id))
	return n != nil && n.Watched
}

func TestWatchedNodesAreAsTheyAreThere(t *testing.T) {
	p := apart(t, 3, nil)
	p.watch(2)
	p.await("n1 and n3 are watched", func() bool { return p.watched(2, 1) && p.watched(2, 3) })
	for id := 1; id <= 3; id++ {
		p.putAll(id, 60)
	}
	p.same(2)
	p.sound()
	if n := p.lab(2).View().Node(2); n.Remote || n.Watched {
		t.Error("it watches itself")
	}
}

// Members that crash, restart, end and come back, under puts through all of them, raise
// no false alarm in anybody that watches all.
func TestNoFalseAlarms(t *testing.T) {
	p := apart(t, 3, nil)
	for id := range 3 {
		p.watch(id + 1)
	}
	stop := make(chan struct{})
	var loads sync.WaitGroup
	load := func(id int) {
		lab := p.lab(id)
		loads.Add(1)
		go func() {
			defer loads.Done()
			for i := 0; ; i++ {
				select {
				case <-stop:
					return
				case <-time.After(time.Millisecond):
				}
				_ = lab.Ask(view.PutRequest, view.NodeID(id), fmt.Sprintf("key-%d", i%20), fmt.Sprint(id, " ", i), nil)
				if i%7 == 0 {
					_ = lab.Ask(view.ReadRequest, view.NodeID(id), fmt.Sprintf("key-%d", i%20), "", nil)
				}
			}
		}()
	}
	for id := 1; id <= 3; id++ {
		load(id)
	}
	chance := rand.New(rand.NewPCG(1, 2))
	for round := range 8 {
		time.Sleep(30 * testTick)
		id := view.NodeID(chance.IntN(3) + 1)
		if lead := p.lab(1).View().Known(); round%2 == 0 && lead != 0 {
			id = lead
		}
		lab := p.lab(int(id))
		lab.Lock()
		err := lab.Crash(id, chance.IntN(2) == 0)
		lab.Unlock()
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(30 * testTick)
		lab.Lock()
		err = lab.Restart(id)
		lab.Unlock()
		if err != nil {
			t.Fatal(err)
		}
		p.sound()
	}
	close(stop)
	loads.Wait()
	for id := 1; id <= 3; id++ {
		p.await("all are up", func() bool { return p.lab(id).View().Node(view.NodeID(id)).Up })
		p.same(id)
	}
	p.sound()
	for id := 1; id <= 3; id++ {
		readAll(t, p.lab(id), 0)
		if err := p.lab(id).Check(); err == nil {
			t.Error("the clients of all are said to be known")
		}
	}
}

// readAll reads every step that is kept, and counts the messages that were delivered
// behind step from, and of these the ones that were seen to be sent.
func readAll(t *testing.T, l *cluster.Lab, from int) (delivered, met int) {
	t.Helper()
	sent := map[int]bool{}
	kept := l.Kept()
	for i := kept.Oldest(); i < kept.Len(); i++ {
		s := kept.Step(i)
		for _, e := range s.Events {
			if e.String() == "" {
				t.Fatalf("step %d: an event says nothing", i)
			}
			if rd, ok := e.About.(*view.Ready); ok && e.What == view.Sent {
				for _, m := range rd.Messages {
					sent[m.ID] = true
				}
			}
		}
	}
	for i := kept.Oldest(); i < kept.Len(); i++ {
		if s := kept.Step(i); s.Kind == view.KindDeliver && i > from {
			delivered++
			if sent[s.Message.ID] {
				met++
			}
		}
	}
	return delivered, met
}

func TestEndsOfAMessageMeet(t *testing.T) {
	p := apart(t, 3, nil)
	p.watch(1)
	p.await("n2 and n3 are watched", func() bool { return p.watched(1, 2) && p.watched(1, 3) })
	from := p.lab(1).Len()
	p.putAll(1, 30)
	p.same(1)
	delivered, met := readAll(t, p.lab(1), from)
	if delivered < 100 || met*10 < delivered*9 {
		t.Errorf("of %d messages delivered, %d were seen to be sent", delivered, met)
	}
}

// What was watched and ends is known by hearsay, and is watched again when it is back.
func TestWatchedProcessEndsAndComesBack(t *testing.T) {
	p := apart(t, 3, nil)
	p.watch(1)
	p.await("n3 is watched", func() bool { return p.watched(1, 3) })
	p.putAll(1, 10)
	p.end(3)
	p.await("n3 is not watched", func() bool { return p.lab(1).View().Node(3).Elsewhere() })
	p.putAll(1, 10)
	p.start(3)
	p.await("n3 is watched again", func() bool { return p.watched(1, 3) })
	p.putAll(1, 10)
	p.same(1)
	p.sound()
}

// A Lab that is paused records nothing of others, and catches up.
func TestPausedWatcherStandsStill(t *testing.T) {
	p := apart(t, 3, nil)
	p.watch(1)
	p.await("n2 is watched", func() bool { return p.watched(1, 2) })
	lab := p.lab(1)
	lab.Lock()
	if err := lab.Pause(); err != nil {
		t.Fatal(err)
	}
	lab.Unlock()
	steps, before := lab.Len(), p.lab(2).Len()
	for p.lab(2).Len() < before+2*maxBehind {
		p.putAll(2, 20)
	}
	for i := steps; i < lab.Len(); i++ {
		if s := lab.Step(i); lab.View().Node(2).Term != lab.Step(steps-1).View.Node(2).Term || s.Node == 2 {
			t.Fatalf("step %d of n%d was recorded", i, s.Node)
		}
	}
	lab.Lock()
	if err := lab.Resume(); err != nil {
		t.Fatal(err)
	}
	lab.Unlock()
	p.same(1)
	p.sound()
}

// A history that keeps few steps forgets witnessed ones as it does its own.
func TestWatchingKeepsNoMoreThanItSays(t *testing.T) {
	p := apart(t, 3, func(c *live.Config) { c.Keep = 2000 })
	for id := range 3 {
		p.watch(id + 1)
	}
	p.await("n1 and n3 are watched", func() bool { return p.watched(2, 1) && p.watched(2, 3) })
	for id := 1; id <= 3; id++ {
		p.putAll(id, 120)
	}
	p.same(2)
	p.sound()
	if l := p.lab(2); l.Len()-l.Oldest() > 2000 || l.Oldest() == 0 {
		t.Errorf("kept are steps %d to %d", l.Oldest(), l.Len())
	}
	readAll(t, p.lab(2), 0)
}
