package live

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"raftviz/cluster"
	"raftviz/cluster/session"
	"raftviz/cluster/view"
)

// testTick makes elections short.
const testTick = 10 * time.Millisecond

// fixture is a live cluster, and a session over it.
type fixture struct {
	*testing.T
	c  *Cluster
	on *session.Session
}

// started starts nodes in this process, at ports that the operating system chooses.
func started(t *testing.T, nodes int, change func(*Config)) *fixture {
	t.Helper()
	c := Config{Settings: Defaults(nodes), Tick: testTick}
	for range nodes {
		c.Peers = append(c.Peers, "http://127.0.0.1:0")
	}
	if change != nil {
		change(&c)
	}
	l, err := Start(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := l.Run(); err != nil {
		t.Fatal(err)
	}
	return &fixture{t, l, session.Live(l.Lab())}
}

// do runs command lines, none of which may fail.
func (f *fixture) do(lines ...string) (output string) {
	f.Helper()
	for _, line := range lines {
		out, err := f.on.Do(line)
		if err != nil {
			f.Fatalf("%s: %v\n%s", line, err, f.state())
		}
		output += out
	}
	return output
}

// fails runs a line that must fail, saying so.
func (f *fixture) fails(line, want string) {
	f.Helper()
	if _, err := f.on.Do(line); err == nil || !strings.Contains(err.Error(), want) {
		f.Fatalf("%s: the error is %v, not one with %q", line, err, want)
	}
}

// untilDone runs a line until a condition holds: a proposal is lost where the one that
// it was made to does not lead for long enough, which a busy machine decides. Said again,
// a line may fail, as what it asked for may be under way.
func (f *fixture) untilDone(line, condition string) {
	f.Helper()
	f.do(line)
	for range 10 {
		if _, err := f.on.Do("until " + condition + " within 200"); err == nil {
			return
		}
		_, _ = f.on.Do("until leader != 0")
		_, _ = f.on.Do(line)
	}
	f.Fatalf("%s, said ten times, and not %s\n%s", line, condition, f.state())
}

// state is the cluster in words, for a failure.
func (f *fixture) state() string {
	out, err := f.on.Do("show cluster")
	if err != nil {
		return err.Error()
	}
	return out
}

// put puts through a node, 0 for the leader, and waits for the answer.
func (f *fixture) put(via view.NodeID, key, value string) error {
	f.Helper()
	if via == 0 {
		via = f.c.Lab().View().Leader()
	}
	answer := make(chan error, 1)
	err := f.c.Lab().Ask(view.PutRequest, via, key, value, func(a cluster.Answer) { answer <- a.Err })
	if err != nil {
		return err
	}
	select {
	case err := <-answer:
		return err
	case <-time.After(20 * time.Second):
		return fmt.Errorf("no answer to put %s %s", key, value)
	}
}

// mustPut puts until it is acknowledged: one whose leader changes may get no answer.
func (f *fixture) mustPut(via view.NodeID, key, value string) {
	f.Helper()
	var err error
	for range 20 {
		if err = f.put(via, key, value); err == nil {
			return
		}
		time.Sleep(5 * testTick)
	}
	f.Fatalf("put %s %s: %v\n%s", key, value, err, f.state())
}

func TestPutsAreReplicatedOverTCP(t *testing.T) {
	f := started(t, 3, nil)
	f.do("until leader != 0")
	f.do("resume")
	for i := range 100 {
		f.mustPut(0, fmt.Sprintf("key-%d", i%7), fmt.Sprint(i))
	}
	f.do(`until all([1,2,3], node(#).kv["key-1"] == "99")`, `expect len(violations) == 0`, "check")
}

func TestAPausedClusterStandsStillAndIsMovedByHand(t *testing.T) {
	f := started(t, 3, nil)
	f.do("until leader != 0", "run 20", "settle")
	steps := f.c.Lab().Len()
	time.Sleep(10 * testTick)
	if now := f.c.Lab().Len(); now != steps {
		t.Errorf("%d steps were made while it was paused", now-steps)
	}
	lead := f.c.Lab().View().Leader()
	f.do("put x 1", fmt.Sprintf("stage %d 2", lead), fmt.Sprintf(`expect node(%d).stage == "send"`, lead))
	f.do(fmt.Sprintf("ready %d", lead), "settle", `expect all([1,2,3], node(#).kv["x"] == "1")`, "expect len(messages) == 0")
	f.do("tick all", "step 3", "settle", "resume")
	f.fails("settle", "pause it first")
	f.fails("stage 1", "pause it first")
	f.fails("deliver all", "pause it first")
	f.do("until tick > 100 within 1000")
}

func TestThePastCanBeLookedAtAndNotBeRunAgain(t *testing.T) {
	f := started(t, 3, nil)
	f.do("until leader != 0", "put x 1", "settle", "back 20")
	at := f.on.At()
	f.do("forward 1", "goto 3", "expect leader == 0", fmt.Sprintf("goto %d", at))
	f.fails("put x 2", "goes on from the newest alone")
	f.do("resume", "pause")
	if f.on.At() != at {
		t.Errorf("it looks at step %d once it was paused, not at %d", f.on.At(), at)
	}
	f.fails("fork", "live cluster")
	f.fails("save "+t.TempDir()+"/x", "live cluster")
	f.fails("cluster", "one cluster")
	f.do(fmt.Sprintf("goto %d", f.c.Lab().Len()-1), "put x 2", "settle", `expect node(1).kv["x"] == "2"`)
}

func TestACrashBetweenTwoStagesAndARestart(t *testing.T) {
	for _, stage := range []string{"save-wal", "append-storage", "send", "publish", "advance"} {
		for _, power := range []string{"", " power"} {
			t.Run(stage+power, func(t *testing.T) {
				f := started(t, 3, nil)
				f.do("until leader != 0", "run 10", "settle")
				lead := f.c.Lab().View().Leader()
				f.do(fmt.Sprintf("crash %d at %s%s", lead, stage, power), "put x 1", "resume")
				f.do(fmt.Sprintf("until !node(%d).up", lead), "until leader != 0")
				f.untilDone("put y 2", `any([1,2,3], node(#).up && node(#).kv["y"] == "2")`)
				f.do(fmt.Sprintf("restart %d", lead), `until all([1,2,3], node(#).kv["y"] == "2")`, "run 20", "expect len(violations) == 0", "check")
			})
		}
	}
}

func TestFaultsOnTheRealWire(t *testing.T) {
	f := started(t, 3, nil)
	f.do("until leader != 0")
	lead := f.c.Lab().View().Leader()
	f.do(fmt.Sprintf("isolate %d", lead), "put lost 1", fmt.Sprintf("until leader != %d && leader != 0", lead))
	f.untilDone("put kept 1", fmt.Sprintf(`any([1,2,3], # != %d && node(#).kv["kept"] == "1")`, lead))
	f.do(fmt.Sprintf(`expect node(%d).kv["kept"] == ""`, lead))
	f.do("heal", `until all([1,2,3], node(#).kv["kept"] == "1")`, `expect all([1,2,3], node(#).kv["lost"] == "")`)
	f.do("link all delay=1..3 loss=20%")
	f.untilDone("put slow 1", `all([1,2,3], node(#).kv["slow"] == "1")`)
	f.do("heal", "run 30", "expect len(violations) == 0", "check")
}

func TestMembersComeAndGo(t *testing.T) {
	f := started(t, 3, nil)
	f.do("until leader != 0", "put x 1")
	f.untilDone("add 4 learner", `node(4) != nil && node(4).kv["x"] == "1"`)
	f.untilDone("promote 4", "len(node(4).voters) == 4")
	f.do("run 5")
	f.untilDone("change -4 +5", "node(5) != nil && len(node(5).outgoing) == 0 && len(node(5).voters) == 4 && node(4).removed")
	f.do("until leader != 0 && leader != 4") // n4 may have led
	f.untilDone("put y 1", `node(5).kv["y"] == "1"`)
	lead := f.c.Lab().View().Leader()
	f.untilDone(fmt.Sprintf("remove %d", lead), fmt.Sprintf("leader != 0 && leader != %d && !node(%d).up", lead, lead))
	f.untilDone("put z 1", `node(5).kv["z"] == "1"`)
	f.do("run 30", "expect len(violations) == 0", "check")
}

// A change that adds one whose port is taken would leave the cluster with a member that
// cannot run.
func TestAMemberWhosePortIsTakenIsNotAdded(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	f := started(t, 3, nil)
	f.c.members.Name(4, "http://"+taken.Addr().String())
	f.do("until leader != 0")
	f.fails("add 4", "n4 cannot listen")
	f.do("run 20", "expect len(node(1).voters) == 3")
	if f.c.Lab().View().Node(4) != nil {
		t.Error("n4 has a place")
	}
}

func TestADiskErrorStopsTheNodeAndAcknowledgesNothing(t *testing.T) {
	f := started(t, 3, nil)
	f.do("until leader != 0", "run 10", "settle")
	lead := f.c.Lab().View().Leader()
	f.do(fmt.Sprintf("fail-disk %d at save-wal", lead))
	f.do("resume")
	err := f.put(lead, "x", "1")
	if err == nil {
		t.Error("a put was acknowledged that was not saved")
	}
	f.do(fmt.Sprintf("until !node(%d).up", lead), "until leader != 0", fmt.Sprintf("restart %d", lead))
	f.untilDone("put y 1", `all([1,2,3], node(#).kv["y"] == "1")`)
	f.do("expect len(violations) == 0")
}

func TestTheSameDirectoryGoesOnWithAllThatWasAcknowledged(t *testing.T) {
	dir := t.TempDir()
	in := func(c *Config) { c.DataDir, c.Settings.Snapshot, c.Settings.CatchUp = dir, 20, 5 }
	for round := range 3 {
		f := started(t, 3, in)
		f.do("until leader != 0", "resume")
		for i := range round * 50 {
			want := fmt.Sprintf("%d", i)
			if v, ok, err := f.c.Lab().Lookup(f.c.Lab().View().Leader(), "key-"+want); round > 0 && i < (round-1)*50 && (err != nil || !ok || v != want) {
				t.Fatalf("key-%s is %q, %v, %v", want, v, ok, err)
			}
			f.mustPut(0, "key-"+want, want)
		}
		if _, err := Start(Config{Settings: Defaults(3), Peers: []string{"http://127.0.0.1:0", "http://127.0.0.1:0", "http://127.0.0.1:0"}, DataDir: dir}); err == nil || !strings.Contains(err.Error(), "in use by another run") {
			t.Errorf("a second cluster on the directory: %v", err)
		}
		if err := f.c.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// Files that no restart needs are removed, and it starts from those that are left.
func TestOldFilesAreRemoved(t *testing.T) {
	dir := t.TempDir()
	in := func(c *Config) { c.DataDir, c.Settings.Snapshot, c.Settings.CatchUp = dir, 5, 2 }
	f := started(t, 1, in)
	f.do("until leader != 0", "resume")
	for i := range 100 {
		f.mustPut(0, fmt.Sprint(i), "1")
	}
	if err := f.c.Close(); err != nil {
		t.Fatal(err)
	}
	// It looks as it starts, and then now and then.
	g := started(t, 1, in)
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(testTick) {
		snaps, err := filepath.Glob(filepath.Join(dir, "n1", "snap", "*.snap"))
		if err == nil && len(snaps) == keptFiles {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("there are %d snapshots, %v", len(snaps), err)
		}
	}
	g.do("until leader != 0", `expect node(1).kv["99"] == "1"`)
}

// A cluster that does not start leaves no goroutine: nodes that had started heard of
// their peers already.
func TestWhatDoesNotStartLeavesNothingBehind(t *testing.T) {
	peers := freePeers(t, 3)
	c := Config{Settings: Defaults(3), Peers: peers, DataDir: t.TempDir(), Tick: testTick}
	l, err := Start(c)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	segments, err := filepath.Glob(filepath.Join(c.DataDir, "n3", "wal", "*.wal"))
	if err != nil || len(segments) == 0 {
		t.Fatal(segments, err)
	}
	if err := os.WriteFile(segments[0], []byte("no WAL"), 0o600); err != nil {
		t.Fatal(err)
	}
	before := goleak.IgnoreCurrent()
	if l, err := Start(c); err == nil {
		l.Close()
		t.Fatal("it starts from a damaged WAL")
	}
	goleak.VerifyNone(t, before)
	if l, err := net.Listen("tcp", strings.TrimPrefix(peers[0], "http://")); err != nil {
		t.Error(err)
	} else {
		l.Close()
	}
}

// While the nodes start there is no Lab yet, and one of them may know already, from its
// snapshot, a member to ask for.
func TestWhoIsFoundBeforeTheLabIsThereWaitsForIt(t *testing.T) {
	config := Config{Peers: freePeers(t, 1)}
	m, err := newMembers(config)
	if err != nil {
		t.Fatal(err)
	}
	c := &Cluster{config: config, members: m, started: make(chan struct{})}
	c.ended, c.end = context.WithCancel(context.Background())
	c.running.Add(1)
	go c.find(1)
	c.end()
	c.running.Wait()
}
