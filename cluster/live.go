package cluster

import (
	"errors"
	"fmt"
	"slices"

	"go.etcd.io/etcd/raft/v3"
	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/history"
	"raftviz/cluster/lang"
	"raftviz/cluster/node"
	"raftviz/cluster/view"
)

// What package live calls. These methods lock the Lab themselves. Nobody commands the
// steps that they make: the error of one has paused the Lab, and is left at that.

// pace is whether a live Lab goes on by itself.
type pace struct {
	paused bool
	// halt is why it was paused by itself, nil for not: a property was violated, a
	// breakpoint was hit.
	halt error
	// awaited is what a command waits for, nil for none: it is asked after each step,
	// and the Lab pauses when it says so.
	awaited func() (bool, error)
}

// Live reports whether the Lab lives by the wall clock.
func (l *Lab) Live() bool { return l.outside != nil }

// Turn has a node do what it has to do by itself: take a Ready, and run its stages. A
// command that waits comes before the next of these. It reports whether it did
// anything; there is nothing to do while the Lab is paused.
func (l *Lab) Turn(id view.NodeID) (did bool) {
	l.stages.RLock()
	defer l.stages.RUnlock()
	l.mu.Lock()
	defer l.mu.Unlock()
	for {
		m := l.memberUp(id)
		if l.pace.paused || m == nil || !hasReady(m) {
			return did
		}
		_ = l.work(m)
		did = true
		if m.now.Stage == view.NoStage || l.queued.Load() > 0 {
			return did
		}
	}
}

// Clock is one tick of the wall's clock: every node here ticks.
func (l *Lab) Clock() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.pace.paused || l.nextUp(0) == nil {
		return
	}
	if l.tickRound() == nil {
		_ = l.deliverDue()
	}
}

// Received takes messages that the wire has brought for nodes here. They are delivered
// at once, or while the Lab is paused when a command says so. One that is for no node
// here, or is none that a member can have sent, is left out; err is of the last such.
func (l *Lab) Received(ms ...raftpb.Message) (err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i := range ms {
		if left := l.receive(ms[i]); left != nil {
			err = left
		}
	}
	return err
}

// maxArrived is how many messages wait at most while the Lab is paused: those who run
// elsewhere go on to speak. rafthttp has room for as many, and drops what comes then.
const maxArrived = 4096

func (l *Lab) receive(m raftpb.Message) error {
	to, err := l.here(view.NodeID(m.To))
	if err != nil {
		return err
	}
	if err := to.node.Admits(&m); err != nil {
		return err
	}
	if l.pace.paused && len(l.wired.arrived) >= maxArrived {
		return fmt.Errorf("%d messages wait to be delivered", maxArrived)
	}
	i := l.onWire(&m)
	if i < 0 {
		v := node.FromMessage(0, &m)
		v.ID = l.wired.letters.meet(l, v, false)
		if why := l.net.Links().Between(v.From, v.To); why != "" && !l.local(v.From) {
			l.recorder.emit(view.Event{What: view.Lost, Node: v.From, Peer: v.To, Text: why, About: v})
			_ = l.record(history.Frame{Kind: view.KindNetwork, Node: v.To, Message: v})
			return nil
		}
		if m.Type == raftpb.MsgProp {
			m.Entries = slices.Clone(m.Entries) // raft numbers them in place: see node.ToMessage
		}
		l.net.Put(v, l.tick, l.tick)
		i = len(l.net.InFlight()) - 1
	}
	if !l.pace.paused {
		_ = l.hand(i, m)
		return nil
	}
	msg := l.net.InFlight()[i].Message
	l.net.Postpone(i, l.tick)
	l.wired.arrived[msg.ID] = m
	l.recorder.emit(view.Event{What: view.Arrived, Node: msg.To, Peer: msg.From, About: msg})
	_ = l.record(history.Frame{Kind: view.KindNetwork, Node: msg.To, Message: msg})
	return nil
}

// Report is what a node's transport tells its raft of a peer: that it cannot be
// reached, or where Snapshot is set how a MsgSnap to it ended.
type Report struct {
	From, Peer view.NodeID
	Snapshot   bool
	Status     raft.SnapshotStatus
}

// Reported takes a report. While the Lab is paused it waits.
func (l *Lab) Reported(r Report) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.pace.paused {
		_ = l.report(r)
	} else if !slices.Contains(l.wired.reports, r) {
		l.wired.reports = append(l.wired.reports, r)
	}
}

func (l *Lab) report(r Report) error {
	m := l.memberUp(r.From)
	if m == nil {
		return nil
	}
	if r.Snapshot {
		l.tellSnapshot(m, r.Peer, r.Status)
		return l.record(history.Frame{Kind: view.KindNetwork, Node: r.From})
	}
	l.recorder.emit(view.Event{What: view.Unreachable, Node: r.From, Peer: r.Peer})
	return l.done(m, m.node.ReportUnreachable(r.Peer), history.Frame{Kind: view.KindNetwork})
}

// Expelled stops a node whose peers say that it was removed.
func (l *Lab) Expelled(id view.NodeID) {
	l.Lock()
	defer l.Unlock()
	if m := l.memberUp(id); m != nil {
		m.removed = true
		_ = l.stop(m)
	}
}

// Paused reports whether a live Lab stands still, and what made it, nil for a
// command. It is safe to call at any time.
func (l *Lab) Paused() (paused bool, halt error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.pace.paused, l.pace.halt
}

// CommandText is the text of command number i, "" where there is none: the start is
// command 0. It is safe to call at any time.
func (l *Lab) CommandText(i int) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	if i < 1 || i > len(l.commands) {
		return ""
	}
	return l.commands[i-1]
}

// Pause freezes the clock and the Ready loops of a live Lab: a stage that runs ends.
// What arrives waits to be delivered. It does nothing in virtual time, and Resume
// neither.
func (l *Lab) Pause() error {
	if l.outside != nil && !l.pace.paused {
		l.setPaused(true, nil)
	}
	return nil
}

// Resume undoes Pause.
func (l *Lab) Resume() error {
	if l.outside == nil {
		return nil
	}
	l.setPaused(false, nil)
	return l.catchUp()
}

// catchUp does what has waited for the Lab to go on: reports and deliveries. Work
// for the nodes is told to whoever runs them.
func (l *Lab) catchUp() error {
	for len(l.wired.reports) > 0 {
		r := l.wired.reports[0]
		l.wired.reports = l.wired.reports[1:]
		if err := l.report(r); err != nil {
			return err
		}
	}
	if err := l.deliverDue(); err != nil {
		return err
	}
	l.release()
	return nil
}

// deliverDue delivers what has arrived and is due: it came while the Lab was paused,
// and may have been delayed then.
func (l *Lab) deliverDue() error {
	for i := l.pendingMessage(nil); i >= 0; i = l.pendingMessage(nil) {
		if err := l.deliver(i); err != nil {
			return err
		}
	}
	return nil
}

func (l *Lab) setPaused(paused bool, halt error) {
	l.pace.paused, l.pace.halt = paused, halt
	l.turned.Broadcast()
}

// halted pauses a live Lab that goes on where a step ended in an error: a violation, a
// breakpoint, or the end of what a command waits for.
func (l *Lab) halted(err error) {
	if err != nil && l.outside != nil && !l.pace.paused {
		l.setPaused(true, err)
	}
}

// errCame ends what a command waits for.
var (
	errCame = errors.New("it has come to what was waited for")
)

// await lets a live Lab go on by itself until done says so after a step, or it is
// paused by something else. It stands still then; the caller goes on with it locked.
func (l *Lab) await(done func() (bool, error)) error {
	if ok, err := done(); ok || err != nil {
		return err
	}
	l.pace.awaited = done
	l.setPaused(false, nil)
	err := l.catchUp()
	l.stages.Unlock()
	for err == nil && !l.pace.paused {
		l.turned.Wait()
	}
	l.mu.Unlock()
	l.Lock()
	l.pace.awaited = nil
	if err == nil {
		err = l.pace.halt
	}
	l.setPaused(true, nil)
	if errors.Is(err, errCame) {
		return nil
	}
	return err
}

// came is why a command waits no longer, as a step is recorded: errCame when what it
// waits for is there.
func (l *Lab) came() error {
	if l.pace.awaited == nil || l.pace.paused {
		return nil
	}
	ok, err := l.pace.awaited()
	switch {
	case err != nil:
		return err
	case ok:
		return errCame
	case l.nextUp(0) == nil:
		return errors.New(lang.T("no node is up any more; restart one")) // and so no step comes
	}
	return nil
}

// runLive lets so many ticks of the wall's clock pass. What went on by itself before
// does so after.
func (l *Lab) runLive(ticks int) error {
	paused, end := l.pace.paused, l.tick+ticks
	err := l.await(func() (bool, error) { return l.tick > end || l.tick == end && l.round == 0, nil })
	if err == nil && !paused {
		err = l.Resume()
	}
	return err
}

// still is an error while a live Lab goes on by itself: command does what it does.
func (l *Lab) still(command string) error {
	if l.outside != nil && !l.pace.paused {
		return lang.E("%s: the cluster goes on by itself; pause it first", command)
	}
	return nil
}

// breathe waits for what is on the wire, and reports whether anything is.
func (l *Lab) breathe() bool {
	if l.outside == nil || !slices.ContainsFunc(l.net.InFlight(), func(f view.InFlight) bool { return f.Due == view.OnWire }) {
		return false
	}
	l.Unlock()
	l.outside.Breathe()
	l.Lock()
	return true
}
