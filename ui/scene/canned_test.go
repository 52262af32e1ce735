package scene

import (
	"fmt"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster"
	"raftviz/cluster/view"
	"raftviz/kv"
	"raftviz/ui/chronicle"
	"raftviz/ui/frame"
	"raftviz/ui/layout"
)

// stored is a store's state with so many keys.
func stored(keys int) *kv.State {
	content := map[string]string{}
	for i := range keys {
		content[string(rune('x'+i%3))] = fmt.Sprint(i + 1)
	}
	return kv.NewState(content)
}

func entry(term, index uint64) raftpb.Entry {
	e := raftpb.Entry{Term: term, Index: index}
	if term > 1 && index > 4 {
		e.Data = kv.Put{Key: string(rune('x' + index%3)), Val: fmt.Sprint(index - 4)}.Encode()
	}
	if term == 1 {
		cc := raftpb.ConfChange{Type: raftpb.ConfChangeAddNode, NodeID: index}
		e.Type = raftpb.EntryConfChange
		e.Data, _ = cc.Marshal()
	}
	return e
}

// logOf is a log with entries of these terms.
func logOf(terms ...uint64) *view.Log {
	l := view.NewLog(0, 0)
	for i, t := range terms {
		l = l.Append(entry(t, uint64(i+1)))
	}
	return l
}

// follower is node id of a cluster of so many, following n2.
func follower(id view.NodeID, members int, log *view.Log) *view.Node {
	cfg := &view.Config{}
	for i := range members {
		cfg.Voters = append(cfg.Voters, view.NodeID(i+1))
	}
	last := log.Last()
	return &view.Node{
		ID: id, Up: true, Role: view.Follower, Vote: 2, Lead: 2, Term: 2,
		ElectionElapsed: int32(3 + id), ElectionTimeout: int32(11 + 2*id),
		Commit: 6, Applied: 6, Log: log, KV: stored(2), Config: cfg,
		Disk: &view.Disk{Last: last, Term: 2, Vote: 2, Commit: 5, BufferedBytes: 12},
	}
}

// sample is a cluster of so many nodes in the middle of a put.
func sample(members int) (*view.View, []*view.Step) {
	v := &view.View{Step: 214, Tick: 37, Links: &view.Links{}}
	for i := range members {
		v.Nodes = append(v.Nodes, follower(view.NodeID(i+1), members, logOf(1, 1, 1, 2, 2, 2, 2)))
	}
	third := v.Nodes[len(v.Nodes)-1]
	if members > 2 {
		third.Log = logOf(1, 1, 1, 2, 2, 2)
		third.ReadyWaiting = true
	}
	m := func(id int, t raftpb.MessageType, from, to view.NodeID) *view.Message {
		return &view.Message{ID: id, Type: t, From: from, To: to, Term: 2, LogTerm: 2, Index: 6, Commit: 6}
	}
	app, beat, resp := m(41, raftpb.MsgApp, 2, 3), m(42, raftpb.MsgHeartbeat, 2, 1), m(43, raftpb.MsgAppResp, 1, 2)
	app.Entries = []raftpb.Entry{entry(2, 7)}
	beat.LogTerm, beat.Index = 0, 0
	resp.Commit, resp.Index = 0, 7
	v.Messages = []view.InFlight{{Message: app, Sent: 37, Due: 37}, {Message: beat, Sent: 37, Due: 39}, {Message: resp, Sent: 37, Due: 37}}
	rd := &view.Ready{
		Number: 12, Soft: nil, Hard: raftpb.HardState{Term: 2, Vote: 2, Commit: 7},
		CommittedEntries: []raftpb.Entry{entry(2, 7)},
		Messages:         []*view.Message{m(44, raftpb.MsgHeartbeat, 2, 1), m(45, raftpb.MsgHeartbeat, 2, 3), m(46, raftpb.MsgApp, 2, 3)},
		Plan:             []view.Stage{view.SaveWAL, view.AppendStorage, view.Send, view.Publish, view.Advance},
	}
	if members < 2 {
		return v, []*view.Step{{View: *v}}
	}
	lead := v.Nodes[1]
	lead.Role, lead.Lead, lead.HeartbeatElapsed, lead.Commit = view.Leader, 2, 0, 7
	lead.Ready, lead.Stage = rd, view.AppendStorage
	for _, n := range v.Nodes {
		lead.Progress = append(lead.Progress, view.Progress{ID: n.ID, State: "replicate", Match: 6, Next: 8, Inflight: 1, RecentActive: true})
	}
	return v, history(*v, rd)
}

// history is a few steps that end at the view.
func history(v view.View, rd *view.Ready) []*view.Step {
	at := func(number int) view.View {
		w := v
		w.Step = number
		return w
	}
	tick := func(number int, id view.NodeID, count int32) *view.Step {
		return &view.Step{View: at(number), Command: 8, Kind: view.KindTick, Node: id,
			Events: []view.Event{{What: view.Ticked, Node: id, Text: "election", Count: count, Bytes: 13}}}
	}
	return []*view.Step{
		tick(209, 1, 4), tick(210, 2, 0), tick(211, 3, 6),
		{View: at(212), Command: 9, Kind: view.KindDeliver, Node: 2, Message: v.Messages[2].Message, Events: []view.Event{
			{What: view.Delivered, Node: 2, Peer: 1, About: v.Messages[2].Message},
			{What: view.CommitAdvanced, Node: 2, Index: 7}}},
		{View: at(213), Command: 9, Kind: view.KindTake, Node: 2, Events: []view.Event{{What: view.Took, Node: 2, Index: 12, About: rd}}},
		{View: at(214), Command: 10, Kind: view.KindStage, Node: 2, Stage: view.SaveWAL, Events: []view.Event{
			{What: view.SavedWAL, Node: 2, Text: "HardState", Bytes: 12}}},
	}
}

// numbered gives steps by their number. Of those that are missing there is
// nothing to tell.
func numbered(steps []*view.Step) func(int) *view.Step {
	return func(i int) *view.Step {
		for _, s := range steps {
			if s.View.Step == i {
				return s
			}
		}
		return &view.Step{View: view.View{Step: i}}
	}
}

// canned is a screen of the sample, as the model would make it.
func canned(members int) *frame.Frame {
	_, steps := sample(members)
	f := &frame.Frame{
		Title: "lab", About: "seed 42", Step: numbered(steps), At: 214, Newest: 214,
		Settings: cluster.Defaults(), Chronicle: &chronicle.Chronicle{}, Focus: layout.NodesPane,
		Upcoming: "n2: append-storage of Ready #12", Play: frame.Play{Speed: "1×"},
		Selected: view.NodeID(min(members, 2)),
		Commands: func(i int) string { return map[int]string{8: "tick all", 9: "deliver #43", 10: "stage 2"}[i] },
		Status:   frame.Status{Line: "stage 2"},
		Keys:     []frame.Hint{{Key: "space", Does: "step"}, {Key: "s", Does: "stage"}, {Key: "r", Does: "ready"}, {Key: "t", Does: "tick"}, {Key: "p", Does: "put"}, {Key: "m", Does: "members"}, {Key: "f", Does: "faults"}},
		Last:     []frame.Hint{{Key: ":", Does: "command"}, {Key: "?", Does: "help"}},
	}
	f.Cursors[layout.MessagesPane] = frame.Thing{Kind: frame.Message, Number: 41, Step: 214}
	if members > 1 {
		f.Ready = steps[len(steps)-2:]
	}
	return f
}
