package filter

import (
	"cmp"
	"slices"
	"sort"

	"raftviz/cluster"
	"raftviz/cluster/view"
)

// Ref names an event: its step, and its place among the step's events.
type Ref struct {
	Step   int
	Number int32
}

// Found are the events that a filter matches, of the steps that were read so
// far. The newest steps are read first: a screen shows those.
type Found struct {
	Filter Filter
	// Raft is set when lines of raft's own log are to be found too.
	Raft bool
	// From and To are the steps that were read: From up to, and without, To.
	From, To int

	// older were found going back from where the search began, the newest first;
	// newer are those since.
	older, newer []Ref
	// oldest is the oldest step that is kept.
	oldest int
}

// New is a search that begins at the end of so many steps.
func New(f Filter, raft bool, steps int) *Found {
	return &Found{Filter: f, Raft: raft, From: steps, To: steps}
}

// Len is how many were found.
func (f *Found) Len() int { return len(f.older) + len(f.newer) }

// At is number i of those found, 0..Len()-1, by step.
func (f *Found) At(i int) Ref {
	if n := len(f.older); i >= n {
		return f.newer[i-n]
	}
	return f.older[len(f.older)-1-i]
}

// UpTo is how many were found in the steps up to a number.
func (f *Found) UpTo(step int) int {
	return sort.Search(f.Len(), func(i int) bool { return f.At(i).Step > step })
}

// Index is the place of an event among those found, -1 when it is not there.
func (f *Found) Index(step, number int) int {
	i := sort.Search(f.Len(), func(i int) bool {
		r := f.At(i)
		return cmp.Or(cmp.Compare(r.Step, step), cmp.Compare(int(r.Number), number)) >= 0
	})
	if i < f.Len() && f.At(i).Step == step && int(f.At(i).Number) == number {
		return i
	}
	return -1
}

// Next is what to read next of so many steps, at most chunk of them: the new
// ones, then those before. Nothing is left when from is to.
func (f *Found) Next(steps, chunk int) (from, to int) {
	if f.To < steps {
		return f.To, min(f.To+chunk, steps)
	}
	return max(f.From-chunk, f.oldest), f.From
}

// Drop forgets what was found in steps before number oldest, which are no longer
// kept, and returns how many they were.
func (f *Found) Drop(oldest int) (dropped int) {
	if oldest <= f.oldest {
		return 0
	}
	n := f.Len()
	f.oldest = oldest
	f.From, f.To = max(f.From, oldest), max(f.To, oldest)
	f.older = slices.Clone(f.older[:sort.Search(len(f.older), func(i int) bool { return f.older[i].Step < oldest })])
	f.newer = slices.Clone(f.newer[sort.Search(len(f.newer), func(i int) bool { return f.newer[i].Step >= oldest }):])
	return n - f.Len()
}

// Take takes in what was found in steps that Next has named.
func (f *Found) Take(from, to int, found []Ref) {
	// Some may have been dropped since they were named.
	found = found[sort.Search(len(found), func(i int) bool { return found[i].Step >= f.oldest }):]
	if from == f.To || to > f.To {
		f.To = to
		f.newer = append(f.newer, found...)
		return
	}
	f.From = max(from, f.oldest)
	slices.Reverse(found)
	f.older = append(f.older, found...)
}

// Done is how much of so many steps was read, in percent.
func (f *Found) Done(steps int) int {
	if steps == f.oldest {
		return 100
	}
	return (f.To - f.From) * 100 / (steps - f.oldest)
}

// Scan reads the steps from number from up to, and without, number to, and
// returns the events that match, by step. It only reads f.Filter and f.Raft, and
// is safe while the lab goes on.
func (f *Found) Scan(lab *cluster.Lab, from, to int) []Ref {
	var found []Ref
	steps := lab.Kept()
	steps.Walk(from, func(step int, events []view.Event) bool {
		if step >= to {
			return false
		}
		var s *view.Step
		for i := range events {
			if !f.shows(&events[i]) || !f.Filter.could(&events[i]) {
				continue
			}
			if s == nil && !f.alone(&events[i]) {
				s = steps.Step(step)
			}
			if s == nil || f.Filter.Match(s, i) {
				found = append(found, Ref{step, int32(i)})
			}
		}
		return true
	})
	return found
}

// shows reports whether an event is to be shown at all: a line of raft's own log
// is where raft's log is shown, or asked for.
func (f *Found) shows(e *view.Event) bool {
	return f.Raft || e.What != view.Raft || f.Filter.kinds.some && f.Filter.kinds.whats[view.Raft]
}

// alone reports whether an event that could match does, without its step.
func (f *Found) alone(e *view.Event) bool {
	a := &f.Filter
	return len(a.terms)+len(a.keys)+len(a.messages) == 0 && (len(a.words) == 0 || !needsStep[e.What]) &&
		(!a.kinds.some || a.kinds.whats[e.What])
}
