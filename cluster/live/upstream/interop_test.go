package upstream

import (
	"errors"
	"flag"
	"fmt"
	"slices"
	"syscall"
	"testing"
	"time"
)

var (
	// control runs the same cluster of raftexample alone: what fails there too is the
	// harness's fault, or raftexample's.
	control = flag.Bool("control", false, "run the clusters of one kind too: of upstream, and of raftviz")
	// given spares building, or tests what was built otherwise.
	given = flag.String("raftviz", "", "the raftviz to test; built if empty")
)

const (
	// load is how many entries push out of the log what was there before: a snapshot is
	// taken when more than 10,000 were applied since the last, and leaves 10,000.
	load = 20_100
	// soon is in time for an election, late for it on a machine that others use.
	soon = 20 * time.Second
	// filling is in time for the load to be written, or read.
	filling = 60 * time.Second
)

func TestRaftvizAmongUpstream(t *testing.T) { testTogether(t, Raftviz, Upstream, Upstream) }
func TestUpstreamAmongRaftviz(t *testing.T) { testTogether(t, Raftviz, Upstream, Raftviz) }

func TestUpstreamAlone(t *testing.T) { testControl(t, Upstream) }
func TestRaftvizAlone(t *testing.T)  { testControl(t, Raftviz) }

// testControl tests a cluster of one kind.
func testControl(t *testing.T, k Kind) {
	if !*control {
		t.Skip("only with -control")
	}
	testTogether(t, k, k, k)
}

// testTogether runs a cluster of these kinds through all that its members have to
// agree on: elections, proposals that are forwarded, snapshots, members.
func testTogether(t *testing.T, kinds ...Kind) {
	s := &scenario{T: t, Cluster: start(t, kinds...)}
	s.everyNodePuts()
	for _, k := range different(kinds) {
		s.leads(k)
		s.everyNodePuts()
		s.catchesUpBySnapshot()
	}
	for _, k := range different(kinds) {
		s.joinsAndLeaves(k)
	}
}

// different are the kinds, each once.
func different(kinds []Kind) []Kind {
	return slices.Compact(slices.Sorted(slices.Values(kinds)))
}

// start builds the programs that are needed and starts a node of each kind; the test
// ends with them.
func start(t *testing.T, kinds ...Kind) *Cluster {
	t.Helper()
	dir := t.TempDir()
	programs := Programs{Raftviz: *given}
	var err error
	if slices.Contains(kinds, Upstream) {
		programs.Upstream, err = BuildUpstream(dir, Newest)
		if errors.Is(err, ErrNoModules) {
			t.Skip("raftexample cannot be built: ", err)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if slices.Contains(kinds, Raftviz) && *given == "" {
		if programs.Raftviz, err = BuildRaftviz(dir); err != nil {
			t.Fatal(err)
		}
	}
	c, err := NewCluster(programs, dir, Together, kinds...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if t.Failed() {
			for _, n := range c.Nodes {
				t.Logf("%s, up: %v, its output ends in\n%s", n, n.Up(), n.Output())
			}
		}
		if err := c.Stop(syscall.SIGTERM); err != nil {
			t.Error(err)
		}
	})
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	return c
}

// scenario is a cluster and what was written to it so far.
type scenario struct {
	*testing.T
	*Cluster
	// leader is the node that led when it was asked last.
	leader *Node
	// filled is how many keys of the load were put.
	filled int
}

func (s *scenario) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// everyNodePuts puts a key through each node and reads it on all.
func (s *scenario) everyNodePuts() {
	s.Helper()
	for _, n := range s.Up() {
		s.must(s.Agree(n, soon))
	}
}

// leads has leadership move until a node of a kind has it. A leader of the wrong kind
// is killed, or asked to end, and comes back when there is another.
func (s *scenario) leads(k Kind) {
	s.Helper()
	for try := range 12 {
		var err error
		if s.leader, err = s.Leader(soon); err != nil {
			s.Fatal(err)
		}
		s.Logf("%s leads", s.leader)
		if s.leader.Kind == k {
			return
		}
		sig := syscall.SIGKILL
		if try%2 == 1 {
			sig = syscall.SIGTERM
		}
		s.restarts(s.leader, sig)
	}
	s.Fatalf("no %s came to lead", k)
}

// restarts stops a node, waits for the others to commit without it, and has it come
// back and catch up.
func (s *scenario) restarts(n *Node, sig syscall.Signal) {
	s.Helper()
	s.must(n.Stop(sig))
	s.must(s.Agree(s.Up()[0], soon))
	s.must(s.Start(n))
	s.must(s.Agree(n, soon))
	s.must(n.Has(0, s.filled, filling))
}

// catchesUpBySnapshot has a follower, of the other kind than the leader's if there is
// one, miss so much that the log no longer has it.
func (s *scenario) catchesUpBySnapshot() {
	s.Helper()
	followers := slices.DeleteFunc(s.Up(), func(n *Node) bool { return n == s.leader })
	down := followers[0]
	if i := slices.IndexFunc(followers, func(n *Node) bool { return n.Kind != s.leader.Kind }); i >= 0 {
		down = followers[i]
	}
	s.must(down.Stop(syscall.SIGKILL))

	before := map[*Node]string{}
	for _, n := range s.Up() {
		before[n] = last(n.Kept())
	}
	from, begun := s.filled, time.Now()
	s.filled += load
	s.must(s.leader.Fill(from, s.filled, filling))
	s.Logf("%d keys through %s in %v", load, s.leader, time.Since(begun).Round(time.Millisecond))
	for _, n := range s.Up() {
		s.must(n.Has(0, s.filled, filling))
		if !Until(soon, func() bool { return last(n.Kept()) != before[n] }) {
			s.Fatalf("%s took no snapshot in %d entries; it has %v", n, load, n.Kept())
		}
	}

	begun = time.Now()
	s.must(s.Start(down))
	s.must(down.Has(0, s.filled, filling))
	s.Logf("%s caught up in %v", down, time.Since(begun).Round(time.Millisecond))
	// The log came without what the leader's no longer had: a snapshot brought that.
	early := from + writers
	for n, logged := range map[*Node]bool{down: false, s.leader: true} {
		got, err := n.Logged(early)
		s.must(err)
		if got != logged {
			s.Fatalf("%s, put while %s was down, is in the WAL of %s: %v", loadKey(early), down, n, got)
		}
	}
	s.everyNodePuts()
}

// last is the last of some names, or "".
func last(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return names[len(names)-1]
}

// joinsAndLeaves adds a fourth member, and removes it. That both were applied is told
// by the quorum: of three voters one may be down, of four too, but not two.
func (s *scenario) joinsAndLeaves(k Kind) {
	s.Helper()
	n, err := s.Add(k, true)
	s.must(err)
	s.asks("POST", n, n.URL)
	s.must(s.Start(n))
	s.must(n.Has(0, s.filled, filling))
	s.must(s.Agree(n, soon))
	s.everyNodePuts()

	s.asks("DELETE", n, "")
	// The leader drops the connection when it applies the removal, so a node may never
	// learn that it was removed.
	if n.Ends(2 * time.Second) {
		s.Logf("%s ended with status %d when it was removed", n, n.ExitCode())
		if n.ExitCode() != 0 {
			s.Errorf("%s, removed: status %d; its output ends in\n%s", n, n.ExitCode(), n.Output())
		}
	} else {
		s.Logf("%s did not learn that it was removed", n)
		s.must(n.Stop(syscall.SIGTERM))
	}
	s.Remove(n)
	s.everyNodePuts()
	s.restarts(s.Nodes[0], syscall.SIGTERM)
	s.everyNodePuts()
}

// asks asks one of the three for a change of members.
func (s *scenario) asks(method string, n *Node, body string) {
	s.Helper()
	by := s.Nodes[0]
	status, answer, err := by.Do(method, fmt.Sprint("/", n.ID), body, soon)
	if err != nil || status != 204 {
		s.Fatalf("%s /%d to %s: status %d, %q, %v", method, n.ID, by, status, answer, err)
	}
}
