package logs

import (
	"sort"
	"strings"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/layout"
)

// NextPlace is the next place of interest in the selected node's log behind the
// one that is selected, or with by -1 the one before: where the log begins, its
// snapshot, its commit index, what is applied and on disk, the leader's match and
// next, the first conflict with the leader's log, and every change of term. It
// says what is there. The place is none where there is no other.
func NextPlace(f *frame.Frame, by int) (place frame.Thing, what string) {
	v := f.View()
	n, lead := v.Node(f.Selected), v.Node(v.Leader())
	if n == nil || n.Log.Last() < n.Log.First() {
		return frame.Thing{}, ""
	}
	from := n.Log.Last() + 1
	if t := f.Cursors[layout.LogsPane]; t.Kind == frame.Entry {
		from = t.Number
	}
	best := uint64(0)
	for _, p := range append(places(n, lead), termsAround(n.Log, from)...) {
		if p.index < n.Log.First() || p.index > n.Log.Last() {
			continue
		}
		switch {
		case by > 0 && p.index > from && (best == 0 || p.index < best):
			best = p.index
		case by < 0 && p.index < from && p.index > best:
			best = p.index
		}
	}
	if best == 0 {
		return frame.Thing{}, ""
	}
	return frame.Thing{Kind: frame.Entry, Node: n.ID, Number: best}, placeName(n, lead, best)
}

// point is a place of interest.
type point struct {
	index uint64
	name  string
}

// places are those of a node's log but for the changes of term.
func places(n, lead *view.Node) []point {
	at := marksOf(n, lead)
	return []point{
		{n.Log.First(), lang.T("first index")}, {at[snapshot], lang.T("snapshot")}, {at[commit], lang.T("commit index")}, {at[applied], lang.T("applied")},
		{at[disk], lang.T("last on disk")}, {at[match], "match"}, {at[next], "next"},
		{firstConflict(n, lead), lang.T("first conflict")}, {n.Log.Last(), lang.T("last index")},
	}
}

// termsAround are the first entries of the terms next to an index: terms never
// fall in a log, so that they are found without reading all of it.
func termsAround(l *view.Log, index uint64) []point {
	before := max(index, l.First()+1) - 1 // of the entry before index
	begins := beginning(l, l.Term(min(before, l.Last())))
	after := beginning(l, l.Term(min(index, l.Last()))+1)
	return []point{{index: begins}, {index: after}}
}

// beginning is the index of the first entry of a term or a later one, Last()+1 for
// none.
func beginning(l *view.Log, term uint64) uint64 {
	first := l.First()
	return first + uint64(sort.Search(int(l.Last()+1-first), func(i int) bool { return l.Term(first+uint64(i)) >= term }))
}

// placeName is what is at an index: "n1's commit index and applied: 2/7".
func placeName(n, lead *view.Node, index uint64) string {
	var names []string
	for _, p := range places(n, lead) {
		if p.index == index {
			names = append(names, p.name)
		}
	}
	term := n.Log.Term(index)
	if beginning(n.Log, term) == index {
		names = append(names, lang.F("first of term %d", term))
	}
	return lang.F("%v %d/%d: %s", n.ID, term, index, strings.Join(names, lang.T(", ")))
}
