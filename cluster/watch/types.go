package watch

import (
	"math"

	"go.etcd.io/etcd/raft/v3"
	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/view"
)

// How the types of package view are written.

func (c *codec) ids(v *[]view.NodeID) { list(c, v, c.node) }

func (c *codec) config(v *view.Config) {
	c.ids(&v.Voters)
	c.ids(&v.Outgoing)
	c.ids(&v.Learners)
	c.ids(&v.LearnersNext)
	c.flags(&v.AutoLeave)
}

// states are the values of view.Progress.State.
var states = [...]string{"probe", "replicate", "snapshot"}

func (c *codec) progress(v *view.Progress) {
	state := 0
	for i, name := range states {
		if name == v.State {
			state = i
		}
	}
	c.node(&v.ID)
	number(c, &state, uint64(len(states)-1))
	if c.reading {
		v.State = states[state]
	}
	c.index(&v.Match)
	c.index(&v.Next)
	c.index(&v.PendingSnapshot)
	number(c, &v.Inflight, math.MaxInt32)
	c.flags(&v.RecentActive, &v.Paused, &v.Learner)
}

func (c *codec) disk(v *view.Disk) {
	c.index(&v.Last)
	c.index(&v.Term)
	c.node(&v.Vote)
	c.index(&v.Commit)
	number(c, &v.BufferedBytes, math.MaxInt32)
	number(c, &v.UnsyncedBytes, math.MaxInt32)
	c.index(&v.Snapshot)
}

// plain is what a node has besides its log, its store and its Ready.
func (c *codec) plain(v *view.Node) {
	c.flags(&v.Up, &v.Removed, &v.Learner, &v.ReadyWaiting)
	number(c, &v.Role, uint64(view.PreCandidate))
	c.node(&v.Vote)
	c.node(&v.Lead)
	c.node(&v.Transferee)
	number(c, &v.Stage, uint64(view.Advance))
	number(c, &v.CrashAt, uint64(view.Advance))
	number(c, &v.FailDiskAt, uint64(view.Advance))
	number(c, &v.Broken, math.MaxUint32)
	number(c, &v.ElectionElapsed, math.MaxInt32)
	number(c, &v.ElectionTimeout, math.MaxInt32)
	number(c, &v.HeartbeatElapsed, math.MaxInt32)
	c.index(&v.Term)
	c.index(&v.Commit)
	c.index(&v.Applied)
	c.index(&v.Overwritten)
	c.text(&v.Failure)
	optional(c, &v.Config, c.config)
	list(c, &v.Progress, c.progress)
	c.must(len(v.Progress) <= view.MaxNodes, "the number of members", len(v.Progress))
	optional(c, &v.Disk, c.disk)
	c.must(v.Disk != nil && v.Overwritten <= v.Disk.Last, "what is overwritten", v.Overwritten)
}

func (c *codec) entry(v *raftpb.Entry) {
	number(c, &v.Type, uint64(raftpb.EntryConfChangeV2))
	c.index(&v.Term)
	c.index(&v.Index)
	c.bytes(&v.Data)
}

// entries are those of a node's log, named by their place, or themselves. Those of a
// log follow one another.
func (c *codec) entries(v *[]raftpb.Entry, of view.NodeID) {
	var log *view.Log
	if of != 0 {
		log = c.logs[of-1]
	}
	placed := len(*v) > 0 && log.Has(*v)
	c.flags(&placed)
	if !placed {
		list(c, v, c.entry)
		return
	}
	first, n := uint64(0), uint64(len(*v))
	if !c.reading {
		first = (*v)[0].Index
	}
	c.index(&first)
	c.index(&n)
	c.must(n > 0 && n <= maxList && first >= log.First() && first+n-1 <= log.Last(), "a place in the log", first)
	if c.reading && c.err == nil {
		*v = log.Slice(first, int(n))
	}
}

// maxSnapshotData is how much of a snapshot's content is sent; more is left out.
const maxSnapshotData = 16 << 20

func (c *codec) snapshot(v *view.Snapshot) {
	c.index(&v.Index)
	c.index(&v.Term)
	c.config(&v.Config)
	data := v.Data
	if len(data) > maxSnapshotData {
		data = nil
	}
	c.bytes(&data)
	if c.reading {
		v.Data = data
	}
}

// message is one whose entries may be in the log of a node. What is read has its number
// below zero, as cluster.Witnessed wants.
func (c *codec) message(v *view.Message, of view.NodeID) {
	id := uint64(v.ID)
	c.index(&id)
	c.must(id > 0, "a message's number", id)
	number(c, &v.Type, uint64(raftpb.MsgPreVoteResp))
	c.node(&v.From)
	c.node(&v.To)
	c.must(v.From > 0 && v.To > 0, "a message's end", 0)
	c.flags(&v.Reject)
	c.index(&v.Term)
	c.index(&v.LogTerm)
	c.index(&v.Index)
	c.index(&v.Commit)
	c.uint(&v.RejectHint)
	c.entries(&v.Entries, of)
	read := v.Type == raftpb.MsgReadIndex || v.Type == raftpb.MsgReadIndexResp
	c.must(!read || len(v.Entries) > 0, "the request of a read", "missing")
	optional(c, &v.Snapshot, c.snapshot)
	c.text(&v.Context)
	if c.reading {
		v.ID = -int(id)
	}
}

func (c *codec) soft(v *raft.SoftState) {
	number(c, &v.Lead, view.MaxNodes)
	number(c, &v.RaftState, uint64(raft.StatePreCandidate))
}

func (c *codec) readState(v *raft.ReadState) {
	c.index(&v.Index)
	c.bytes(&v.RequestCtx)
}

// ready is one of a node.
func (c *codec) ready(v *view.Ready, of view.NodeID) {
	number(c, &v.Number, math.MaxInt32)
	optional(c, &v.Soft, c.soft)
	c.index(&v.Hard.Term)
	c.index(&v.Hard.Vote)
	c.index(&v.Hard.Commit)
	list(c, &v.ReadStates, c.readState)
	c.entries(&v.Entries, of)
	optional(c, &v.Snapshot, c.snapshot)
	c.entries(&v.CommittedEntries, of)
	list(c, &v.Messages, func(m **view.Message) {
		if c.reading {
			*m = new(view.Message)
		}
		c.message(*m, of)
	})
	c.flags(&v.MustSync)
	plan := uint64(view.SetOf(v.Plan))
	number(c, &plan, 1<<(view.Advance+1)-1)
	ordered := true
	for i := 1; i < len(v.Plan); i++ {
		ordered = ordered && v.Plan[i-1] < v.Plan[i]
	}
	c.flags(&ordered)
	switch {
	case !ordered:
		list(c, &v.Plan, func(s *view.Stage) { number(c, s, uint64(view.Advance)) })
	case c.reading:
		v.Plan = view.StageSet(plan).Stages()
	}
}

func (c *codec) request(v *view.Request) {
	c.uint(&v.ID)
	number(c, &v.Kind, uint64(view.GetRequest))
	c.node(&v.Node)
	c.must(v.Node > 0, "a request's node", v.Node)
	c.text(&v.Key)
	c.text(&v.Value)
	c.flags(&v.Found)
}
