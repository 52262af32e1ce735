package live

import (
	"time"

	"raftviz/cluster"
	"raftviz/cluster/view"
)

// clock ticks the nodes until the cluster closes.
func (c *Cluster) clock() {
	defer c.running.Done()
	ticker := time.NewTicker(c.config.Tick)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			c.lab.Clock()
		case <-c.ended.Done():
			return
		}
	}
}

// loop is a node's goroutine: raftexample's serveChannels, a stage at a time.
func (c *Cluster) loop(id view.NodeID, woken <-chan struct{}) {
	defer c.running.Done()
	if !c.began() {
		return
	}
	for {
		select {
		case <-woken:
		case <-c.ended.Done():
			return
		}
		for c.lab.Turn(id) {
			select {
			case <-c.ended.Done():
				return
			default:
			}
		}
	}
}

// wake tells a node's goroutine that there is something to do.
func (c *Cluster) wake(id view.NodeID) {
	select {
	case c.loops[id] <- struct{}{}:
	default: // it knows
	}
}

// deliverReports hands over what the transports report. They may report while they
// are handed a message, with the Lab locked.
func (c *Cluster) deliverReports() {
	defer c.running.Done()
	for {
		select {
		case <-c.posts.ready:
		case <-c.ended.Done():
			return
		}
		for _, r := range c.posts.take() {
			if r.expelled {
				c.lab.Expelled(r.From)
			} else {
				c.lab.Reported(r.Report)
			}
		}
	}
}

// post is something to tell the Lab.
type post struct {
	cluster.Report
	// expelled is set when the peers of From say that it was removed.
	expelled bool
}
