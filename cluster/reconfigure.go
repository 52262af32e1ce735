package cluster

import (
	"errors"
	"fmt"
	"slices"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/history"
	"raftviz/cluster/view"
)

// ErrPending is the error of a configuration change that comes while another is
// pending. raft puts an empty entry in its place, and raftexample says nothing
// of that (its bug 18).
var ErrPending = errors.New("another configuration change is pending; one at a time is allowed")

// Spent is the error of a change that would use the ID of a member that was removed.
type Spent struct{ why string }

func (s *Spent) Error() string { return s.why }

// errNotTaken is the error of a change that the leader did not put into its log.
var errNotTaken = errors.New("the leader did not take the change in time; it may still")

// proposedChange is a change that somebody outside has asked for, and that is in no
// log yet that can be seen from here.
type proposedChange struct {
	id   uint64
	via  view.NodeID
	from uint64
	// until is the tick at which the one who asked is told that it was not taken.
	until int
	done  func(error)
}

// takenTicks is how long a change may take from a follower to the leader's log and back.
const takenTicks = 20

// Reconfigure proposes one change through node via of a live Lab, and locks the Lab
// itself. done is told once whether the leader has put it into its log: then it takes
// effect once it is committed. An error means that nothing was proposed.
func (l *Lab) Reconfigure(via view.NodeID, cc raftpb.ConfChange, done func(error)) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	m, err := l.led(via)
	switch {
	case err != nil:
		return err
	case pendingChange(&m.now):
		return ErrPending
	}
	if why := l.spent([]raftpb.ConfChangeSingle{{Type: cc.Type, NodeID: cc.NodeID}}); why != "" {
		return &Spent{why}
	}
	l.lastRequest++
	cc.ID = l.lastRequest
	from := m.now.Log.Last()
	l.recorder.emit(view.Event{What: view.ConfigProposed, Node: via, Text: view.DescribeConfChange(cc)})
	dropped, failure := m.node.ProposeConfChange(cc)
	l.settleMember(m, failure)
	refused := slices.ContainsFunc(l.recorder.events, func(e view.Event) bool { return e.What == view.Refused })
	_ = l.record(history.Frame{Kind: view.KindMember, Node: via})
	switch {
	case dropped != nil:
		return errors.New(refusal(dropped))
	case refused:
		return ErrPending
	}
	l.changes = append(l.changes, proposedChange{cc.ID, via, from, l.tick + takenTicks, done})
	l.seekChanges()
	return nil
}

// pendingChange reports whether a node has a change in its log that it has not applied.
func pendingChange(n *view.Node) bool {
	for i := max(n.Applied+1, n.Log.First()); i <= n.Log.Last(); i++ {
		if n.Log.Entry(i).Type != raftpb.EntryNormal {
			return true
		}
	}
	return false
}

// seekChanges tells those who asked for a change what became of it.
func (l *Lab) seekChanges() {
	l.changes = slices.DeleteFunc(l.changes, func(c proposedChange) bool {
		err, known := l.seekChange(&c)
		if known {
			c.done(err)
		}
		return known
	})
}

func (l *Lab) seekChange(c *proposedChange) (err error, known bool) {
	m := l.memberUp(c.via)
	if m == nil {
		return fmt.Errorf("%v went down; the change may still commit", c.via), true
	}
	other := false
	for i := max(c.from+1, m.now.Log.First()); i <= m.now.Log.Last(); i++ {
		e := m.now.Log.Entry(i)
		if e.Type == raftpb.EntryNormal {
			continue
		}
		if cc, err := view.DecodeConfChange(e); err == nil {
			if v1, ok := cc.AsV1(); ok && v1.ID == c.id {
				return nil, true
			}
		}
		other = true
	}
	switch {
	case l.tick < c.until:
		return nil, false
	case other:
		return ErrPending, true
	}
	return errNotTaken, true
}
