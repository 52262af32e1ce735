package progress

import (
	"fmt"
	"strings"
	"testing"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/frametest"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
)

// leading is a leader n1 with a log of so many entries, and what it knows of n2.
func leading(entries uint64, p view.Progress) *view.Node {
	n := &view.Node{ID: 1, Up: true, Role: view.Leader, Term: 1, Log: view.NewLog(0, 0)}
	for i := uint64(1); i <= entries; i++ {
		n.Log = n.Log.Append(raftpb.Entry{Term: 1, Index: i})
	}
	p.ID = 2
	n.Progress = []view.Progress{{ID: 1, State: "replicate", Match: entries, Next: entries + 1}, p}
	return n
}

func text(ps []paint.Piece) string {
	var b strings.Builder
	for _, p := range ps {
		b.WriteString(p.Text)
	}
	return b.String()
}

// TestPausedSaysWhy has the three states that raft pauses a member in, and what
// there may be in flight.
func TestPausedSaysWhy(t *testing.T) {
	app := &view.Message{ID: 41, Type: raftpb.MsgApp, From: 1, To: 2}
	resp := &view.Message{ID: 42, Type: raftpb.MsgAppResp, From: 2, To: 1}
	other := &view.Message{ID: 43, Type: raftpb.MsgApp, From: 1, To: 3}
	for _, tt := range []struct {
		p        view.Progress
		messages []*view.Message
		want     string
	}{
		{view.Progress{State: "probe", Paused: true}, []*view.Message{other, app}, "until MsgApp #41, which is on its way, is answered"},
		{view.Progress{State: "probe", Paused: true}, []*view.Message{resp}, "until MsgAppResp #42, which is on its way, arrives"},
		{view.Progress{State: "probe", Paused: true}, []*view.Message{other}, "until n2 answers: a MsgAppResp, or a MsgHeartbeatResp, lets it try again"},
		{view.Progress{State: "replicate", Paused: true, Inflight: 256}, nil, "the window is full: 256 MsgApps are not answered"},
		{view.Progress{State: "snapshot", Paused: true, PendingSnapshot: 9}, nil, "until the snapshot is reported to have arrived or failed, or n2 acknowledges index 9"},
		{view.Progress{State: "replicate"}, nil, ""},
	} {
		tt.p.RecentActive = true
		lead := leading(9, tt.p)
		s := &view.Step{View: view.View{Nodes: []*view.Node{lead, {ID: 2, Up: true}}}}
		for _, m := range tt.messages {
			s.Messages = append(s.Messages, view.InFlight{Message: m})
		}
		f := &frame.Frame{Step: func(int) *view.Step { return s }}
		got := strings.TrimPrefix(text(newTable(f, lead, 80).about(&lead.Progress[1])), "▮▮ ")
		if got != tt.want {
			t.Errorf("%+v: %q, want %q", tt.p, got, tt.want)
		}
	}
}

func TestTrack(t *testing.T) {
	for _, tt := range []struct {
		entries uint64
		p       view.Progress
		columns int
		want    string
	}{
		{6, view.Progress{State: "replicate", Match: 3, Next: 6}, 20, "log 1…6: ■■■□□·"},
		{6, view.Progress{State: "probe", Match: 1, Next: 4}, 20, "log 1…6: ■??···"},
		{6, view.Progress{State: "snapshot", Match: 0, Next: 1, PendingSnapshot: 5}, 20, "log 1…6: ······"},
		{100, view.Progress{State: "replicate", Match: 95, Next: 99}, 10, "log 91…100: ■■■■■□□□··"},
		{100, view.Progress{State: "replicate", Match: 81, Next: 101}, 10, "log 81…100, each ■ is 2: □□□□□□□□□□"},
		{100, view.Progress{State: "probe", Match: 0, Next: 51}, 10, "log 1…100, each ■ is 10: ?????·····"},
		{3, view.Progress{State: "probe", Next: 1}, 0, "log 1…3, each ■ is 3: ·"},
		{0, view.Progress{State: "probe", Next: 1}, 10, "log, empty:"},
	} {
		lead := leading(tt.entries, tt.p)
		track := newTrack(lead, tt.columns)
		g := grid.New(20, 1)
		track.draw(g.Canvas(), 0, &lead.Progress[1])
		got := strings.TrimRight(track.label()+": "+g.Render(grid.Plain()), " ")
		if got != tt.want {
			t.Errorf("%d entries, %+v: %q, want %q", tt.entries, tt.p, got, tt.want)
		}
	}
}

// TestPendingChanges finds a change that one node has, one that is committed and
// applied by one of three, and none that all have applied.
func TestPendingChanges(t *testing.T) {
	change := func(term, index uint64) raftpb.Entry {
		return raftpb.Entry{Type: raftpb.EntryConfChange, Term: term, Index: index}
	}
	node := func(id view.NodeID, commit, applied uint64, es ...raftpb.Entry) *view.Node {
		n := &view.Node{ID: id, Up: true, Commit: commit, Applied: applied, Log: view.NewLog(0, 0)}
		for _, e := range es {
			n.Log = n.Log.Append(e)
		}
		return n
	}
	down := node(4, 0, 0, change(1, 1), change(1, 2))
	down.Up = false
	var got []string
	for _, p := range pendingChanges([]*view.Node{
		node(1, 2, 2, change(1, 1), change(1, 2), change(2, 3)),
		node(2, 1, 1, change(1, 1), change(1, 2)),
		node(3, 1, 1, change(1, 1), change(1, 2), change(3, 3)),
		down,
	}) {
		got = append(got, fmt.Sprintf("%d/%d in %v, applied by %v, committed %v", p.entry.Term, p.entry.Index, p.have, p.applied, p.committed))
	}
	want := []string{
		"2/3 in [n1], applied by [], committed false",
		"1/2 in [n1 n2 n3 n4], applied by [n1], committed true",
		"3/3 in [n3], applied by [], committed false",
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("pending are\n%s", strings.Join(got, "\n"))
	}
}

// TestConfigurationsAreCompared marks what is not the leader's.
func TestConfigurationsAreCompared(t *testing.T) {
	f := frametest.Of(t, layout.Progress, "cluster nodes=3 seed=7", "settle", "campaign 1", "settle", "isolate 3", "add 4 learner", "settle")
	got := frametest.Panes(f, 80, 24, draw).Render(grid.Plain())
	for _, want := range []string{"n2  voters n1 n2 n3  learners n4", "n3  ✗ differs  voters n1 n2 n3  "} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not there:\n%s", want, got)
		}
	}
}

// BenchmarkDraw draws both panes for nine nodes, with logs of 100,000 entries, one
// member far behind.
func BenchmarkDraw(b *testing.B) {
	f := frametest.Of(b, layout.Progress, "cluster nodes=9", "settle", "campaign 1", "settle")
	s := *f.Step(f.At)
	lead := *s.Nodes[0]
	lead.Log = leading(100_000, view.Progress{}).Log
	lead.Progress = append([]view.Progress(nil), lead.Progress...)
	for i := range lead.Progress {
		lead.Progress[i].Match = 99_990
	}
	lead.Progress[8].Match = 10
	lead.Commit, lead.Applied = 99_990, 90_000
	s.Nodes = append([]*view.Node{&lead}, s.Nodes[1:]...)
	f.Step = func(int) *view.Step { return &s }
	b.ReportAllocs()
	for b.Loop() {
		frametest.Panes(f, 200, 60, draw)
	}
}
