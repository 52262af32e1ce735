package cluster

import (
	"errors"
	"sync"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/disk"
	"raftviz/cluster/history"
	"raftviz/cluster/network"
	"raftviz/cluster/node"
	"raftviz/cluster/random"
	"raftviz/cluster/rule"
	"raftviz/cluster/safety"
	"raftviz/cluster/view"
	"raftviz/kv"
)

// Lab is a cluster whose every step is recorded. In virtual time one goroutine drives
// it; by the wall clock, package live does: see Outside. Its methods are for whoever
// has it locked, but for those of which it is said that they are safe; the views and
// steps that it hands out are too.
type Lab struct {
	monitor
	settings Settings
	dir      *disk.Directory
	net      *network.Network
	// members[i] is node i+1, nil when it was never started.
	members [view.MaxNodes]*member

	// broken are the rules that all nodes break, those that join later too.
	broken rule.Set

	tick int
	// round is the next member that the schedule ticks, 0 between rounds.
	round int

	// requests are those that wait, and that views have; unlisted are the others.
	requests    []*view.Request
	unlisted    map[uint64]*view.Request
	lastRequest uint64
	lastMessage int

	// empty is the store's content that every node begins with.
	empty *kv.State

	recorder recorder
	traffic  traffic
	// commands are those begun, the last of them when there were begun steps.
	commands []string
	begun    int

	// resumed is set when a node restarted from files of an earlier run.
	resumed bool

	// outside is nil in virtual time; the rest is for a Lab that is not.
	outside *Outside
	wired   wired
	pace    pace
	// turned tells of a change of pace.
	turned *sync.Cond
	// replies answer those who asked from outside, once the step is recorded.
	replies []func()
	waiters map[uint64]waiter
	// deadlines are those of requests, in the order in which they were asked.
	deadlines []deadline
	// changes are those asked for from outside that nobody has seen in a log yet.
	changes []proposedChange
}

// member is a node's place in the cluster, whether it runs or not.
type member struct {
	id view.NodeID
	// node is nil while it is down, and where it runs in another process.
	node *node.Node
	// remote is set where it runs in another process, and witness is who tells of it
	// then, nil for nobody.
	remote  bool
	witness *Witness
	// crash is what waits to happen to it, failDisk the stage whose next write
	// will fail, NoStage for none.
	crash    armed
	failDisk view.Stage
	// broken are the rules that it breaks on purpose.
	broken rule.Set
	// removed is set once it has applied its own removal, whatever it forgot since.
	removed bool
	// retiring is set while a removed node goes on until tick stopAt.
	retiring bool
	stopAt   int
	// told is what it said last of members elsewhere.
	told told
	// failure is why it is to stop once that has ended which waits for the disk.
	failure error
	// now is how it is: what the next step records.
	now view.Node
}

// armed is a crash that happens before a stage, NoStage for none.
type armed struct {
	at    view.Stage
	power bool
}

// New starts a cluster. Its files are in dir, which is kept and may hold those
// of an earlier run: its nodes then restart from them. An empty dir is a
// temporary one that Close removes. On an error nothing is removed or
// overwritten.
func New(s Settings, dir string) (*Lab, error) {
	if err := s.Validate(); err != nil {
		return nil, err
	}
	d, err := disk.Open(dir, disk.Contents{Nodes: s.Nodes})
	if err != nil {
		return nil, err
	}
	return start(s, d, nil)
}

// NewLive starts the nodes of a cluster that run in this process. It stands still
// until Resume. Its files are in d, which it closes, on an error too.
func NewLive(s Settings, d *disk.Directory, o *Outside) (*Lab, error) {
	if err := s.Validate(); err != nil {
		d.Close()
		return nil, err
	}
	return start(s, d, o)
}

func start(s Settings, d *disk.Directory, o *Outside) (l *Lab, err error) {
	l = &Lab{
		settings: s, dir: d, net: network.New(s.Seed, s.Delay), empty: kv.NewState(nil),
		recorder: recorder{history: history.New(), safety: safety.New()},
		outside:  o, pace: pace{paused: true}, waiters: map[uint64]waiter{}, unlisted: map[uint64]*view.Request{},
		wired: wired{waits: map[int]bool{}, arrived: map[int]raftpb.Message{}},
	}
	l.turned = sync.NewCond(&l.mu)
	if o != nil {
		l.lastRequest = o.FirstRequest
		l.net.UseWire()
	}
	for id := view.NodeID(1); id <= view.MaxNodes && err == nil; id++ {
		err = l.first(id)
	}
	if err == nil {
		err = d.Started()
	}
	if err != nil {
		l.Close()
		return nil, err
	}
	if err := l.record(history.Frame{Kind: view.KindStart}); err != nil {
		l.Close()
		return nil, err
	}
	return l, nil
}

// first starts a node as the cluster starts.
func (l *Lab) first(id view.NodeID) error {
	switch {
	case l.dir.Has(id):
		l.resumed = true
		return l.reopen(id)
	case !l.local(id), int(id) > l.settings.Nodes:
		return nil
	}
	if err := l.dir.Lacks(id); err != nil {
		return err
	}
	if l.joins() {
		return l.begin(id)
	}
	if l.settings.Index > 0 {
		return l.startFromSnapshot(id)
	}
	files, err := l.dir.Create(id)
	if err != nil {
		return err
	}
	return l.bootstrap(id, files)
}

func (l *Lab) bootstrap(id view.NodeID, files *disk.Files) error {
	n, err := node.Bootstrap(l.config(id), files, l.settings.nodeIDs())
	if err != nil {
		return err
	}
	return l.started(id, n, "with an empty disk")
}

// startFromSnapshot gives the node the files of one that has a snapshot, and
// starts it from these.
func (l *Lab) startFromSnapshot(id view.NodeID) error {
	files, err := l.dir.Create(id)
	if err != nil {
		return err
	}
	voters := l.settings.Voters
	if len(voters) == 0 {
		voters = l.settings.nodeIDs()
	}
	s := view.Snapshot{
		Index: l.settings.Index, Term: 1, Data: []byte("{}"),
		Config: view.Config{Voters: voters, Learners: l.settings.Learners},
	}
	// The WAL vouches for no snapshot above the commit index. SaveSnapshot fsyncs both.
	if _, err := files.Save(raftpb.HardState{Commit: s.Index}, nil); err != nil {
		return err
	}
	if err := files.SaveSnapshot(node.ToSnapshot(&s)); err != nil {
		return err
	}
	if err := files.Close(); err != nil {
		return err
	}
	return l.reopen(id)
}

// reopen starts a node from its files. Where they are empty, a member of the
// first configuration bootstraps again: it ended before its first save.
func (l *Lab) reopen(id view.NodeID) error {
	files, recovered, err := l.dir.Reopen(id)
	if err != nil {
		return err
	}
	if recovered.Empty() && int(id) <= l.settings.Nodes && l.settings.Index == 0 && !l.joins() {
		return l.bootstrap(id, files)
	}
	if l.recorder.steps == 0 && !l.numbersOwn() {
		l.skipRequests(recovered.Entries)
	}
	n, err := node.Restart(l.config(id), files, recovered)
	if err != nil {
		return l.stillborn(id, files, err)
	}
	return l.started(id, n, "from its files")
}

// joins reports whether the nodes here begin with an empty log.
func (l *Lab) joins() bool { return l.outside != nil && l.outside.Join }

func (l *Lab) started(id view.NodeID, n *node.Node, how string) error {
	if l.outside != nil {
		if err := l.outside.Up(id); err != nil {
			return errors.Join(err, n.Files().Close())
		}
	}
	m := l.place(id)
	m.node = n
	// The node's own events are behind the one that says what the step did.
	m.node.View(&m.now)
	l.recorder.emit(view.Event{What: view.Started, Node: id, Index: m.now.Log.Last(), Text: how})
	l.refresh(m)
	if l.outside != nil {
		l.outside.Configured(id, raftpb.ConfChangeV2{}, m.now.Config)
	}
	return nil
}

// place is node id's place in the cluster, made if it has none.
func (l *Lab) place(id view.NodeID) *member {
	if l.members[id-1] == nil {
		l.members[id-1] = &member{id: id, broken: l.broken, now: view.Node{ID: id}}
	}
	return l.members[id-1]
}

func (l *Lab) config(id view.NodeID) node.Config {
	c := node.Config{
		ID:              id,
		ElectionTick:    l.settings.Election,
		HeartbeatTick:   l.settings.Heartbeat,
		PreVote:         l.settings.PreVote,
		CheckQuorum:     l.settings.CheckQuorum,
		MaxSizePerMsg:   l.settings.MessageSize,
		SnapshotEntries: l.settings.Snapshot,
		CatchUpEntries:  l.settings.CatchUp,
		Broken:          l.place(id).broken,
		Timeout: func(term uint64, role view.Role) int {
			return l.settings.Election + random.Below(l.settings.Election, l.settings.Seed, uint64(id), term, uint64(role))
		},
		Empty:   l.empty,
		Number:  l.number,
		Send:    func(ms []*view.Message) { l.send(l.members[id-1], ms) },
		Applied: func(p kv.Put, e *raftpb.Entry) { l.applied(id, p, e) },
	}
	if l.outside != nil {
		c.Unlocked = l.unlocked
		c.Configured = func(cc raftpb.ConfChangeV2, now *view.Config) { l.outside.Configured(id, cc, now) }
	}
	return c
}

func (l *Lab) number() int {
	l.lastMessage++
	return l.lastMessage
}

// Close stops all nodes in order and removes a temporary directory.
func (l *Lab) Close() error {
	var first error
	for _, m := range l.members {
		if m == nil || m.node == nil {
			continue
		}
		if l.outside != nil {
			l.outside.Down(m.id)
		}
		if err := m.node.Files().Close(); err != nil && first == nil {
			first = err
		}
		m.node = nil
	}
	if err := l.dir.Close(); err != nil && first == nil {
		first = err
	}
	return first
}

// Settings are those that the cluster was started with.
func (l *Lab) Settings() Settings { return l.settings }

// Resumed reports whether the cluster went on from files of an earlier run:
// settings and commands alone do not say then what it does.
func (l *Lab) Resumed() bool { return l.resumed }

// Begin names the command that the following steps belong to. It takes the
// place of one that made no step.
func (l *Lab) Begin(command string) {
	if n := len(l.commands); n > 0 && l.begun == l.recorder.steps {
		l.commands = l.commands[: n-1 : n-1] // somebody may hold the slice
	}
	l.commands, l.begun = append(l.commands, command), l.recorder.steps
}

// Commands are those begun so far: number i is at i-1.
func (l *Lab) Commands() []string { return l.commands }
