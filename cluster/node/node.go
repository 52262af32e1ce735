package node

import (
	"fmt"

	"go.etcd.io/etcd/raft/v3"
	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/disk"
	"raftviz/cluster/rule"
	"raftviz/cluster/view"
	"raftviz/kv"
)

// MaxInflightMsgs is raft.Config's, as raftexample gives it: how many MsgApps a
// leader sends to a member in state replicate before it waits for an answer.
const MaxInflightMsgs = 256

// maxUncommittedSize is raftexample's too.
const maxUncommittedSize = 1 << 30

// Config is what a driver gives to a node.
type Config struct {
	ID view.NodeID
	// ElectionTick and HeartbeatTick are raft's, in ticks.
	ElectionTick, HeartbeatTick int
	PreVote, CheckQuorum        bool
	// MaxSizePerMsg is raft's: bytes of entries in one MsgApp, 0 for one entry.
	MaxSizePerMsg uint64
	// SnapshotEntries is how many entries are applied between snapshots, at least 1.
	SnapshotEntries uint64
	// CatchUpEntries is how many entries stay in the log behind a snapshot, for
	// followers that are slow. Zero keeps none.
	CatchUpEntries uint64
	// Broken are the rules that the node breaks on purpose.
	Broken rule.Set
	// Timeout is the election timeout for a term and role, in
	// ElectionTick..2*ElectionTick-1 ticks. It must be a pure function.
	Timeout func(term uint64, role view.Role) int
	// Empty is the content of an empty store, which nodes may share.
	Empty *kv.State
	// Number gives the next message its number.
	Number func() int
	// Send takes the messages of a Ready, in raft's order.
	Send func([]*view.Message)
	// Applied is told of each put that the store applied.
	Applied func(kv.Put, *raftpb.Entry)
	// Configured is told of each configuration change that was applied, and of the
	// configuration that a snapshot brought: cc is empty then. Nil tells nobody.
	Configured func(cc raftpb.ConfChangeV2, now *view.Config)
	// Unlocked runs what waits for the disk, so that a driver with a lock can give it
	// up meanwhile: ticks, proposals and messages reach raft then, as they reach
	// raft.Node's goroutine while raftexample saves. Nil runs it at once.
	Unlocked func(write func() error) error
}

// Node is one running node. It is not safe for concurrent use. After a method
// has returned an error the node can only be crashed: raft panicked, or a file
// could not be written, and nothing that was not saved may be acknowledged.
type Node struct {
	cfg     Config
	raw     *raft.RawNode
	raft    internals
	storage *raft.MemoryStorage
	files   *disk.Files
	store   *kv.Store

	// ready is the Ready in hand, hand how views show it (nil for none), next
	// the place in its plan, readies the number of Readies taken.
	ready   raft.Ready
	hand    *view.Ready
	next    int
	readies int
	// publishes are the entries that publish has to apply, in order; fileOwed is
	// set while a snapshot in hand has its record in the WAL and no file.
	publishes []raftpb.Entry
	fileOwed  bool
	// late is the snapshot that the store was not given at a restart, and the index that
	// it is to be loaded behind; empty for none (rule.LoadSnapshotLate).
	late struct {
		snapshot raftpb.Snapshot
		behind   uint64
	}

	// applied is the last index that the store has applied, snapshotted that of
	// the last snapshot; confState is the configuration at applied.
	applied, snapshotted uint64
	confState            raftpb.ConfState
	removed              bool
	// writing is set while a stage waits for the disk: see Config.Unlocked.
	writing bool
	// reads are those that a quorum has confirmed and that wait for applied.
	reads []raft.ReadState

	// chosen is the timeout that a user set, for as long as raft keeps it.
	chosen timeout
	seen   observed
	events []view.Event
}

// timeout is an election timeout that holds while term and role stay. Zero
// ticks is none.
type timeout struct {
	term  uint64
	role  view.Role
	ticks int
}

// Bootstrap starts a node of a fresh cluster: one ConfChange entry a peer, at
// term 1, in a Ready that waits (raft.RawNode.Bootstrap).
func Bootstrap(cfg Config, files *disk.Files, peers []view.NodeID) (n *Node, err error) {
	n, err = start(cfg, files, disk.Recovered{})
	if err != nil {
		return nil, err
	}
	defer n.observe(&err)
	list := make([]raft.Peer, len(peers))
	for i, id := range peers {
		list[i] = raft.Peer{ID: uint64(id)}
	}
	err = n.raw.Bootstrap(list)
	n.observeConfig()
	return n, err
}

// Restart starts a node from what its files gave back. A node that joins gives
// nothing: it has an empty log, and learns the configuration from the leader.
func Restart(cfg Config, files *disk.Files, r disk.Recovered) (n *Node, err error) {
	n, err = start(cfg, files, r)
	if err != nil {
		return nil, err
	}
	defer n.observe(&err)
	n.observeConfig()
	return n, nil
}

func start(cfg Config, files *disk.Files, r disk.Recovered) (n *Node, err error) {
	n = &Node{cfg: cfg, files: files, store: kv.NewStore(cfg.Empty), storage: raft.NewMemoryStorage()}
	defer func() {
		if p := recover(); p != nil {
			n, err = nil, fmt.Errorf("raft: %v", p)
		}
	}()
	n.Break(cfg.Broken)
	if err := n.load(r); err != nil {
		return nil, err
	}
	n.raw, err = raft.NewRawNode(&raft.Config{
		ID:                        uint64(cfg.ID),
		ElectionTick:              cfg.ElectionTick,
		HeartbeatTick:             cfg.HeartbeatTick,
		PreVote:                   cfg.PreVote,
		CheckQuorum:               cfg.CheckQuorum,
		Storage:                   n.storage,
		MaxSizePerMsg:             cfg.MaxSizePerMsg,
		MaxInflightMsgs:           MaxInflightMsgs,
		MaxUncommittedEntriesSize: maxUncommittedSize,
		Logger:                    (*logger)(n),
	})
	if err != nil {
		return nil, err
	}
	n.raft = reveal(n.raw)
	return n, nil
}

// load fills storage and store from what the files gave back.
func (n *Node) load(r disk.Recovered) error {
	m := r.Snapshot.Metadata
	if !raft.IsEmptySnap(r.Snapshot) {
		if err := n.storage.ApplySnapshot(r.Snapshot); err != nil {
			return fmt.Errorf("snapshot %d/%d: %w", m.Term, m.Index, err)
		}
	}
	last := m.Index
	if k := len(r.Entries); k > 0 {
		last = r.Entries[k-1].Index
	}
	if err := n.loadStore(r.Snapshot, last); err != nil {
		return err
	}
	n.confState, n.applied, n.snapshotted = m.ConfState, m.Index, m.Index
	n.seen.log = view.NewLog(m.Index, m.Term)
	for _, e := range r.Entries {
		n.seen.log = n.seen.log.Append(e)
	}
	n.seen.saved = n.seen.log.Last()
	if n.breaks(rule.ForgetVoteOnRestart) && r.Hard.Vote != 0 {
		n.omit(rule.ForgetVoteOnRestart, fmt.Sprintf("restore its vote for %v at term %d", view.NodeID(r.Hard.Vote), r.Hard.Term))
		r.Hard.Vote = 0
	}
	n.seen.vote = view.NodeID(r.Hard.Vote) // it is as it was: the node does not vote anew
	if err := n.storage.SetHardState(r.Hard); err != nil {
		return err
	}
	return n.storage.Append(r.Entries)
}

// loadStore has the store recover from the snapshot that raft starts from. The log that
// is to be replayed behind it ends with index last.
func (n *Node) loadStore(s raftpb.Snapshot, last uint64) error {
	if n.breaks(rule.LoadNewestSnapshot) {
		newest, err := n.files.NewestSnapshot()
		if err != nil {
			return err
		}
		if m := newest.Metadata; m.Index != s.Metadata.Index {
			n.omit(rule.LoadNewestSnapshot, fmt.Sprintf("ask the WAL which snapshot file to load: the store has %d/%d, raft starts at %d", m.Term, m.Index, s.Metadata.Index))
		}
		s = newest
	}
	if raft.IsEmptySnap(s) {
		return nil // it stays the empty store, which nodes share
	}
	if n.breaks(rule.LoadSnapshotLate) && last > s.Metadata.Index {
		n.omit(rule.LoadSnapshotLate, fmt.Sprintf("load snapshot %d/%d into the store before its log is replayed up to %d", s.Metadata.Term, s.Metadata.Index, last))
		n.late.snapshot, n.late.behind = s, last
		return nil
	}
	if err := n.store.Recover(s.Data); err != nil {
		return fmt.Errorf("snapshot %d/%d: %w", s.Metadata.Term, s.Metadata.Index, err)
	}
	return nil
}

// Tick is one tick of raft's clock.
func (n *Node) Tick() (err error) {
	defer n.observe(&err)
	n.raw.Tick()
	return nil
}

// Step gives a message to raft. What raft ignores is no error; dropped says
// why raft dropped a proposal, nil when it did not.
func (n *Node) Step(m raftpb.Message) (dropped, err error) {
	defer n.observe(&err)
	dropped = n.raw.Step(m)
	if m.Type == raftpb.MsgSnap {
		// raft switches to the snapshot's configuration before it is in a Ready.
		n.observeConfig()
	}
	return dropped, nil
}

// Propose gives data to raft. dropped is raft.ErrProposalDropped when no
// leader is known, or the leader takes no proposals.
func (n *Node) Propose(data []byte) (dropped, err error) {
	defer n.observe(&err)
	return n.raw.Propose(data), nil
}

// ProposeConfChange gives a configuration change to raft. One that comes while
// another is pending raft turns into an empty entry, which is a Refused event.
func (n *Node) ProposeConfChange(cc raftpb.ConfChangeI) (dropped, err error) {
	defer n.observe(&err)
	return n.raw.ProposeConfChange(cc), nil
}

// Campaign starts an election now.
func (n *Node) Campaign() (err error) {
	defer n.observe(&err)
	return n.raw.Campaign()
}

// Transfer asks the leader to hand leadership over.
func (n *Node) Transfer(to view.NodeID) (err error) {
	defer n.observe(&err)
	n.raw.TransferLeader(uint64(to))
	return nil
}

// ReadIndex asks for an index that is safe to read at; Confirmed gives it back
// with context.
func (n *Node) ReadIndex(context string) (err error) {
	defer n.observe(&err)
	n.raw.ReadIndex([]byte(context))
	return nil
}

// ReportUnreachable tells raft that the last send to peer failed.
func (n *Node) ReportUnreachable(peer view.NodeID) (err error) {
	defer n.observe(&err)
	n.raw.ReportUnreachable(uint64(peer))
	return nil
}

// ReportSnapshot tells raft how sending a snapshot to peer ended.
func (n *Node) ReportSnapshot(peer view.NodeID, status raft.SnapshotStatus) (err error) {
	defer n.observe(&err)
	n.raw.ReportSnapshot(uint64(peer), status)
	return nil
}

// SetTimeout sets the election timeout until raft draws the next one.
func (n *Node) SetTimeout(ticks int) (err error) {
	defer n.observe(&err)
	n.chosen = timeout{n.seen.term, n.seen.role, ticks}
	return nil
}

// Confirmed returns the contexts of reads whose index a quorum has confirmed
// and the store has applied. Each is returned once.
func (n *Node) Confirmed() []string {
	var done []string
	waiting := n.reads[:0]
	for _, r := range n.reads {
		if r.Index <= n.applied {
			done = append(done, string(r.RequestCtx))
		} else {
			waiting = append(waiting, r)
		}
	}
	n.reads = waiting
	return done
}

// write runs what waits for the disk.
func (n *Node) write(what func() error) error {
	if n.cfg.Unlocked == nil {
		return what()
	}
	n.writing = true
	err := n.cfg.Unlocked(what)
	n.writing = false
	return err
}

// Writing reports whether a stage waits for the disk now. The files, and what else
// belongs to the stage that runs, must not be touched then.
func (n *Node) Writing() bool { return n.writing }

// Break makes the node break these rules from now on, and no others. The order of
// the stages of a Ready in hand stays as it is.
func (n *Node) Break(set rule.Set) {
	n.cfg.Broken = set
	n.files.SkipFsync(set.Has(rule.NoFsync))
}

func (n *Node) breaks(r rule.Rule) bool { return n.cfg.Broken.Has(r) }

// omit says what the node did not do, because it breaks a rule.
func (n *Node) omit(r rule.Rule, what string) {
	n.emit(view.Event{What: view.Omitted, Text: fmt.Sprintf("%s (%v)", what, r)})
}

// Removed reports whether the node has applied its own removal.
func (n *Node) Removed() bool { return n.removed }

// Store is the node's store, for reading.
func (n *Node) Store() *kv.Store { return n.store }

// Files are the node's files, for its driver to close or crash.
func (n *Node) Files() *disk.Files { return n.files }

// Events returns what happened since the last call. The slice is valid until
// the node is next called.
func (n *Node) Events() []view.Event {
	events := n.events
	n.events = n.events[:0]
	return events
}

func (n *Node) emit(e view.Event) {
	e.Node = n.cfg.ID
	n.events = append(n.events, e)
}
