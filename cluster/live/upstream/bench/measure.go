package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"raftviz/cluster/live/upstream"
)

const (
	// electing is in time for the first leader, catching for all to have what was
	// acknowledged.
	electing = 30 * time.Second
	catching = 60 * time.Second
	// keys is what all keys of connections begin with.
	keys = "/bench/"
	// window is how many keys a connection writes to, one after the other and from the
	// first again: so that all can be read back, and the store does not grow.
	window = 256
)

// measure starts a cluster of three, writes to it and stops it.
func measure(ctx context.Context, s settings, programs upstream.Programs, dir string, k upstream.Kind) (r result, err error) {
	if ctx.Err() != nil {
		return r, ctx.Err()
	}
	r.kind = k
	way := upstream.Apart
	if s.screen {
		way = upstream.Drawing
	}
	c, err := upstream.NewCluster(programs, dir, way, k, k, k)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, c.Stop(syscall.SIGTERM), os.RemoveAll(dir)) }()
	if err := c.Start(); err != nil {
		return r, err
	}
	nodes := c.Nodes
	for _, n := range nodes {
		if err := c.Agree(n, electing); err != nil {
			return r, ended(c, err)
		}
	}
	if s.to == "leader" {
		leader, err := c.Leader(electing)
		if err != nil {
			return r, ended(c, err)
		}
		nodes = []*upstream.Node{leader}
	}

	connections := make([]*connection, s.connections)
	for i := range connections {
		if connections[i], err = connect(i, nodes[i%len(nodes)]); err != nil {
			return r, err
		}
		defer connections[i].client.Close()
	}
	took, err := load(ctx, connections, time.Duration(s.seconds)*time.Second)
	if err != nil {
		return r, ended(c, err)
	}
	last := time.Now()
	// What a node proposes keeps its order, so when the last through each is everywhere,
	// all before it is, or never will be: 204 is no promise.
	for _, n := range c.Nodes {
		if err := c.Agree(n, catching); err != nil {
			return r, ended(c, err)
		}
	}
	r.behind = time.Since(last)
	if err := same(connections, c.Nodes); err != nil {
		return r, ended(c, err)
	}
	if err := c.Stop(syscall.SIGTERM); err != nil {
		return r, err
	}
	done, err := committed(c.Nodes)
	if err != nil {
		return r, err
	}

	var all []time.Duration
	for _, one := range connections {
		all = append(all, one.took...)
	}
	slices.Sort(all)
	r.rate = float64(len(all)) / took.Seconds()
	r.half, r.most = all[len(all)/2], all[len(all)*99/100]
	r.commits = float64(done) / (took + r.behind).Seconds()
	r.lost = 100 * (1 - float64(done)/float64(len(all)))
	for _, n := range c.Nodes {
		r.cpu += n.CPU() / time.Duration(max(done, 1))
		if k == upstream.Raftviz && s.screen && n.Drawn() == 0 {
			return r, fmt.Errorf("%s drew nothing", n)
		}
	}
	return r, nil
}

// ended adds to an error what a node wrote that is no longer up.
func ended(c *upstream.Cluster, err error) error {
	for _, n := range c.Nodes {
		if !n.Up() {
			err = fmt.Errorf("%w; %s has ended, its output in\n%s", err, n, n.Output())
		}
	}
	return err
}

// connection is one client: it puts a number more each time.
type connection struct {
	client *upstream.Client
	keys   []string
	// count is how many PUTs were acknowledged, took how long each did.
	count int
	took  []time.Duration
}

// connect connects client number i to a node.
func connect(i int, n *upstream.Node) (*connection, error) {
	client, err := upstream.Dial(n.Port, electing)
	if err != nil {
		return nil, err
	}
	c := &connection{client: client, took: make([]time.Duration, 0, 1<<16)}
	for k := range window {
		c.keys = append(c.keys, fmt.Sprintf("%s%02d/%03d", keys, i, k))
	}
	return c, nil
}

// value is what the connection puts as its PUT number n.
func value(b []byte, n int) []byte { return fmt.Appendf(b[:0], "%08d", n) }

// load has every connection put until the time is over, and returns how long the
// longest did.
func load(ctx context.Context, connections []*connection, d time.Duration) (time.Duration, error) {
	var stop atomic.Bool
	defer time.AfterFunc(d, func() { stop.Store(true) }).Stop()
	defer context.AfterFunc(ctx, func() { stop.Store(true) })()
	errs := make([]error, len(connections))
	begun := time.Now()
	var all sync.WaitGroup
	for i, c := range connections {
		all.Go(func() { errs[i] = c.put(&stop, d) })
	}
	all.Wait()
	return time.Since(begun), errors.Join(append(errs, ctx.Err())...)
}

// put puts until it is stopped.
func (c *connection) put(stop *atomic.Bool, d time.Duration) error {
	// A PUT that finds no leader would wait for ever.
	c.client.Limit(d + electing)
	var b []byte
	before := time.Now()
	for !stop.Load() {
		b = value(b, c.count)
		status, _, err := c.client.Do("PUT", c.keys[c.count%window], b)
		if err != nil {
			return err
		}
		if status != 204 {
			return fmt.Errorf("PUT: status %d", status)
		}
		now := time.Now()
		c.took = append(c.took, now.Sub(before))
		c.count++
		before = now
	}
	return nil
}

// same checks that all nodes have the same values of the keys that were written last.
// They need not be the values acknowledged last: what a follower forwards is dropped
// when the connection to the leader, or the leader, has no room for it.
func same(connections []*connection, nodes []*upstream.Node) error {
	first := map[string]string{}
	for i, n := range nodes {
		client, err := upstream.Dial(n.Port, electing)
		if err != nil {
			return err
		}
		defer client.Close()
		client.Limit(catching)
		for _, c := range connections {
			for _, key := range c.keys[:min(c.count, window)] {
				status, body, err := client.Do("GET", key, nil)
				if err != nil {
					return err
				}
				got := fmt.Sprintf("status %d, %q", status, body)
				if i == 0 {
					first[key] = got
				} else if got != first[key] {
					return fmt.Errorf("GET %s: %s answers %s, and %s %s", key, n, got, nodes[0], first[key])
				}
			}
		}
	}
	return nil
}
