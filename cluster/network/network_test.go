package network

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"raftviz/cluster/view"
)

func message(id int, from, to view.NodeID) *view.Message {
	return &view.Message{ID: id, From: from, To: to}
}

func TestDelayIsTheNetworksUnlessTheLinkHasItsOwn(t *testing.T) {
	n := New(1, 4)
	n.Send(message(1, 1, 2), 10)
	n.SetRule(view.LinkRule{Link: view.Link{From: 1, To: 2}, MinDelay: 2, MaxDelay: 2})
	n.Send(message(2, 1, 2), 10)
	n.Send(message(3, 2, 1), 10)
	var due []int32
	for _, f := range n.InFlight() {
		due = append(due, f.Due)
	}
	if want := []int32{14, 12, 14}; !slices.Equal(due, want) {
		t.Errorf("due at %v, want %v", due, want)
	}
}

func TestNothingPassesACutOrAPartition(t *testing.T) {
	for name, c := range map[string]struct {
		cut  func(*Network)
		lost map[view.Link]bool
	}{
		"cut is one way": {
			func(n *Network) { n.Cut(view.Link{From: 1, To: 2}) },
			map[view.Link]bool{{From: 1, To: 2}: true},
		},
		"two isolated, one after the other": {
			func(n *Network) { n.Isolate(1); n.Isolate(2) },
			map[view.Link]bool{
				{From: 1, To: 2}: true, {From: 2, To: 1}: true, {From: 1, To: 3}: true,
				{From: 3, To: 1}: true, {From: 2, To: 3}: true, {From: 3, To: 2}: true,
			},
		},
		"isolated out of a group": {
			func(n *Network) { n.Partition([][]view.NodeID{{1, 2}, {3}}); n.Isolate(3); n.Isolate(3) },
			map[view.Link]bool{{From: 1, To: 3}: true, {From: 3, To: 1}: true, {From: 2, To: 3}: true, {From: 3, To: 2}: true},
		},
		"mended": {
			func(n *Network) { n.Cut(view.Link{From: 1, To: 2}); n.Mend(view.Link{From: 1, To: 2}) },
			nil,
		},
		"partition, and a node that is in no group": {
			func(n *Network) { n.Partition([][]view.NodeID{{1, 2}}) },
			map[view.Link]bool{{From: 1, To: 3}: true, {From: 3, To: 1}: true, {From: 2, To: 3}: true, {From: 3, To: 2}: true},
		},
		"healed": {
			func(n *Network) {
				n.Cut(view.Link{From: 1, To: 2})
				n.Partition([][]view.NodeID{{1}, {2, 3}})
				n.Heal()
			},
			nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			n := New(1, 0)
			c.cut(n)
			for from := view.NodeID(1); from <= 3; from++ {
				for to := view.NodeID(1); to <= 3; to++ {
					if from == to {
						continue
					}
					lost, reported := n.Send(message(1, from, to), 0)
					if want := c.lost[view.Link{From: from, To: to}]; (lost != "") != want || reported != want {
						t.Errorf("%v->%v: lost %q, reported %v", from, to, lost, reported)
					}
				}
			}
		})
	}
}

func TestLossIsDrawnFromTheSeed(t *testing.T) {
	lostOf := func(seed uint64) (lost []int) {
		n := New(seed, 0)
		n.SetRule(view.LinkRule{LossPercent: 30})
		for id := 1; id <= 1000; id++ {
			if why, _ := n.Send(message(id, 1, 2), 0); why != "" {
				lost = append(lost, id)
			}
		}
		return lost
	}
	first := lostOf(1)
	if len(first) < 200 || len(first) > 400 {
		t.Errorf("30%% of 1000 messages are %d", len(first))
	}
	if !slices.Equal(first, lostOf(1)) {
		t.Error("the same seed loses other messages")
	}
	if slices.Equal(first, lostOf(2)) {
		t.Error("another seed loses the same messages")
	}
}

// What InFlight and Links hand out never changes, whatever is done afterwards.
func TestWhatWasHandedOutStays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := New(1, 1)
		var flights [][]view.InFlight
		var flightsWere, linksWere []string
		var links []*view.Links
		id := 0
		node := func() view.NodeID { return view.NodeID(rapid.IntRange(1, 3).Draw(t, "node")) }
		place := func() int { return rapid.IntRange(0, len(n.InFlight())-1).Draw(t, "place") }
		act := map[string]func(){
			"send":   func() { id++; n.Send(message(id, node(), node()), id) },
			"cut":    func() { n.Cut(view.Link{From: node(), To: node()}) },
			"mend":   func() { n.Mend(view.Link{From: node(), To: node()}) },
			"rule":   func() { n.SetRule(view.LinkRule{Link: view.Link{From: node(), To: node()}, MaxDelay: 2}) },
			"remove": func() { n.Remove(place()) },
			"delay":  func() { n.Postpone(place(), 99) },
		}
		for range 30 {
			names := []string{"send", "send", "cut", "mend", "rule"}
			if len(n.InFlight()) > 0 {
				names = append(names, "remove", "delay")
			}
			act[rapid.SampledFrom(names).Draw(t, "action")]()
			flights, flightsWere = append(flights, n.InFlight()), append(flightsWere, fmt.Sprint(n.InFlight()))
			links, linksWere = append(links, n.Links()), append(linksWere, fmt.Sprint(*n.Links()))
		}
		for i := range flights {
			if got := fmt.Sprint(flights[i]); got != flightsWere[i] {
				t.Fatalf("in flight were %s and are %s", flightsWere[i], got)
			}
			if got := fmt.Sprint(*links[i]); got != linksWere[i] {
				t.Fatalf("links were %s and are %s", linksWere[i], got)
			}
		}
	})
}

func TestARuleForAllTakesThePlaceOfOthers(t *testing.T) {
	n := New(1, 0)
	n.SetRule(view.LinkRule{Link: view.Link{From: 1, To: 2}, LossPercent: 100})
	n.SetRule(view.LinkRule{MaxDelay: 1})
	if want := []view.LinkRule{{MaxDelay: 1}}; !reflect.DeepEqual(n.Links().Rules, want) {
		t.Errorf("rules are %v", n.Links().Rules)
	}
}
