package node

import (
	"fmt"
	"slices"

	"go.etcd.io/etcd/raft/v3/raftpb"
	"go.etcd.io/etcd/raft/v3/tracker"

	"raftviz/cluster/view"
)

// observed is what is known of raft's state since the last call into it.
type observed struct {
	term, commit uint64
	vote, lead   view.NodeID
	role         view.Role
	waiting      bool

	config *view.Config
	log    *view.Log
	// members are those in progress, by ID; progress is theirs while this node leads.
	members  []uint64
	progress []view.Progress
	// offset, count and first identify the unstable entries that log has.
	offset uint64
	count  int
	first  *raftpb.Entry
	// saved is the index up to which the files hold what log does.
	saved uint64
	disk  view.Disk
}

// observe ends every call into raft: it makes raft deterministic again, and
// notes what the call changed. It is deferred, so that a panic of raft becomes
// the call's error.
func (n *Node) observe(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("raft: %v", p)
		return
	}
	n.observeState()
	n.setTimeout()
	n.observeLog()
	if n.seen.role == view.Leader {
		n.observeProgress()
	} else {
		n.seen.progress = n.seen.progress[:0]
	}
	n.seen.waiting = n.hand == nil && n.raw.HasReady()
}

// guard ends a call that leaves raft's own state as it is. Like observe it is
// deferred, and makes a panic the call's error.
func (n *Node) guard(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("raft: %v", p)
	}
}

func (n *Node) setTimeout() {
	ticks := n.chosen.ticks
	if ticks == 0 || n.chosen.term != n.seen.term || n.chosen.role != n.seen.role {
		n.chosen = timeout{}
		ticks = n.cfg.Timeout(n.seen.term, n.seen.role)
	}
	*n.raft.randomizedElectionTimeout = ticks
}

func (n *Node) observeState() {
	st := n.raw.BasicStatus()
	s := &n.seen
	role, lead, vote := view.Role(st.RaftState), view.NodeID(st.Lead), view.NodeID(st.HardState.Vote)
	if st.HardState.Term != s.term && role == s.role {
		n.emit(view.Event{What: view.TermChanged, Term: st.HardState.Term})
	}
	if role != s.role {
		n.emit(view.Event{What: view.RoleChanged, Term: st.HardState.Term, Text: role.String()})
	}
	if vote != s.vote && vote != 0 && vote != n.cfg.ID {
		n.emit(view.Event{What: view.Voted, Term: st.HardState.Term, Peer: vote})
	}
	if lead != s.lead && lead != n.cfg.ID && role == view.Follower {
		n.emit(view.Event{What: view.LeaderChanged, Term: st.HardState.Term, Peer: lead})
	}
	if st.HardState.Commit != s.commit {
		n.emit(view.Event{What: view.CommitAdvanced, Index: st.HardState.Commit})
	}
	s.term, s.vote, s.commit = st.HardState.Term, vote, st.HardState.Commit
	s.role, s.lead = role, lead
}

// observeLog brings log up to date with raft's unstable entries. Stable ones
// are known: they were unstable before, or were loaded at the start.
func (n *Node) observeLog() {
	s := &n.seen
	if snap := *n.raft.unstableSnapshot; snap != nil && snap.Metadata.Index > s.log.Compacted {
		s.log = view.NewLog(snap.Metadata.Index, snap.Metadata.Term)
		s.saved = min(s.saved, snap.Metadata.Index)
	}
	entries, offset := *n.raft.unstableEntries, *n.raft.unstableOffset
	if len(entries) == 0 {
		s.first = nil
		return
	}
	known := 0
	if s.first == &entries[0] && s.offset == offset {
		known = s.count
	}
	for i := known; i < len(entries); i++ {
		if e := &entries[i]; !s.log.Holds(e) {
			s.log = s.log.Append(*e)
			s.saved = min(s.saved, e.Index-1)
		}
	}
	s.offset, s.count, s.first = offset, len(entries), &entries[0]
}

// observeSaved notes that the Ready's entries are saved. raft may have overwritten
// some of them since it gave them out.
func (n *Node) observeSaved() {
	s := &n.seen
	for i := len(n.ready.Entries) - 1; i >= 0; i-- {
		if e := &n.ready.Entries[i]; s.log.Holds(e) {
			s.saved = max(s.saved, e.Index)
			return
		}
	}
}

// observeConfig notes the configuration after a call that may have switched it.
func (n *Node) observeConfig() {
	cs := n.raft.progress.ConfState()
	c := FromConfState(&cs)
	n.seen.config = &c
	n.seen.members = n.seen.members[:0]
	for id := range n.raft.progress.Progress {
		n.seen.members = append(n.seen.members, id)
	}
	slices.Sort(n.seen.members)
}

// stateNames are tracker.StateType's names as views write them.
var stateNames = map[tracker.StateType]string{
	tracker.StateProbe:     "probe",
	tracker.StateReplicate: "replicate",
	tracker.StateSnapshot:  "snapshot",
}

func (n *Node) observeProgress() {
	n.seen.progress = n.seen.progress[:0]
	for _, id := range n.seen.members {
		pr := n.raft.progress.Progress[id]
		n.seen.progress = append(n.seen.progress, view.Progress{
			ID: view.NodeID(id), State: stateNames[pr.State], Match: pr.Match, Next: pr.Next,
			PendingSnapshot: pr.PendingSnapshot, Inflight: int32(pr.Inflights.Count()),
			RecentActive: pr.RecentActive, Paused: pr.IsPaused(), Learner: pr.IsLearner,
		})
	}
}

// View fills v with the node as it is now. Its Disk and Progress are the
// node's own, and change with the next call to the node.
func (n *Node) View(v *view.Node) {
	s := &n.seen
	if !n.writing {
		s.disk = n.files.Holds()
	}
	*v = view.Node{
		ID: n.cfg.ID, Up: true, Removed: n.removed, Role: s.role, Vote: s.vote, Lead: s.lead,
		Learner:      slices.Contains(s.config.Learners, n.cfg.ID),
		ReadyWaiting: s.waiting, Stage: n.Stage(),
		ElectionElapsed:  int32(*n.raft.electionElapsed),
		ElectionTimeout:  int32(*n.raft.randomizedElectionTimeout),
		HeartbeatElapsed: int32(*n.raft.heartbeatElapsed),
		Term:             s.term, Commit: s.commit, Applied: n.applied,
		Log: s.log, KV: n.store.State(), Config: s.config, Progress: s.progress,
		Transferee: view.NodeID(*n.raft.transferee), Ready: n.hand, Disk: &s.disk,
		Overwritten: s.disk.Last - min(s.saved, s.disk.Last),
	}
}
