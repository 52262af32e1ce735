package node

import (
	"testing"

	"go.etcd.io/etcd/raft/v3"
	"go.etcd.io/etcd/raft/v3/raftpb"
	"pgregory.net/rapid"

	"raftviz/cluster/disk"
	"raftviz/cluster/view"
	"raftviz/kv"
)

// victim is a member of three, which has five entries committed and follows or leads
// in term 3.
func victim(t testing.TB, leads bool) (*Node, func()) {
	t.Helper()
	d, err := disk.Open("", disk.Contents{Nodes: 3})
	if err != nil {
		t.Fatal(err)
	}
	files, err := d.Create(1)
	if err != nil {
		t.Fatal(err)
	}
	n, err := Bootstrap(Config{
		ID: 1, ElectionTick: 10, HeartbeatTick: 1, MaxSizePerMsg: 1 << 20, SnapshotEntries: 100, CatchUpEntries: 5,
		Timeout: func(uint64, view.Role) int { return 10 },
		Empty:   kv.NewState(nil), Number: func() int { return 1 },
		Send: func([]*view.Message) {}, Applied: func(kv.Put, *raftpb.Entry) {},
	}, files, []view.NodeID{1, 2, 3})
	if err != nil {
		t.Fatal(err)
	}
	work(t, n)
	if leads {
		if err := n.Campaign(); err != nil {
			t.Fatal(err)
		}
		work(t, n)
		give(t, n, raftpb.Message{Type: raftpb.MsgVoteResp, From: 2, To: 1, Term: 2})
		give(t, n, raftpb.Message{Type: raftpb.MsgAppResp, From: 2, To: 1, Term: 2, Index: 4})
	} else {
		give(t, n, raftpb.Message{Type: raftpb.MsgApp, From: 2, To: 1, Term: 3, LogTerm: 1, Index: 3, Commit: 5,
			Entries: []raftpb.Entry{{Term: 3, Index: 4}, {Term: 3, Index: 5, Data: kv.Put{Key: "x", Val: "1"}.Encode()}}})
	}
	return n, func() {
		if err := files.Close(); err != nil {
			t.Fatal(err)
		}
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// work does all that a node has to do.
func work(t testing.TB, n *Node) {
	t.Helper()
	for n.raw.HasReady() {
		if err := n.Take(); err != nil {
			t.Fatal(err)
		}
		for n.Stage() != view.NoStage {
			if err := n.RunStage(); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// give steps a message that must be admitted.
func give(t testing.TB, n *Node, m raftpb.Message) {
	t.Helper()
	if err := n.Admits(&m); err != nil {
		t.Fatal(err)
	}
	if _, err := n.Step(m); err != nil {
		t.Fatal(err)
	}
	work(t, n)
}

// Whatever a stranger makes a message of, raft does not panic, and the node goes on.
func FuzzAdmits(f *testing.F) {
	hostile := []raftpb.Message{
		{Type: raftpb.MsgHeartbeat, From: 2, To: 1, Term: 9, Commit: 1000},
		{Type: raftpb.MsgApp, From: 2, To: 1, Term: 9, Index: 3, LogTerm: 1, Commit: 9, Entries: []raftpb.Entry{{Term: 7, Index: 4}}},
		{Type: raftpb.MsgApp, From: 2, To: 1, Term: 9, Index: 5, LogTerm: 3, Entries: []raftpb.Entry{{Term: 9, Index: 9}}},
		{Type: raftpb.MsgAppResp, From: 2, To: 1, Term: 2, Index: 1 << 40},
		{Type: raftpb.MsgAppResp, From: 2, To: 1, Term: 2, Index: 4, Reject: true, RejectHint: 1 << 40},
		{Type: raftpb.MsgProp, From: 2, To: 1},
		{Type: raftpb.MsgReadIndex, From: 2, To: 1},
		{Type: raftpb.MsgSnap, From: 2, To: 1, Term: 9, Snapshot: raftpb.Snapshot{Metadata: raftpb.SnapshotMetadata{Index: 9, Term: 9}}},
		{Type: raftpb.MsgSnap, From: 2, To: 1, Term: 9, Snapshot: raftpb.Snapshot{Data: []byte("{"), Metadata: raftpb.SnapshotMetadata{
			Index: 9, Term: 9, ConfState: raftpb.ConfState{Voters: []uint64{1, 2}}}}},
		{Type: raftpb.MsgSnap, From: 2, To: 1, Term: 9, Snapshot: raftpb.Snapshot{Data: []byte("{}"), Metadata: raftpb.SnapshotMetadata{
			Index: 9, Term: 9, ConfState: raftpb.ConfState{Voters: []uint64{1, 2}, Learners: []uint64{2}}}}},
		{Type: raftpb.MsgSnap, From: 2, To: 1, Term: 9, Snapshot: raftpb.Snapshot{Data: []byte("{}"), Metadata: raftpb.SnapshotMetadata{
			Index: 9, Term: 9, ConfState: raftpb.ConfState{Voters: []uint64{1, 2}}}}},
		{Type: raftpb.MsgHup, From: 2, To: 1}, {Type: 77, From: 2, To: 1}, {Type: raftpb.MsgTimeoutNow, From: 2, To: 1, Term: 9},
		{Type: raftpb.MsgProp, From: 2, To: 1, Entries: []raftpb.Entry{{Type: raftpb.EntryConfChange, Data: []byte("no")}}},
		{Type: raftpb.MsgTransferLeader, From: 3, To: 1}, {Type: raftpb.MsgVote, From: 2, To: 1, Term: 9, Index: 1 << 60, LogTerm: 9},
	}
	for _, m := range hostile {
		data, err := m.Marshal()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data, data, true)
		f.Add(data, data, false)
	}
	f.Fuzz(func(t *testing.T, first, second []byte, leads bool) {
		n, end := victim(t, leads)
		defer end()
		for _, data := range [][]byte{first, second} {
			var m raftpb.Message
			if m.Unmarshal(data) != nil {
				continue
			}
			m.From, m.To = 2+m.From%2, 1
			if n.Admits(&m) != nil {
				continue
			}
			if _, err := n.Step(m); err != nil {
				t.Fatalf("%v: %v", m, err)
			}
			work(t, n)
			for range 12 {
				if err := n.Tick(); err != nil {
					t.Fatal(err)
				}
				work(t, n)
			}
		}
	})
}

// What members can say to one another, in any order and with any small numbers, while the
// node elects and is elected, proposes, snapshots and is in the middle of a Ready: most of
// it is what no member says, and what raft would panic on must not be admitted.
func TestNoMessageEndsANode(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		n, end := victim(t, rapid.Bool().Draw(r, "leads"))
		defer end()
		n.cfg.SnapshotEntries, n.cfg.CatchUpEntries = 4, 2
		s := stranger{r, n}
		must := func(err error) {
			if err != nil {
				r.Fatal(err)
			}
		}
		r.Repeat(map[string]func(*rapid.T){
			"message": func(r *rapid.T) { s.say(s.message()) },
			"answer":  func(r *rapid.T) { s.say(s.answer()) },
			"stages":  func(r *rapid.T) { s.stages(rapid.IntRange(1, 9).Draw(r, "stages")) },
			"ready":   func(r *rapid.T) { s.stages(100) },
			"tick": func(r *rapid.T) {
				for range rapid.IntRange(1, 21).Draw(r, "ticks") {
					must(n.Tick())
				}
			},
			"campaign": func(r *rapid.T) { must(n.Campaign()) },
			"transfer": func(r *rapid.T) { must(n.Transfer(view.NodeID(rapid.IntRange(1, 4).Draw(r, "to")))) },
			"put": func(r *rapid.T) {
				_, err := n.Propose(kv.Put{Key: "x", Val: "1"}.Encode())
				must(err)
			},
			"read":     func(r *rapid.T) { must(n.ReadIndex("1")) },
			"report":   func(r *rapid.T) { must(n.ReportSnapshot(2, raft.SnapshotFinish)); must(n.ReportUnreachable(3)) },
			"snapshot": func(r *rapid.T) { must(n.Snapshot()) },
		})
	})
}

// stranger makes up messages.
type stranger struct {
	*rapid.T
	to *Node
}

func (s *stranger) upTo(name string, most uint64) uint64 {
	return rapid.Uint64Range(0, most).Draw(s.T, name)
}

func (s *stranger) chance(name string, of int) bool {
	return rapid.IntRange(1, of).Draw(s.T, name) == 1
}

// near is a number that is, or is not far from, one that raft compares it with.
func (s *stranger) near(name string, to uint64) uint64 {
	if s.chance(name+" far", 6) {
		return rapid.SampledFrom([]uint64{0, 1, 1 << 40, 1<<64 - 1}).Draw(s.T, name)
	}
	return max(to+s.upTo(name, 4), 2) - 2
}

// message is one of any type, with any content.
func (s *stranger) message() raftpb.Message {
	seen := &s.to.seen
	m := raftpb.Message{
		Type: raftpb.MessageType(s.upTo("type", 20)), From: 2 + s.upTo("from", 2), To: 1, Term: s.near("term", seen.term),
		Index: s.near("index", seen.log.Last()), Commit: s.near("commit", seen.commit),
		Reject: s.chance("reject", 3), RejectHint: s.near("hint", seen.log.Last()),
	}
	m.LogTerm = seen.log.Term(m.Index)
	if s.chance("another log term", 3) {
		m.LogTerm = s.near("log term", m.Term)
	}
	for range s.upTo("entries", 3) {
		m.Entries = append(m.Entries, s.entry(&m))
	}
	if m.Type == raftpb.MsgSnap {
		m.Snapshot = s.snapshot(m.Index, m.LogTerm)
	}
	if s.chance("context", 4) {
		m.Context = []byte(rapid.SampledFrom([]string{"CampaignTransfer", "1", ""}).Draw(s.T, "context"))
	}
	return m
}

// answer is one of those that a candidate or a leader waits for.
func (s *stranger) answer() raftpb.Message {
	types := []raftpb.MessageType{raftpb.MsgVoteResp, raftpb.MsgAppResp, raftpb.MsgHeartbeatResp, raftpb.MsgAppResp}
	return raftpb.Message{
		Type: rapid.SampledFrom(types).Draw(s.T, "type"), From: 2 + s.upTo("from", 1), To: 1, Term: s.to.seen.term,
		Index: s.near("index", s.to.seen.log.Last()), Reject: s.chance("reject", 4), RejectHint: s.near("hint", s.to.seen.log.Last()),
	}
}

func (s *stranger) entry(m *raftpb.Message) raftpb.Entry {
	e := raftpb.Entry{Term: m.Term, Index: m.Index + 1 + uint64(len(m.Entries))}
	if m.Type == raftpb.MsgProp {
		e.Term, e.Index = 0, 0
	}
	if s.chance("out of place", 8) {
		e.Term, e.Index = s.near("entry term", m.Term), s.near("entry index", m.Index)
	}
	switch s.upTo("kind", 4) {
	case 0:
		e.Type = raftpb.EntryConfChange
		cc := raftpb.ConfChange{Type: raftpb.ConfChangeType(s.upTo("change", 3)), NodeID: s.upTo("member", 10)}
		e.Data, _ = cc.Marshal()
	case 1:
		e.Type = raftpb.EntryConfChangeV2
		cc := raftpb.ConfChangeV2{Transition: raftpb.ConfChangeTransition(s.upTo("transition", 2))}
		for range s.upTo("changes", 3) {
			cc.Changes = append(cc.Changes, raftpb.ConfChangeSingle{Type: raftpb.ConfChangeType(s.upTo("change", 3)), NodeID: s.upTo("member", 10)})
		}
		e.Data, _ = cc.Marshal()
	case 2:
		e.Data = kv.Put{Key: "x", Val: "2"}.Encode()
	}
	return e
}

// snapshot has a store's content, and mostly a configuration that there can be.
func (s *stranger) snapshot(index, term uint64) raftpb.Snapshot {
	out := raftpb.Snapshot{Metadata: raftpb.SnapshotMetadata{Index: index, Term: term}}
	out.Data = []byte(rapid.SampledFrom([]string{`{"x":"3","y":"4"}`, `{}`, ``, `{"x":3}`, `null`}).Draw(s.T, "data"))
	cs := &out.Metadata.ConfState
	if !s.chance("any configuration", 3) {
		cs.Voters = rapid.SampledFrom([][]uint64{{1, 2, 3}, {1}, {2, 3}, {1, 2}}).Draw(s.T, "voters")
		return out
	}
	cs.AutoLeave = s.chance("auto leave", 2)
	for id := uint64(1); id <= 3; id++ {
		for _, set := range []*[]uint64{&cs.Voters, &cs.VotersOutgoing, &cs.Learners, &cs.LearnersNext} {
			if s.chance("in it", 3) {
				*set = append(*set, id)
			}
		}
	}
	return out
}

// say gives the node a message, if it admits it.
func (s *stranger) say(m raftpb.Message) {
	if s.to.Admits(&m) != nil {
		return
	}
	if _, err := s.to.Step(m); err != nil {
		s.Fatalf("%+v: %v", m, err)
	}
}

// stages runs so many stages, if there are as many, and takes the Readies for them.
func (s *stranger) stages(count int) {
	for range count {
		if s.to.Stage() == view.NoStage {
			if !s.to.seen.waiting {
				return
			}
			if err := s.to.Take(); err != nil {
				s.Fatal(err)
			}
		}
		if err := s.to.RunStage(); err != nil {
			s.Fatal(err)
		}
	}
}
