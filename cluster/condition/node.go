package condition

import (
	"slices"

	"raftviz/cluster/rule"
	"raftviz/cluster/view"
	"raftviz/kv"
)

// node is what conditions see of node id, which is n; n is nil when it was
// never started.
func (r *reader) node(id int, n *view.Node) *node {
	if n == nil {
		return &node{ID: id, Role: view.Follower.String()}
	}
	out := &node{
		ID: id, Up: n.Up, Remote: n.Remote, Removed: n.Removed, Role: n.Role.String(), Learner: n.Learner,
		Term: int(n.Term), Vote: int(n.Vote), Lead: int(n.Lead),
		Commit: int(n.Commit), Applied: int(n.Applied),
		First: int(n.Log.First()), Last: int(n.Log.Last()),
		ElectionElapsed: int(n.ElectionElapsed), ElectionTimeout: int(n.ElectionTimeout),
		HeartbeatElapsed: int(n.HeartbeatElapsed),
		Stage:            n.Stage.String(), Broken: ruleNames(n.Broken), Failure: n.Failure,
	}
	if n.Disk != nil {
		out.Snapshot = int(n.Disk.Snapshot)
	}
	if n.Ready != nil {
		out.Ready = n.Ready.Number
	}
	if n.Config != nil {
		out.Voters, out.Outgoing = numbers(n.Config.Voters), numbers(n.Config.Outgoing)
		out.Learners = numbers(n.Config.Learners)
	}
	if r.mentions.has("kv") {
		out.KV = r.store(id, n.KV)
	}
	if r.mentions.has("progress") {
		out.Progress = progressByID(n.Progress)
	}
	return out
}

// store is a node's store as a map, made once for each State.
func (r *reader) store(id int, from *kv.State) map[string]string {
	cached := &r.stores[id-1]
	if cached.kv == nil || cached.from != from {
		cached.from, cached.kv = from, from.Map()
	}
	return cached.kv
}

func progressByID(in []view.Progress) map[int]progress {
	out := make(map[int]progress, len(in))
	for _, p := range in {
		out[int(p.ID)] = progress{
			Match: int(p.Match), Next: int(p.Next), State: p.State,
			Inflight: int(p.Inflight), RecentActive: p.RecentActive,
		}
	}
	return out
}

// ruleNames is never nil, as numbers.
func ruleNames(set rule.Set) []string {
	names := []string{}
	for _, r := range set.Rules() {
		names = append(names, r.String())
	}
	return names
}

// propertyNames are those that were violated, each once. It is never nil.
func propertyNames(violations []*view.Violation) []string {
	names := []string{}
	for _, v := range violations {
		if name := v.Property.String(); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// numbers is never nil: conditions compare lists with [].
func numbers(ids []view.NodeID) []int {
	out := make([]int, len(ids))
	for i, id := range ids {
		out[i] = int(id)
	}
	return out
}
