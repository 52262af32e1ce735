package cluster

import (
	"raftviz/cluster/history"
	"raftviz/cluster/view"
	"raftviz/kv"
)

// Keep has the lab keep no more than so many steps from now on, 0 for all: when there
// are more, the oldest are gone, an eighth of them at once. What is kept beside
// steps, to check the safety properties and for the nodes' stores, is forgotten with
// them, so that the lab does not grow for as long as it runs.
func (l *Lab) Keep(steps int) { l.recorder.history.Keep(steps) }

// Oldest is the number of the oldest step that is kept. Like Step it is safe to call
// while the lab goes on.
func (l *Lab) Oldest() int { return l.recorder.history.Oldest() }

// Kept is the steps that are kept now, to read while the lab goes on and drops some.
func (l *Lab) Kept() *history.Kept { return l.recorder.history.Kept() }

// forget forgets what only the steps had that were just dropped. The nodes' stores
// are as the newest step has them.
func (l *Lab) forget() {
	kept := l.Kept()
	var from, still []*kv.State
	if l.recorder.safety != nil {
		still = append(still, l.recorder.safety.Forget(kept.Step(kept.Oldest())))
	}
	for _, states := range storesOf(kept) {
		if len(states) == 1 {
			still = append(still, states...)
		} else {
			from = append(from, states...)
		}
	}
	kv.Forget(from, still)
	// A node that starts with an empty store does not share what was forgotten.
	l.empty = kv.NewState(nil)
}

// storesOf has for each node what its store held in the steps: one content where that
// never changed.
func storesOf(kept *history.Kept) (all [view.MaxNodes][]*kv.State) {
	for id, s := range kept.Stores {
		states := &all[id-1]
		if n := len(*states); n == 0 || (*states)[n-1] != s {
			*states = append(*states, s)
		}
	}
	return all
}
