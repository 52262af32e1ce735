package cluster_test

import (
	"context"
	"fmt"
	"io"
	"maps"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
	"go.etcd.io/etcd/raft/v3"
	"go.etcd.io/etcd/raft/v3/raftpb"
	"go.etcd.io/etcd/raft/v3/rafttest"
	"go.etcd.io/etcd/raft/v3/tracker"

	"raftviz/cluster/node"
	"raftviz/cluster/report"
	"raftviz/cluster/script"
	"raftviz/cluster/session"
	"raftviz/cluster/view"
	"raftviz/kv"
)

// TestInteraction plays each of raft's own interaction scenarios twice: the
// library's file in the library's environment, and our script in the lab. Both
// must leave the same cluster.
func TestInteraction(t *testing.T) {
	upstream, ours := scenarios(t, upstreamDir(t), ".txt"), scenarios(t, "testdata/interaction", ".raft")
	for name := range ours {
		if upstream[name] == "" {
			t.Errorf("%s acts out no scenario of raft's", ours[name])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(upstream)) {
		t.Run(name, func(t *testing.T) {
			if ours[name] == "" {
				t.Fatal("no script acts out the scenario")
			}
			want := playUpstream(t, upstream[name]).lines()
			got := playScript(t, ours[name]).lines()
			for i := range max(len(got), len(want)) {
				if g, w := at(got, i), at(want, i); g != w {
					t.Fatalf("the first difference:\nlab  has %s\nraft has %s", g, w)
				}
			}
		})
	}
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "nothing more"
}

// upstreamDir is where the raft module that we build with keeps its scenarios.
func upstreamDir(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "go.etcd.io/etcd/raft/v3").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	return filepath.Join(strings.TrimSpace(string(out)), "testdata")
}

// scenarios are the files in dir by name. There must be some.
func scenarios(t *testing.T, dir, extension string) map[string]string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "*"+extension))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no scenarios in %s: %v", dir, err)
	}
	byName := make(map[string]string)
	for _, path := range paths {
		byName[strings.TrimSuffix(filepath.Base(path), extension)] = path
	}
	return byName
}

// outcome is how a scenario ends, in raft's own types. Normal entries have the
// proposed text as their data.
type outcome struct {
	nodes    []nodeOutcome
	messages []raftpb.Message
}

type nodeOutcome struct {
	raft.BasicStatus
	config raftpb.ConfState
	// first is the index that the log begins at, whether it has entries or not.
	first   uint64
	entries []raftpb.Entry
	// ready is set when a Ready is not processed to its end.
	ready bool
	// progress has the ID, State, Match and Next of each member, of a leader.
	progress []view.Progress
}

// lines are all that is compared, in words: node by node, and then what is in flight.
func (o *outcome) lines() []string {
	var all []string
	for i := range o.nodes {
		for _, line := range o.nodes[i].lines() {
			all = append(all, fmt.Sprintf("n%d %s", o.nodes[i].ID, line))
		}
	}
	var flight []string
	for _, m := range o.messages {
		flight = append(flight, "in flight "+raft.DescribeMessage(m, nil))
	}
	// In what order nodes took their turns is no part of a scenario.
	slices.Sort(flight)
	return append(all, flight...)
}

func (n *nodeOutcome) lines() []string {
	lines := []string{
		fmt.Sprintf("role %v", n.RaftState),
		fmt.Sprintf("lead %d", n.Lead),
		fmt.Sprintf("term %d", n.Term),
		fmt.Sprintf("vote %d", n.Vote),
		fmt.Sprintf("commit %d", n.Commit),
		fmt.Sprintf("applied %d", n.Applied),
		fmt.Sprintf("Ready pending: %v", n.ready),
		fmt.Sprintf("configuration %v", &n.config),
		fmt.Sprintf("log from %d", n.first),
	}
	// The bytes show what the words leave out: how a change is to be left.
	for _, e := range n.entries {
		lines = append(lines, fmt.Sprintf("entry %s (%x)", raft.DescribeEntry(e, nil), e.Data))
	}
	for _, p := range n.progress {
		lines = append(lines, fmt.Sprintf("knows n%d: %s, match %d, next %d", p.ID, p.State, p.Match, p.Next))
	}
	return lines
}

// playUpstream runs raft's file as raft's TestInteraction does. What it prints
// must be what the file says.
func playUpstream(t *testing.T, path string) *outcome {
	t.Helper()
	env := rafttest.NewInteractionEnv(nil)
	datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
		return env.Handle(t, *d)
	})
	o := &outcome{messages: env.Messages}
	for i := range env.Nodes {
		o.nodes = append(o.nodes, fromUpstream(t, &env.Nodes[i]))
	}
	return o
}

func fromUpstream(t *testing.T, n *rafttest.Node) nodeOutcome {
	t.Helper()
	status := n.Status()
	members := tracker.ProgressTracker{Config: status.Config}
	out := nodeOutcome{BasicStatus: status.BasicStatus, config: members.ConfState(), ready: n.HasReady()}
	first, err := n.FirstIndex()
	if err != nil {
		t.Fatal(err)
	}
	last, err := n.LastIndex()
	if err != nil {
		t.Fatal(err)
	}
	out.first = first
	if last >= first {
		if out.entries, err = n.Entries(first, last+1, 1<<20); err != nil {
			t.Fatal(err)
		}
	}
	for id, p := range status.Progress {
		state := strings.ToLower(strings.TrimPrefix(p.State.String(), "State"))
		out.progress = append(out.progress, view.Progress{ID: view.NodeID(id), State: state, Match: p.Match, Next: p.Next})
	}
	slices.SortFunc(out.progress, func(a, b view.Progress) int { return int(a.ID) - int(b.ID) })
	return out
}

// playScript runs our script as raftviz run does. Its expectations must hold.
func playScript(t *testing.T, path string) *outcome {
	t.Helper()
	s, err := script.Open(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	on := session.New("")
	t.Cleanup(func() {
		if err := on.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := report.Run(context.Background(), s, on, io.Discard, report.Quiet); err != nil {
		t.Fatal(err)
	}
	o := &outcome{}
	for _, n := range on.Lab().View().Nodes {
		if n != nil {
			o.nodes = append(o.nodes, fromView(t, n))
		}
	}
	for _, f := range on.Lab().View().Messages {
		m := node.ToMessage(f.Message)
		m.Entries = proposed(t, m.Entries)
		o.messages = append(o.messages, m)
	}
	return o
}

func fromView(t *testing.T, n *view.Node) nodeOutcome {
	t.Helper()
	var entries []raftpb.Entry
	for i := n.Log.First(); i <= n.Log.Last(); i++ {
		entries = append(entries, *n.Log.Entry(i))
	}
	return nodeOutcome{
		BasicStatus: raft.BasicStatus{
			ID:        uint64(n.ID),
			HardState: raftpb.HardState{Term: n.Term, Vote: uint64(n.Vote), Commit: n.Commit},
			SoftState: raft.SoftState{Lead: uint64(n.Lead), RaftState: raft.StateType(n.Role)},
			Applied:   n.Applied,
		},
		config:   node.ToConfState(n.Config),
		first:    n.Log.First(),
		entries:  proposed(t, entries),
		ready:    n.ReadyWaiting || n.Stage != view.NoStage,
		progress: n.Progress,
	}
}

// proposed are the entries with the text that was proposed as their data: the
// scripts put raft's text as the value of x.
func proposed(t *testing.T, entries []raftpb.Entry) []raftpb.Entry {
	t.Helper()
	entries = slices.Clone(entries)
	for i := range entries {
		e := &entries[i]
		if e.Type != raftpb.EntryNormal || len(e.Data) == 0 {
			continue
		}
		put, err := kv.Decode(e.Data)
		if err != nil || put.Key != "x" {
			t.Fatalf("entry %d/%d puts %q: %v", e.Term, e.Index, put.Key, err)
		}
		e.Data = []byte(put.Val)
	}
	return entries
}
