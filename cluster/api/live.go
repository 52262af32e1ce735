package api

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster"
	"raftviz/cluster/live"
	"raftviz/cluster/view"
)

const (
	// leaderTime is for how long a request waits for a leader; raftexample's waits
	// for ever.
	leaderTime = 5 * time.Second
	// leaderPoll is how often it looks for one.
	leaderPoll = 20 * time.Millisecond
)

// Live are the members of a live cluster that run here, or have run: for Ports.Serve.
func Live(c *live.Cluster) func() []Member {
	return func() []Member {
		var members []Member
		for _, id := range c.Local() {
			members = append(members, &liveMember{c, id})
		}
		return members
	}
}

// liveMember is a node of a cluster that goes on by itself.
type liveMember struct {
	cluster *live.Cluster
	id      view.NodeID
}

func (m *liveMember) ID() view.NodeID { return m.id }

func (m *liveMember) Record() Record {
	lab := m.cluster.Lab()
	return Record{Steps: lab, Told: lab.Len(), Command: lab.CommandText}
}

// Put proposes. raft may drop a proposal at once, of which Ask tells before it returns.
func (m *liveMember) Put(ctx context.Context, key, value string, commit bool) error {
	return m.led(ctx, func() error {
		answer := make(chan cluster.Answer, 1)
		err := m.cluster.Lab().Ask(view.PutRequest, m.id, key, value, func(a cluster.Answer) { answer <- a })
		if err != nil {
			return err
		}
		if commit {
			a, err := await(ctx, m, answer)
			return errors.Join(err, a.Err)
		}
		select {
		case a := <-answer:
			return a.Err
		default:
			return nil
		}
	})
}

func (m *liveMember) Get(ctx context.Context, key string, linearizable bool) (value string, found bool, err error) {
	if !linearizable {
		return m.cluster.Lab().Lookup(m.id, key)
	}
	err = m.led(ctx, func() error {
		answer := make(chan cluster.Answer, 1)
		err := m.cluster.Lab().Ask(view.ReadRequest, m.id, key, "", func(a cluster.Answer) { answer <- a })
		if err != nil {
			return err
		}
		a, err := await(ctx, m, answer)
		if err == nil && a.Err == nil {
			value, found = a.Request.Value, a.Request.Found
		}
		return errors.Join(err, a.Err)
	})
	return value, found, err
}

func (m *liveMember) Add(ctx context.Context, id view.NodeID, url string) error {
	if live.CheckURL(url) != nil { // its error may be in another language
		return &Invalid{fmt.Sprintf("%q is no peer URL; it is http://HOST:PORT, like http://127.0.0.1:12379", url)}
	}
	return m.reconfigure(ctx, raftpb.ConfChange{Type: raftpb.ConfChangeAddNode, NodeID: uint64(id), Context: []byte(url)})
}

func (m *liveMember) Remove(ctx context.Context, id view.NodeID) error {
	return m.reconfigure(ctx, raftpb.ConfChange{Type: raftpb.ConfChangeRemoveNode, NodeID: uint64(id)})
}

func (m *liveMember) reconfigure(ctx context.Context, cc raftpb.ConfChange) error {
	return m.led(ctx, func() error {
		taken := make(chan error, 1)
		err := m.cluster.Lab().Reconfigure(m.id, cc, func(err error) { taken <- err })
		var spent *cluster.Spent
		if errors.As(err, &spent) {
			return &Invalid{err.Error()}
		}
		if err != nil {
			return err
		}
		taking, err := await(ctx, m, taken)
		return errors.Join(err, taking)
	})
}

// led tries until a leader is known, if that is soon.
func (m *liveMember) led(ctx context.Context, ask func() error) error {
	ticker := time.NewTicker(leaderPoll)
	defer ticker.Stop()
	for end := time.Now().Add(leaderTime); ; {
		err := ask()
		if !errors.Is(err, cluster.ErrNoLeader) {
			return err
		}
		if time.Now().After(end) {
			return fmt.Errorf("%v: %w; it was tried for %v", m.id, err, leaderTime)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-ticker.C:
		}
	}
}

// await waits for what the cluster says, but not for ever: while it stands still it
// says nothing.
func await[T any](ctx context.Context, m *liveMember, said <-chan T) (T, error) {
	timer := time.NewTimer(waitTime)
	defer timer.Stop()
	var none T
	select {
	case what := <-said:
		return what, nil
	case <-ctx.Done():
		return none, ctx.Err()
	case <-timer.C:
	}
	why := "the cluster takes long"
	if paused, _ := m.cluster.Lab().Paused(); paused {
		why = "the cluster is paused"
	}
	return none, fmt.Errorf("there is no answer after %v: %s; it may still take effect", waitTime, why)
}
