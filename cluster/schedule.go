package cluster

import (
	"fmt"
	"slices"

	"raftviz/cluster/history"
	"raftviz/cluster/view"
)

// maxSettle ends a settle that never would: more steps than any real one takes.
const maxSettle = 10_000_000

// Tick ticks node id's RawNode count times, and nothing else.
func (l *Lab) Tick(id view.NodeID, count int) error {
	m, err := l.running("tick", id)
	if err != nil {
		return err
	}
	for range count {
		if m.node == nil {
			return nil
		}
		if err := l.tickMember(m); err != nil {
			return err
		}
	}
	return nil
}

// TickAll ticks every node that is up, by number, count times over, and the
// virtual clock with them.
func (l *Lab) TickAll(count int) error {
	if err := l.anyUp("tick"); err != nil {
		return err
	}
	for range count {
		l.round = 0
		if err := l.finishRound(); err != nil {
			return err
		}
	}
	return nil
}

func (l *Lab) anyUp(command string) error {
	if l.nextUp(0) == nil {
		return fmt.Errorf("%s: no node is up; restart one", command)
	}
	return nil
}

// nextUp is the first member that is up at or after position i, nil for none.
func (l *Lab) nextUp(i int) *member {
	for ; i < len(l.members); i++ {
		if m := l.members[i]; m != nil && m.node != nil {
			return m
		}
	}
	return nil
}

// finishRound ticks those that this round has not ticked yet, and begins one if
// there is none.
func (l *Lab) finishRound() error {
	for {
		if err := l.tickNext(); err != nil || l.round == 0 {
			return err
		}
	}
}

// tickNext ticks the next node of the round. The clock moves as a round begins.
func (l *Lab) tickNext() error {
	if l.round == 0 {
		l.tick++
	}
	m := l.nextUp(l.round)
	if m == nil {
		l.round = 0
		return nil
	}
	l.round = int(m.id)
	if l.nextUp(l.round) == nil {
		l.round = 0
	}
	if m.stopAt > 0 && l.tick >= m.stopAt {
		return l.stop(m)
	}
	return l.tickMember(m)
}

func (l *Lab) tickMember(m *member) error {
	failure := m.node.Tick()
	m.node.View(&m.now)
	l.recorder.emit(ticked(&m.now, l.settings))
	l.settleMember(m, failure)
	return l.record(history.Frame{Kind: view.KindTick, Node: m.id})
}

// ticked says what timer the tick moved.
func ticked(n *view.Node, s Settings) view.Event {
	e := view.Event{What: view.Ticked, Node: n.ID, Count: n.ElectionElapsed, Bytes: n.ElectionTimeout, Text: "election"}
	if n.Role == view.Leader {
		e.Count, e.Bytes, e.Text = n.HeartbeatElapsed, int32(s.Heartbeat), "heartbeat"
	}
	return e
}

// Stage runs the next count stages of node id's Readies; where none is in hand
// it takes the one that waits.
func (l *Lab) Stage(id view.NodeID, count int) error {
	m, err := l.running("stage", id)
	if err != nil {
		return err
	}
	for i := range count {
		if m.node == nil {
			return nil // it crashed where a user had armed that
		}
		if !hasReady(m) {
			return noReady("stage", m, i)
		}
		if m.now.Stage == view.NoStage {
			if err := l.take(m); err != nil {
				return err
			}
		}
		if err := l.runStage(m); err != nil {
			return err
		}
	}
	return nil
}

// Ready runs node id's Ready to its end.
func (l *Lab) Ready(id view.NodeID) error {
	m, err := l.running("ready", id)
	if err != nil {
		return err
	}
	if !hasReady(m) {
		return noReady("ready", m, 0)
	}
	for {
		if err := l.work(m); err != nil {
			return err
		}
		if m.node == nil || m.now.Stage == view.NoStage {
			return nil
		}
	}
}

func noReady(command string, m *member, ran int) error {
	if ran > 0 {
		return fmt.Errorf("%s: %v has no Ready after %d stages; tick it, deliver it a message, or put", command, m.id, ran)
	}
	return fmt.Errorf("%s: %v has no Ready; tick it, deliver it a message, or put", command, m.id)
}

func hasReady(m *member) bool { return m.now.Stage != view.NoStage || m.now.ReadyWaiting }

// work is one step of a node that has a Ready: it takes it, or runs a stage.
func (l *Lab) work(m *member) error {
	if m.now.Stage == view.NoStage {
		return l.take(m)
	}
	return l.runStage(m)
}

func (l *Lab) take(m *member) error {
	return l.done(m, m.node.Take(), history.Frame{Kind: view.KindTake})
}

func (l *Lab) runStage(m *member) error {
	stage := m.now.Stage
	if m.crash.at == stage {
		return l.crash(m, m.crash.power)
	}
	failure := m.node.RunStage()
	if err := l.done(m, failure, history.Frame{Kind: view.KindStage, Stage: stage}); err != nil {
		return err
	}
	if stage == view.Publish && m.now.Removed && m.node != nil {
		return l.retire(m)
	}
	return nil
}

// retire ends a node that has applied its own removal, at once or after Linger.
func (l *Lab) retire(m *member) error {
	if l.settings.Linger == 0 {
		return l.stop(m)
	}
	if m.stopAt == 0 {
		m.stopAt = l.tick + l.settings.Linger
	}
	return nil
}

// Settle runs stages and deliveries until nothing is pending, without a tick.
// With ids it looks only at these nodes' Readies and what is on its way to them.
func (l *Lab) Settle(ids ...view.NodeID) error {
	for _, id := range ids {
		if _, err := l.member("settle", id); err != nil {
			return err
		}
	}
	for range maxSettle {
		did, err := l.settleOne(ids)
		if err != nil || !did {
			return err
		}
	}
	return fmt.Errorf("settle: not settled after %d steps", maxSettle)
}

// settleOne does one thing that is pending: a Ready in hand first, then one
// that waits, then the oldest message that is due.
func (l *Lab) settleOne(ids []view.NodeID) (did bool, err error) {
	if m := l.pendingNode(ids); m != nil {
		return true, l.work(m)
	}
	if i := l.pendingMessage(ids); i >= 0 {
		return true, l.deliver(i)
	}
	return false, nil
}

func (l *Lab) pendingNode(ids []view.NodeID) *member {
	var waits *member
	for _, m := range l.members {
		if m == nil || m.node == nil || !hasReady(m) || !among(ids, m.id) {
			continue
		}
		if m.now.Stage != view.NoStage {
			return m
		}
		if waits == nil {
			waits = m
		}
	}
	return waits
}

func (l *Lab) pendingMessage(ids []view.NodeID) int {
	for i, f := range l.net.InFlight() {
		if int(f.Due) <= l.tick && among(ids, f.To) {
			return i
		}
	}
	return -1
}

func among(ids []view.NodeID, id view.NodeID) bool { return len(ids) == 0 || slices.Contains(ids, id) }

// Next does the next count things that the schedule would do: what is pending,
// then a tick of every node, and so on.
func (l *Lab) Next(count int) error {
	for range count {
		if err := l.next(); err != nil {
			return err
		}
	}
	return nil
}

func (l *Lab) next() error {
	if l.round == 0 {
		if did, err := l.settleOne(nil); did || err != nil {
			return err
		}
		if err := l.anyUp("step"); err != nil {
			return err
		}
	}
	return l.tickNext()
}

// Upcoming says in words what Next does next.
func (l *Lab) Upcoming() string {
	if l.round == 0 {
		if m := l.pendingNode(nil); m != nil {
			return upcomingWork(m)
		}
		if i := l.pendingMessage(nil); i >= 0 {
			m := l.net.InFlight()[i]
			return fmt.Sprintf("deliver #%d %v->%v %v", m.ID, m.From, m.To, m.Type)
		}
	}
	if m := l.nextUp(l.round); m != nil {
		return fmt.Sprintf("tick %v", m.id)
	}
	return "nothing: no node is up"
}

func upcomingWork(m *member) string {
	switch {
	case m.now.Stage == view.NoStage:
		return fmt.Sprintf("%v takes its Ready", m.id)
	case m.now.Stage == m.crash.at:
		return fmt.Sprintf("%v crashes before %v of Ready #%d", m.id, m.now.Stage, m.now.Ready.Number)
	}
	return fmt.Sprintf("%v runs %v of Ready #%d", m.id, m.now.Stage, m.now.Ready.Number)
}

// Run runs the schedule for so many ticks: tick all, settle what is due, and so on.
func (l *Lab) Run(ticks int) error {
	for range ticks {
		if err := l.anyUp("run"); err != nil {
			return err
		}
		if err := l.finishRound(); err != nil {
			return err
		}
		if err := l.Settle(); err != nil {
			return err
		}
	}
	return nil
}

// Timeout is Until's error when the condition did not hold in time.
type Timeout struct {
	// Ticks is how long the schedule ran.
	Ticks int
}

func (t *Timeout) Error() string { return fmt.Sprintf("did not hold within %d ticks", t.Ticks) }

// Until runs the schedule until holds is true, which it asks before the first
// step and after each. It is a *Timeout when so many ticks have passed and
// nothing is pending.
func (l *Lab) Until(holds func(*view.View) (bool, error), within int) error {
	end := l.tick + within
	for {
		if ok, err := holds(l.View()); ok || err != nil {
			return err
		}
		if l.round == 0 && l.tick >= end && l.pendingNode(nil) == nil && l.pendingMessage(nil) < 0 {
			return &Timeout{within}
		}
		if err := l.next(); err != nil {
			return err
		}
	}
}
