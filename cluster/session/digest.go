package session

import (
	"encoding/binary"
	"hash"
	"hash/fnv"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/view"
)

// digest is what a saved session remembers of a step: two steps that differ in
// anything but the number of their command have different ones, nearly always.
type digest struct {
	hash hash.Hash64
	room [8]byte
}

// digestStep is the digest of a step: what it did, and how it left the cluster.
// Of logs and stores it has their ends, and what the step put in; all of them
// makes whole logs and stores part of it.
func digestStep(s *view.Step, all bool) uint64 {
	d := &digest{hash: fnv.New64a()}
	d.numbers(s.View.Step, s.Tick, int(s.Node))
	d.texts(s.Kind.String(), s.Stage.String())
	for i := range s.Events {
		d.text(s.Events[i].English())
	}
	for _, n := range s.Nodes {
		d.flags(n != nil)
		if n != nil {
			d.node(n)
		}
		if n != nil && all {
			d.content(n)
		}
	}
	for _, m := range s.Messages {
		d.numbers(m.ID, int(m.Sent), int(m.Due))
		d.text(m.String())
	}
	d.links(s.Links)
	for _, r := range s.Requests {
		d.numbers(int(r.ID), int(r.Node), r.Step)
		d.texts(r.Kind.String(), r.Key, r.Value)
	}
	for _, v := range s.Violations {
		d.text(v.English())
	}
	return d.hash.Sum64()
}

// numbers adds numbers. Each list of other things is ended by what follows it.
func (d *digest) numbers(ns ...int) {
	for _, n := range ns {
		binary.LittleEndian.PutUint64(d.room[:], uint64(n))
		d.hash.Write(d.room[:])
	}
}

func (d *digest) text(s string) {
	d.numbers(len(s))
	d.hash.Write([]byte(s))
}

func (d *digest) texts(list ...string) {
	for _, s := range list {
		d.text(s)
	}
}

func (d *digest) flags(set ...bool) {
	for _, b := range set {
		if b {
			d.numbers(1)
		} else {
			d.numbers(0)
		}
	}
}

func (d *digest) node(n *view.Node) {
	d.flags(n.Up, n.Removed, n.Learner, n.ReadyWaiting, n.Ready != nil)
	d.texts(n.Role.String(), n.Stage.String(), n.CrashAt.String(), n.FailDiskAt.String(), n.Broken.String(), n.Failure)
	d.numbers(int(n.ID), int(n.Vote), int(n.Lead), int(n.ElectionElapsed), int(n.ElectionTimeout), int(n.HeartbeatElapsed),
		int(n.Term), int(n.Commit), int(n.Applied), int(n.Transferee))
	d.numbers(int(n.Log.First()), int(n.Log.Last()), int(n.Log.Term(n.Log.Last())), n.KV.Len())
	if n.Ready != nil {
		d.numbers(n.Ready.Number)
	}
	if n.Config != nil {
		d.text(n.Config.String())
	}
	for _, p := range n.Progress {
		d.text(p.State)
		d.numbers(int(p.ID), int(p.Match), int(p.Next), int(p.PendingSnapshot), int(p.Inflight))
		d.flags(p.RecentActive, p.Paused, p.Learner)
	}
	if disk := n.Disk; disk != nil {
		d.numbers(int(disk.Last), int(disk.Term), int(disk.Vote), int(disk.Commit), disk.BufferedBytes, int(disk.Snapshot))
	}
}

// content adds a node's log and store.
func (d *digest) content(n *view.Node) {
	for i := n.Log.First(); i <= n.Log.Last(); i++ {
		d.entry(n.Log.Entry(i))
	}
	for key, value := range n.KV.All {
		d.texts(key, value)
	}
}

func (d *digest) entry(e *raftpb.Entry) {
	d.numbers(int(e.Term), int(e.Index))
	d.texts(e.Type.String(), view.DescribeData(e))
}

func (d *digest) links(l *view.Links) {
	if l == nil {
		return
	}
	for _, c := range l.Cut {
		d.numbers(int(c.From), int(c.To))
	}
	for _, g := range l.Groups {
		d.numbers(len(g))
		for _, id := range g {
			d.numbers(int(id))
		}
	}
	for _, r := range l.Rules {
		d.numbers(int(r.From), int(r.To), r.MinDelay, r.MaxDelay, r.LossPercent)
	}
}
