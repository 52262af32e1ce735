package node

import (
	"testing"

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

// What members can say to one another, in any order and with any small numbers: most
// of it is what no member says, and what raft would panic on must not be admitted.
func TestNoMessageEndsANode(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		n, end := victim(t, rapid.Bool().Draw(r, "leads"))
		defer end()
		small := func(name string, most uint64) uint64 { return rapid.Uint64Range(0, most).Draw(r, name) }
		entry := func() raftpb.Entry {
			e := raftpb.Entry{Term: small("entry term", 6), Index: small("entry index", 9)}
			if rapid.IntRange(0, 4).Draw(r, "kind") == 0 {
				e.Type = raftpb.EntryConfChange
				cc := raftpb.ConfChange{Type: raftpb.ConfChangeType(small("change", 3)), NodeID: small("member", 4)}
				e.Data, _ = cc.Marshal()
			}
			return e
		}
		for range rapid.IntRange(1, 8).Draw(r, "messages") {
			m := raftpb.Message{
				Type: raftpb.MessageType(small("type", 20)), From: 2 + small("from", 1), To: 1, Term: small("term", 6),
				LogTerm: small("log term", 6), Index: small("index", 9), Commit: small("commit", 9),
				Reject: rapid.Bool().Draw(r, "reject"), RejectHint: small("hint", 9),
			}
			for range rapid.IntRange(0, 3).Draw(r, "entries") {
				e := entry()
				if m.Type == raftpb.MsgApp && rapid.Bool().Draw(r, "in place") {
					e.Index = m.Index + 1 + uint64(len(m.Entries))
				}
				m.Entries = append(m.Entries, e)
			}
			if m.Type == raftpb.MsgSnap {
				m.Snapshot.Metadata = raftpb.SnapshotMetadata{Index: m.Index, Term: m.LogTerm}
				for id := uint64(1); id <= 3; id++ {
					cs := &m.Snapshot.Metadata.ConfState
					for _, set := range []*[]uint64{&cs.Voters, &cs.VotersOutgoing, &cs.Learners, &cs.LearnersNext} {
						if rapid.IntRange(0, 2).Draw(r, "in it") == 0 {
							*set = append(*set, id)
						}
					}
				}
			}
			if n.Admits(&m) != nil {
				continue
			}
			if _, err := n.Step(m); err != nil {
				r.Fatalf("%+v: %v", m, err)
			}
			work(t, n)
			for range rapid.IntRange(0, 12).Draw(r, "ticks") {
				if err := n.Tick(); err != nil {
					r.Fatal(err)
				}
				work(t, n)
			}
		}
	})
}
