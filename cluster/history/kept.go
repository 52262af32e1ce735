package history

import (
	"sort"

	"raftviz/cluster/view"
	"raftviz/kv"
)

// Kept is the steps that a history kept at one time. They can be read for as long
// as somebody has it, whatever the history drops meanwhile: who reads many steps,
// or one a second time, does not find some of them gone on the way. It is safe for
// concurrent use.
type Kept struct {
	history  *History
	segments []*segment
	end      int
}

// Kept is what the history keeps now.
func (h *History) Kept() *Kept {
	h.mu.Lock()
	defer h.mu.Unlock()
	return &Kept{h, h.segments, h.newestSegment().end()}
}

// Oldest is the number of the oldest step.
func (k *Kept) Oldest() int { return k.segments[0].from }

// Len is the number of steps that there were, those before the oldest among them.
func (k *Kept) Len() int { return k.end }

// Step is step number i, up to Len()-1; the oldest where i is below that.
func (k *Kept) Step(i int) *view.Step {
	k.history.mu.Lock()
	defer k.history.mu.Unlock()
	return k.history.read(k.segments, max(i, k.Oldest()))
}

// Step is step number i, up to Len()-1. One that was dropped is gone: it is the
// oldest that is kept instead, whose number says so. Who asks cannot know which
// are dropped before the answer.
func (h *History) Step(i int) *view.Step {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.read(h.segments, max(i, h.segments[0].from))
}

func (h *History) read(segments []*segment, i int) *view.Step {
	if h.newest == nil || h.newest.Step != i {
		h.newest = segmentOf(segments, i).step(i)
	}
	return h.newest
}

// segmentOf is the segment that a step is in.
func segmentOf(segments []*segment, step int) *segment {
	return segments[sort.Search(len(segments), func(i int) bool { return segments[i].from > step })-1]
}

// Stores calls yield for each content that a node's store has in the steps, once or
// more, until it returns false: node by node, each one's in order.
func (k *Kept) Stores(yield func(view.NodeID, *kv.State) bool) {
	k.history.mu.Lock()
	defer k.history.mu.Unlock()
	for i := range view.MaxNodes {
		for _, s := range k.segments {
			for _, chunk := range s.nodes[i].kvs.chunks {
				for _, state := range chunk {
					if !yield(view.NodeID(i+1), state) {
						return
					}
				}
			}
		}
	}
}
