package cluster

import (
	"slices"

	"raftviz/cluster/history"
	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// maxSettle ends a settle that never would: more steps than any real one takes.
const maxSettle = 1_000_000

// Tick ticks node id's RawNode count times, and nothing else.
func (l *Lab) Tick(id view.NodeID, count int) error {
	m, err := l.running("tick", id)
	if err == nil {
		err = l.still("tick")
	}
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
	if err := l.still("tick"); err != nil {
		return err
	}
	if err := l.finishRound(); err != nil {
		return err
	}
	for range count {
		if err := l.tickRound(); err != nil {
			return err
		}
	}
	return nil
}

func (l *Lab) anyUp(command string) error {
	if l.nextUp(0) == nil {
		return lang.E("%s: no node is up; restart one", command)
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

// tickRound ticks every node that is up.
func (l *Lab) tickRound() error {
	if err := l.tickNext(); err != nil {
		return err
	}
	return l.finishRound()
}

// finishRound ticks those that a round under way has not ticked yet: step and
// until may end within one.
func (l *Lab) finishRound() error {
	for l.round > 0 {
		if err := l.tickNext(); err != nil {
			return err
		}
	}
	return nil
}

// tickNext ticks the next node of the round. The clock moves as a round begins.
func (l *Lab) tickNext() error {
	if l.round == 0 {
		l.tick++
		if l.outside != nil {
			l.postDue()
			l.loseOverdue()
			l.expire()
		}
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
	if l.retires(m) {
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
	e := view.Event{What: view.Ticked, Node: n.ID, Count: n.ElectionElapsed, Bytes: n.ElectionTimeout, Text: lang.Mark("election")}
	if n.Role == view.Leader {
		e.Count, e.Bytes, e.Text = n.HeartbeatElapsed, int32(s.Heartbeat), lang.Mark("heartbeat")
	}
	return e
}

// maxBreaths is how often a settle waits for what is on the wire, which comes within
// some milliseconds if it comes at all.
const maxBreaths = 100

// Settle runs stages and deliveries until nothing is pending, without a tick.
// With ids it looks only at these nodes' Readies and what is on its way to them.
func (l *Lab) Settle(ids ...view.NodeID) error {
	for _, id := range ids {
		if _, err := l.member("settle", id); err != nil {
			return err
		}
	}
	if err := l.still("settle"); err != nil {
		return err
	}
	for range maxSettle {
		did, err := l.settleOne(ids)
		if err != nil || !did {
			return err
		}
	}
	return lang.E("settle: not settled after %d steps", maxSettle)
}

// settleOne does one thing that is pending: a Ready in hand first, then one
// that waits, then the oldest message that is due.
func (l *Lab) settleOne(ids []view.NodeID) (did bool, err error) {
	if m := l.pendingNode(ids); m != nil {
		return true, l.work(m)
	}
	for breaths := 0; ; breaths++ {
		if i := l.pendingMessage(ids); i >= 0 {
			return true, l.deliver(i)
		}
		if breaths == maxBreaths || !l.breathe() {
			return false, nil
		}
	}
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
		if int(f.Due) <= l.tick && among(ids, f.To) && !l.wired.waits[f.ID] {
			return i
		}
	}
	return -1
}

func among(ids []view.NodeID, id view.NodeID) bool { return len(ids) == 0 || slices.Contains(ids, id) }

// Next does the next count things that the schedule would do: what is pending,
// then a tick of every node, and so on.
func (l *Lab) Next(count int) error {
	if err := l.still("step"); err != nil {
		return err
	}
	for range count {
		if l.pendingNode(nil) == nil && l.pendingMessage(nil) < 0 {
			if err := l.anyUp("step"); err != nil {
				return err
			}
		}
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
	}
	return l.tickNext()
}

// Run runs the schedule for so many ticks: tick all, settle what is due, and so
// on. Where nobody is left to tick, the clock goes on.
func (l *Lab) Run(ticks int) error {
	if err := l.anyUp("run"); err != nil {
		return err
	}
	if l.outside != nil {
		return l.runLive(ticks)
	}
	if err := l.finishRound(); err != nil {
		return err
	}
	for range ticks {
		if err := l.tickRound(); err != nil {
			return err
		}
		if err := l.Settle(); err != nil {
			return err
		}
	}
	return nil
}
