package cluster

import (
	"errors"
	"strings"
	"testing"
	"time"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/disk"
	"raftviz/cluster/view"
	"raftviz/kv"
)

// wall is a live Lab whose wire and clock the test has in its hand.
type wall struct {
	*testing.T
	*Lab
	// sent are the messages that are on the wire.
	sent []raftpb.Message
	// closed, if it is not nil, is why no node can be connected.
	closed error
}

// walled starts nodes, those for which here holds in this process, and lets them go on.
func walled(t *testing.T, nodes int, here func(view.NodeID) bool) *wall {
	t.Helper()
	return walledIn(t, "", nodes, here)
}

func walledIn(t *testing.T, dir string, nodes int, here func(view.NodeID) bool) *wall {
	t.Helper()
	d, err := disk.Open(dir, disk.Contents{Nodes: nodes})
	if err != nil {
		t.Fatal(err)
	}
	w := &wall{T: t}
	s := Defaults()
	s.Nodes = nodes
	w.Lab, err = NewLive(s, d, &Outside{
		Local: here,
		Up:    func(view.NodeID) error { return w.closed }, Down: func(view.NodeID) {},
		Send:       func(_ view.NodeID, ms []raftpb.Message) { w.sent = append(w.sent, ms...) },
		Wake:       func(view.NodeID) {},
		Configured: func(view.NodeID, raftpb.ConfChangeV2, *view.Config) {},
		Address:    func(view.NodeID) ([]byte, error) { return []byte("http://127.0.0.1:1"), nil },
		Breathe:    func() {},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		w.Lock()
		defer w.Unlock()
		w.Lab.Close()
	})
	w.do(w.Resume)
	return w
}

func everywhere(view.NodeID) bool { return true }

// first is the one node that runs here, of several.
func first(id view.NodeID) bool { return id == 1 }

// try gives a command.
func (w *wall) try(command func() error) error {
	w.Lock()
	defer w.Unlock()
	return command()
}

func (w *wall) do(command func() error) {
	w.Helper()
	if err := w.try(command); err != nil {
		w.Fatal(err)
	}
}

// quiet has the nodes work and the wire deliver until there is nothing to do.
func (w *wall) quiet() {
	for busy := true; busy; {
		busy = false
		for id := view.NodeID(1); id <= view.MaxNodes; id++ {
			busy = w.Turn(id) || busy
		}
		sent := w.sent
		w.sent = nil
		for _, m := range sent {
			_ = w.Received(m) // some are for nodes elsewhere
		}
		busy = busy || len(sent) > 0
	}
}

// elect makes node 1 the leader of those that run here.
func (w *wall) elect() {
	w.Helper()
	w.quiet()
	w.do(func() error { return w.Campaign(1) })
	w.quiet()
	if w.View().Leader() != 1 {
		w.Fatal("n1 does not lead")
	}
}

// ends is what a command that waits came to, which must be soon.
func (w *wall) ends(command func() error, meanwhile func()) error {
	w.Helper()
	came := make(chan error, 1)
	go func() { came <- w.try(command) }()
	for end := time.Now().Add(10 * time.Second); ; meanwhile() {
		select {
		case err := <-came:
			return err
		case <-time.After(time.Millisecond):
		}
		if time.Now().After(end) {
			w.Fatal("the command waits for ever")
		}
	}
}

// With nobody up there is no step any more that could end what a command waits for.
func TestWhatIsWaitedForEndsWhenTheLastNodeIsDown(t *testing.T) {
	for name, command := range map[string]func(*wall) func() error{
		"until": func(w *wall) func() error {
			return func() error { return w.Until(func(v *view.View) (bool, error) { return v.Leader() == 3, nil }, 1000) }
		},
		"run": func(w *wall) func() error { return func() error { return w.Lab.Run(1000) } },
	} {
		t.Run(name, func(t *testing.T) {
			w := walled(t, 3, first)
			w.quiet()
			w.do(func() error { return w.CrashAt(1, view.SaveWAL, false) })
			err := w.ends(command(w), func() { w.Clock(); w.Turn(1) })
			if err == nil || !strings.Contains(err.Error(), "no node is up") {
				t.Errorf("it ended with %v", err)
			}
		})
	}
}

// What is said of a violation and a breakpoint holds for the steps of a command too, and
// for what has waited for the cluster to go on.
func TestAnErrorOfAnyStepPausesALiveCluster(t *testing.T) {
	enough := errors.New("enough")
	w := walled(t, 3, everywhere)
	w.elect()
	w.Watch(func(int) error { return enough })
	if err := w.try(func() error { return w.Put("x", "1", 1) }); err != enough {
		t.Fatalf("put: %v", err)
	}
	if paused, halt := w.Paused(); !paused || halt != enough {
		t.Errorf("a command's step: paused is %v, by %v", paused, halt)
	}
	w.Watch(nil)
	w.do(w.Resume)
	w.quiet()
	w.do(w.Pause)
	w.do(func() error { return w.TickAll(1) })
	w.do(func() error { return w.Ready(1) })
	w.quiet() // the heartbeats have arrived
	w.Watch(func(int) error { return enough })
	if err := w.try(w.Resume); err != enough {
		t.Fatalf("resume: %v", err)
	}
	if paused, halt := w.Paused(); !paused || halt != enough {
		t.Errorf("what has waited: paused is %v, by %v", paused, halt)
	}
	w.Watch(nil)
	w.do(w.Resume)
	if n := len(w.View().Messages); n > 0 {
		t.Errorf("%d messages wait after all", n)
	}
}

// A report that has waited must not get lost with an error of another: the progress of
// a follower that gets a snapshot waits for it.
func TestReportsThatHaveWaitedAreAllHandedOver(t *testing.T) {
	w := walled(t, 3, everywhere)
	w.elect()
	w.do(w.Pause)
	w.Reported(Report{From: 1, Peer: 2})
	w.Reported(Report{From: 1, Peer: 3})
	enough := errors.New("enough")
	w.Watch(func(int) error { return enough })
	if err := w.try(w.Resume); err != enough {
		t.Fatal(err)
	}
	w.Watch(nil)
	w.do(w.Resume)
	told := 0
	w.Walk(0, func(_ int, events []view.Event) bool {
		for _, e := range events {
			if e.What == view.Unreachable {
				told++
			}
		}
		return true
	})
	if told != 2 {
		t.Errorf("%d of 2 reports were handed over", told)
	}
}

// A message that has come out of the wire, and was delayed then, is delivered while the
// cluster goes on by itself.
func TestAnArrivedMessageThatIsDelayedIsDelivered(t *testing.T) {
	w := walled(t, 3, everywhere)
	w.elect()
	w.do(w.Pause)
	w.do(func() error { return w.TickAll(1) })
	w.do(func() error { return w.Ready(1) })
	w.quiet()
	w.do(func() error { return w.Delay(Which{}, 3) })
	w.do(w.Resume)
	if n := len(w.View().Messages); n == 0 {
		t.Fatal("nothing is delayed")
	}
	for range 3 {
		w.Clock()
	}
	for _, m := range w.View().Messages {
		if m.Due != view.OnWire {
			t.Errorf("%v is in flight still", m.Message)
		}
	}
}

// Two messages of which each can be sent to the node as it is, and not one behind the
// other: the second must not end it because the cluster was paused when they came.
func TestWhatArrivedIsLookedAtAgainWhenItIsDelivered(t *testing.T) {
	w := walled(t, 3, first)
	w.quiet()
	w.Received(raftpb.Message{Type: raftpb.MsgApp, From: 2, To: 1, Term: 3, LogTerm: 1, Index: 3, Commit: 3,
		Entries: []raftpb.Entry{{Term: 3, Index: 4}, {Term: 3, Index: 5}}})
	w.quiet()
	w.do(w.Pause)
	w.Received(raftpb.Message{Type: raftpb.MsgApp, From: 3, To: 1, Term: 4, LogTerm: 1, Index: 3, Commit: 3,
		Entries: []raftpb.Entry{{Term: 4, Index: 4}}})
	w.Received(raftpb.Message{Type: raftpb.MsgHeartbeat, From: 3, To: 1, Term: 4, Commit: 5})
	w.do(w.Resume)
	w.quiet()
	if n := w.View().Node(1); !n.Up {
		t.Errorf("n1 is down: %s", n.Failure)
	}
}

// raft numbers the entries of a MsgProp in place. A step that somebody holds has them as
// they came.
func TestAMsgPropStaysAsItCame(t *testing.T) {
	w := walled(t, 1, first)
	w.elect()
	w.do(w.Pause)
	w.Received(raftpb.Message{Type: raftpb.MsgProp, From: 2, To: 1, Entries: []raftpb.Entry{{Data: kv.Put{Key: "x", Val: "1"}.Encode()}}})
	came := w.Step(w.Len() - 1)
	if len(came.Messages) != 1 {
		t.Fatalf("%d messages have come", len(came.Messages))
	}
	w.do(w.Resume)
	if e := came.Messages[0].Entries[0]; e.Index != 0 || e.Term != 0 {
		t.Errorf("its entry has become %d/%d", e.Term, e.Index)
	}
}

// A node that cannot be connected does not run: nobody would hear from it.
func TestANodeThatCannotBeConnectedIsDown(t *testing.T) {
	w := walled(t, 3, everywhere)
	w.elect()
	w.do(func() error { return w.Crash(3, false) })
	w.closed = errors.New("its port is taken")
	if err := w.try(func() error { return w.Restart(3) }); err == nil || !strings.Contains(err.Error(), "its port is taken") {
		t.Errorf("restart: %v", err)
	}
	if w.View().Node(3).Up || w.Node(3).Up {
		t.Error("it is up")
	}
	w.closed = nil
	w.do(func() error { return w.Restart(3) })
	if !w.View().Node(3).Up {
		t.Error("it is down when its port is free again")
	}
}

// A member elsewhere goes on to speak while this process stands still.
func TestWhatArrivesWhileItIsPausedIsBounded(t *testing.T) {
	w := walled(t, 3, first)
	w.quiet()
	w.do(w.Pause)
	began := time.Now()
	for range 3 * maxArrived {
		w.Received(raftpb.Message{Type: raftpb.MsgHeartbeat, From: 2, To: 1, Term: 4})
	}
	if n := len(w.View().Messages); n > maxArrived {
		t.Errorf("%d messages wait", n)
	}
	t.Log(time.Since(began))
	w.do(w.Resume)
	if n := w.View().Node(1); n.Term != 4 || len(w.View().Messages) > 0 {
		t.Errorf("term %d, %d messages", n.Term, len(w.View().Messages))
	}
}

// Where all but one run here, the numbers behind the largest in the log may be those
// that the one elsewhere is about to use.
func TestRequestsAreNotNumberedBehindThoseOfAProcessElsewhere(t *testing.T) {
	dir := t.TempDir()
	w := walledIn(t, dir, 1, first)
	w.elect()
	w.Received(raftpb.Message{Type: raftpb.MsgProp, From: 2, To: 1, Entries: []raftpb.Entry{
		{Data: kv.Put{Key: "x", Val: "1", ID: 7}.Encode()}, {Data: kv.Put{Key: "x", Val: "2", ID: 2*RequestsOfOne + 7}.Encode()},
	}})
	w.quiet()
	w.do(w.Lab.Close)
	w = walledIn(t, dir, 1, first)
	w.elect()
	var asked uint64
	if err := w.Ask(view.PutRequest, 1, "y", "1", func(a Answer) { asked = a.Request.ID }); err != nil {
		t.Fatal(err)
	}
	w.quiet()
	if asked != 8 {
		t.Errorf("the request has number %d", asked)
	}
}

// raftexample adds members of any number, for whom there is no place here.
func TestAMemberWithoutAPlaceIsNotTaken(t *testing.T) {
	for _, id := range []uint64{10, 257, 1 << 40} {
		data, err := (&raftpb.ConfChange{Type: raftpb.ConfChangeAddNode, NodeID: id, Context: []byte("http://127.0.0.1:1")}).Marshal()
		if err != nil {
			t.Fatal(err)
		}
		e := raftpb.Entry{Type: raftpb.EntryConfChange, Data: data}
		w := walled(t, 3, first)
		w.quiet()
		e.Term, e.Index = 3, 4
		err = w.Received(raftpb.Message{Type: raftpb.MsgApp, From: 2, To: 1, Term: 3, LogTerm: 1, Index: 3, Commit: 4, Entries: []raftpb.Entry{e}})
		w.quiet()
		if n := w.View().Node(1); err == nil || n.Log.Last() != 3 || !n.Up {
			t.Errorf("a follower takes n%d: the log ends at %d, %v", id, n.Log.Last(), err)
		}
		w = walled(t, 1, first)
		w.elect()
		last := w.View().Node(1).Log.Last()
		e.Term, e.Index = 0, 0
		err = w.Received(raftpb.Message{Type: raftpb.MsgProp, From: 2, To: 1, Entries: []raftpb.Entry{e}})
		w.quiet()
		if n := w.View().Node(1); err == nil || n.Log.Last() != last {
			t.Errorf("a leader takes n%d: the log ends at %d, %v", id, n.Log.Last(), err)
		}
	}
}

// A member with an empty log under the number of one that runs elsewhere would have
// forgotten all that it has acknowledged.
func TestAMemberElsewhereIsNotStartedHere(t *testing.T) {
	w := walled(t, 3, first)
	w.quiet()
	if err := w.try(func() error { return w.Restart(2) }); err == nil || !strings.Contains(err.Error(), "another process") {
		t.Errorf("restart: %v", err)
	}
	if w.memberUp(2) != nil {
		t.Error("n2 runs here")
	}
}

// A snapshot that somebody commands waits for the disk as a stage does.
func TestANodeThatFailsWhileACommandWaitsForTheDiskStops(t *testing.T) {
	w := walled(t, 1, everywhere)
	w.elect()
	w.do(w.Pause)
	w.members[0].failure = errors.New("raft: it panicked") // as the clock does meanwhile
	w.do(func() error { return w.Snapshot(1) })
	if w.View().Node(1).Up {
		t.Error("it is up")
	}
}
