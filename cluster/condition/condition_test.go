package condition

import (
	"strings"
	"testing"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/view"
	"raftviz/kv"
)

// canned is a view in which every name of a condition has a value of its own:
// n2 leads term 3, n1 follows with a Ready in hand, n3 is down, n4 was never started.
func canned(t testing.TB) *view.View {
	t.Helper()
	store := kv.NewState(map[string]string{"x": "1"})
	log := view.NewLog(3, 1).
		Append(raftpb.Entry{Term: 2, Index: 4}).
		Append(raftpb.Entry{Term: 3, Index: 5, Data: kv.Put{Key: "x", Val: "1"}.Encode()})
	config := &view.Config{Voters: []view.NodeID{1, 2, 3}, Outgoing: []view.NodeID{1, 2}, Learners: []view.NodeID{4}}
	app := &view.Message{
		ID: 41, Type: raftpb.MsgApp, From: 2, To: 1, Term: 3, LogTerm: 2, Index: 4, Commit: 4,
		Entries: []raftpb.Entry{{Term: 3, Index: 5, Data: kv.Put{Key: "x", Val: "1"}.Encode()}},
	}
	return &view.View{
		Step: 7, Tick: 12,
		Nodes: []*view.Node{
			{
				ID: 1, Up: true, Term: 3, Vote: 2, Lead: 2, Commit: 4, Applied: 3, Log: log, KV: store, Config: config,
				Stage: view.SaveWAL, Ready: &view.Ready{Number: 6},
				ElectionElapsed: 4, ElectionTimeout: 13, Learner: true, Disk: &view.Disk{Snapshot: 3},
			},
			{
				ID: 2, Up: true, Role: view.Leader, Term: 3, Vote: 2, Lead: 2, Commit: 5, Applied: 5, Log: log,
				KV: store, Config: config, HeartbeatElapsed: 1,
				Progress: []view.Progress{{ID: 1, State: "replicate", Match: 4, Next: 6, Inflight: 1, RecentActive: true}},
			},
			{ID: 3, Removed: true, Term: 2, Config: config},
		},
		Messages: []view.InFlight{{Message: app}},
	}
}

func TestHolds(t *testing.T) {
	v := canned(t)
	for _, text := range []string{
		`tick == 12`, `step == 7`, `leader == 2`, `leaders == [2]`, `term == 3`, `violations == []`,
		`all(leaders, # != 1)`, `len(messages) == 1`, `all(messages, #.type == "MsgApp")`,
		`messages[0].id == 41 && messages[0].from == 2 && messages[0].to == 1`,
		`messages[0].term == 3 && messages[0].logTerm == 2 && messages[0].index == 4`,
		`messages[0].commit == 4 && !messages[0].reject && messages[0].entries[0].data == "put x=1"`,
		`node(1).id == 1 && node(1).up && !node(1).removed && node(1).role == "follower"`,
		`node(1).learner && !node(2).learner && node(1).term == 3 && node(1).vote == 2 && node(1).lead == 2`,
		`node(1).commit == 4 && node(1).applied == 3 && node(1).first == 4 && node(1).last == 5`,
		`node(1).snapshot == 3 && node(1).electionElapsed == 4 && node(1).electionTimeout == 13`,
		`node(2).heartbeatElapsed == 1 && node(2).role == "leader"`,
		`node(1).kv["x"] == "1" && node(1).kv["y"] == "" && len(node(3).kv) == 0`, `"x" in node(1).kv`,
		`node(1).voters == [1, 2, 3] && node(1).outgoing == [1, 2] && node(1).learners == [4]`,
		`node(2).progress[1].match == 4 && node(2).progress[1].next == 6 && node(2).progress[1].inflight == 1`,
		`node(2).progress[1].state == "replicate" && node(2).progress[1].recentActive`,
		`len(node(1).progress) == 0 && node(2).progress[9].match == 0`,
		`node(1).ready == 6 && node(1).stage == "save-wal" && node(2).ready == 0 && node(2).stage == ""`,
		`!node(3).up && node(3).removed && node(3).first == 1 && node(3).last == 0 && node(3).voters == [1, 2, 3]`,
		`node(4).id == 4 && !node(4).up && node(4).role == "follower" && node(4).term == 0 && len(node(4).kv) == 0`,
		`entry(1, 5) != nil && entry(1, 5).term == 3 && entry(1, 5).index == 5`,
		`entry(1, 5).type == "EntryNormal" && entry(1, 5).data == "put x=1" && entry(1, 4).data == "empty"`,
		`entry(1, 3) == nil && entry(1, 6) == nil && entry(4, 1) == nil && entry(1, -1) == nil && entry(1, 0) == nil`,
		`node(leader).term == term`, `let n = node(2); n.commit == 5 && n.up`,
	} {
		t.Run(text, func(t *testing.T) {
			c, err := Compile(text)
			if err != nil {
				t.Fatal(err)
			}
			for range 2 {
				if ok, err := c.Holds(v); !ok || err != nil {
					t.Fatalf("Holds() = %v, %v\n%s", ok, err, c.Explain(v))
				}
			}
		})
	}
}

func TestHoldsSeesTheNewView(t *testing.T) {
	c, err := Compile(`node(1).kv["x"] == "2" && len(messages) == 0 && leader == 0 && entry(1, 5) == nil`)
	if err != nil {
		t.Fatal(err)
	}
	old := canned(t)
	if ok, err := c.Holds(old); ok || err != nil {
		t.Fatalf("Holds(old) = %v, %v", ok, err)
	}
	store := kv.NewState(map[string]string{"x": "2"})
	next := &view.View{Step: 8, Nodes: []*view.Node{{ID: 1, Up: true, KV: store}}}
	if ok, err := c.Holds(next); !ok || err != nil {
		t.Fatalf("Holds(next) = %v, %v\n%s", ok, err, c.Explain(next))
	}
	if ok, err := c.Holds(old); ok || err != nil {
		t.Fatalf("Holds(old) again = %v, %v", ok, err)
	}
}

func TestCompileSaysWhatIsWrong(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{``, `a condition is missing; it is an expression such as leader == 2`},
		{`leder == 2`, `column 1: unknown name "leder"; names are tick, step, leader, leaders, term, messages, violations, broken, node(N), entry(N, I)`},
		{`node(2).trm == 3`, `column 9: node(N) has no "trm"; it has id, up, removed, role, learner, term,`},
		{`all(messages, #.typ == "MsgApp")`, `column 17: a message has no "typ"; it has id, from, to, type, term, logTerm, index, commit, reject, entries`},
		{`entry(1, 5).value == 3`, `column 13: entry(N, I) has no "value"; it has term, index, type, data`},
		{`node(1).progress[2].foo == 3`, `column 21: node(N).progress[M] has no "foo"; it has match, next, state, inflight, recentActive`},
		{`node(12).term == 3`, `column 6: no node 12; nodes are 1-9`},
		{`entry(0, 1) == nil`, `column 7: no node 0; nodes are 1-9`},
		{`node("2").term == 3`, `column 6: node takes int, not string`},
		{`leader`, `a condition is true or false: got int`},
		{`leader = = 2`, `column 8: unexpected =`},
		{`leader == 2 &&`, `column 14: the condition ends too early`},
		{`leader == "2`, `column 13: a quote is not closed`},
		{`now() == now()`, `column 1: unknown name "now"`},
		{`node(1).role == 3`, `column 14: invalid operation: == (mismatched types string and int)`},
		{strings.Repeat("x", MaxLength+1), `the condition is too long; at most 4096 bytes are allowed`},
	} {
		t.Run(tt.want, func(t *testing.T) {
			_, err := Compile(tt.text)
			if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("Compile(%q) = %v\nwant %s", tt.text, err, tt.want)
			}
			if err != nil && strings.Contains(err.Error(), "\n") {
				t.Errorf("more than one line: %q", err)
			}
		})
	}
}

func TestHoldsSaysWhatDependsOnTheView(t *testing.T) {
	v := canned(t)
	for _, tt := range []struct{ text, want string }{
		{`entry(1, 9).term == 2`, `column 13: cannot get term from <nil>`},
		{`node(leader + 8).term == 2`, `column 1: no node 10; nodes are 1-9`},
		{`leaders[5] == 1`, `column 8: index out of range: 5 (array length is 1)`},
		{`len(1..2000000) == 1`, `column 6: memory budget exceeded`},
	} {
		t.Run(tt.text, func(t *testing.T) {
			c, err := Compile(tt.text)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := c.Holds(v); err == nil || err.Error() != tt.want {
				t.Errorf("Holds() error = %v\nwant %s", err, tt.want)
			}
		})
	}
}

func TestExplainSaysWhatEachPartIs(t *testing.T) {
	v := canned(t)
	for _, tt := range []struct {
		text string
		want []string
	}{
		{`leader == 1 && term == 2 && leader != 3`, []string{`leader = 2`, `term = 3`}},
		{`node(3).commit == 4 && node(1).role == "leader"`, []string{`node(3).commit = 0`, `node(1).role = "follower"`}},
		{`node(1).kv["x"] == "2"`, []string{`node(1).kv.x = "1"`}},
		{`len(node(1).kv) == 2`, []string{`node(1).kv = ["x":"1"]`, `len(node(1).kv) = 1`}},
		{`len(messages) == 0`, []string{`messages = [#41 n2->n1 MsgApp]`, `len(messages) = 1`}},
		{`not all(leaders, # != 1)`, []string{`leaders = [2]`, `all(leaders, # != 1) = true`}},
		{`entry(1, 5) == nil`, []string{`entry(1, 5) = 3/5 put x=1`}},
		{`entry(1, 6) != nil && entry(1, 6).term == 2`, []string{`entry(1, 6) = nil`, `entry(1, 6).term = unknown: column 13: cannot get term from <nil>`}},
		{`node(leader).term == 4`, []string{`leader = 2`, `node(leader).term = 3`}},
		{`node(2).progress[1].match == 5`, []string{`node(2).progress[1].match = 4`}},
		{`node(1).voters == []`, []string{`node(1).voters = [1 2 3]`}},
		{`let t = term; t == 4`, []string{`term = 3`}},
		{`violations != []`, []string{`violations = []`}},
	} {
		t.Run(tt.text, func(t *testing.T) {
			c, err := Compile(tt.text)
			if err != nil {
				t.Fatal(err)
			}
			want := strings.Join(append([]string{tt.text}, tt.want...), "\n  ")
			if got := c.Explain(v); got != want {
				t.Errorf("Explain() =\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestEveryNameHasADoc(t *testing.T) {
	for _, s := range Scopes() {
		for _, n := range s.Names {
			if n.Name == "" || n.Doc == "" {
				t.Errorf("%s: name %q has no doc", s.Of, n.Name)
			}
		}
	}
}

// BenchmarkHolds is what until pays after every step. In "same view" nothing
// changed; in "new node" the node that the condition reads did.
func BenchmarkHolds(b *testing.B) {
	for _, text := range []string{
		`leader == 2 && node(2).term == 3`, `node(1).kv["x"] == "1"`, `len(messages) == 0`, `entry(1, 5) != nil && entry(1, 5).data == "put x=1"`,
	} {
		c, err := Compile(text)
		if err != nil {
			b.Fatal(err)
		}
		v := canned(b)
		b.Run("same view/"+text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = c.Holds(v)
			}
		})
		one, two := *v.Nodes[0], *v.Nodes[1]
		b.Run("new node/"+text, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if i%2 == 0 {
					v.Nodes[0], v.Nodes[1] = &one, &two
				} else {
					v.Nodes[0], v.Nodes[1] = &two, &one
				}
				_, _ = c.Holds(v)
			}
		})
	}
}
