// Package network is the lab's simulated network: the messages in flight, and
// what links do to those that are sent.
//
// It knows no nodes and no raft; whether a receiver is up is its driver's
// business. All chance is drawn from the seed and a message's number.
package network

import (
	"fmt"
	"slices"

	"raftviz/cluster/random"
	"raftviz/cluster/view"
)

// Network has the messages in flight and the links. The slices that it hands
// out are never changed.
type Network struct {
	seed uint64
	// delay is how many ticks a message travels where no rule says otherwise.
	delay int
	// wire is set where what is sent without delay is on a wire, from which it comes
	// when it comes.
	wire     bool
	inFlight []view.InFlight
	links    *view.Links
}

// What is drawn for a message, besides its number.
const (
	drawLoss = iota
	drawDelay
)

// New returns a network on which nothing is cut and nothing lost.
func New(seed uint64, delayTicks int) *Network {
	return &Network{seed: seed, delay: delayTicks, links: &view.Links{}}
}

// UseWire makes what is sent without delay due when it comes out of a real wire:
// view.OnWire, until Postpone says otherwise.
func (n *Network) UseWire() { n.wire = true }

// InFlight are the messages on their way, oldest first.
func (n *Network) InFlight() []view.InFlight { return n.inFlight }

// Links is how messages that are sent from now on are treated.
func (n *Network) Links() *view.Links { return n.links }

// Send puts m on its way at a tick. lost says why it is not, "" when it is;
// reported, whether the sender's transport would notice.
func (n *Network) Send(m *view.Message, tick int) (lost string, reported bool) {
	if lost = n.links.Between(m.From, m.To); lost != "" {
		return lost, true
	}
	delay := n.delay
	if rule := n.rule(m.From, m.To); rule != nil {
		if random.Below(100, n.seed, uint64(m.ID), drawLoss) < rule.LossPercent {
			return fmt.Sprintf("link %v->%v loses %d%%", m.From, m.To, rule.LossPercent), false
		}
		delay = rule.MinDelay + random.Below(rule.MaxDelay-rule.MinDelay+1, n.seed, uint64(m.ID), drawDelay)
	}
	due := tick + delay
	if n.wire && delay == 0 {
		due = view.OnWire
	}
	n.add(m, tick, due)
	return "", false
}

// Put puts m on its way whatever the links are.
func (n *Network) Put(m *view.Message, tick, due int) { n.add(m, tick, due) }

func (n *Network) add(m *view.Message, tick, due int) {
	n.inFlight = append(n.inFlight, view.InFlight{Message: m, Sent: int32(tick), Due: int32(due)})
}

// Remove takes the i-th message out of flight.
//
// A view may hold the old slice. Cutting the head off leaves it whole, since
// what is appended later comes behind its end; any other cut needs a copy.
func (n *Network) Remove(i int) view.InFlight {
	f := n.inFlight[i]
	if i == 0 {
		n.inFlight = n.inFlight[1:]
	} else {
		n.inFlight = slices.Concat(n.inFlight[:i], n.inFlight[i+1:])
	}
	return f
}

// Postpone makes the i-th message due at a tick.
func (n *Network) Postpone(i, due int) {
	n.inFlight = slices.Clone(n.inFlight)
	n.inFlight[i].Due = int32(due)
}
