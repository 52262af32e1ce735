package progress

import (
	"fmt"
	"slices"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/grid"
	"raftviz/ui/majority"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// fact is a line of what a leader counts, with a label.
type fact struct {
	label paint.Piece
	text  []paint.Piece
}

// labels is the room of the labels: "held back ".
const labels = 10

// height is how many rows the facts need in so many columns, two each at the most.
func height(facts []fact, columns int) int {
	n := 0
	for _, l := range facts {
		n += min(len(paint.Lines(columns-labels, l.text...)), 2)
	}
	return n
}

// draw draws the fact in row y, from column x on, and returns the row below.
func (l fact) draw(c grid.Canvas, x, y int) int {
	c.Text(x, y, l.label.Style, l.label.Text)
	return paint.Paragraph(c, x+labels, y, c.W()-1, 2, l.text...)
}

// quorum says what a majority has acknowledged, and who is missing to commit the
// next entry.
func quorum(lead *view.Node, phrase func(index uint64) string) []fact {
	t := majority.Of(lead)
	if len(t.Halves) == 0 {
		return []fact{{paint.Label(lang.T("majority")), []paint.Piece{paint.In(theme.Warn, lang.T("no voter is in the configuration"))}}}
	}
	var facts []fact
	for i := range t.Halves {
		facts = append(facts, halfFact(&t, i))
	}
	return append(facts, nextFacts(&t, lead, phrase)...)
}

// halfFact has the voters of a half by their match, with a line behind those that
// make up the majority.
func halfFact(t *majority.Tally, i int) fact {
	h := &t.Halves[i]
	name := lang.T("majority")
	if len(t.Halves) > 1 {
		name = [...]string{lang.T("incoming"), lang.T("outgoing")}[i]
	}
	ps := []paint.Piece{
		paint.Label(lang.F("%d of %d have ", h.Need, len(h.Acks))), paint.Strong(fmt.Sprint(h.Index)), paint.Label(lang.T(":")),
	}
	for k, a := range h.Acks {
		style := theme.Text
		if k >= h.Need {
			style = theme.Dim
		}
		if k == h.Need {
			ps = append(ps, paint.In(theme.Faint, " │"))
		}
		ps = append(ps, paint.In(style, " "+a.ID.String()))
		switch last := k == len(h.Acks)-1; {
		case last || k == h.Need-1:
			ps = append(ps, paint.In(style, lang.F(" at %d", a.Match)))
		case h.Acks[k+1].Match != a.Match:
			ps = append(ps, paint.In(style, lang.F(" at %d,", a.Match)))
		}
	}
	if i > 0 {
		ps = append(ps, paint.Label(lang.T("  so both have ")), paint.Strong(fmt.Sprint(t.Index)))
	}
	return fact{paint.Label(name), ps}
}

// nextFacts say what keeps the next entry from being committed.
func nextFacts(t *majority.Tally, lead *view.Node, phrase func(index uint64) string) []fact {
	next := fact{label: paint.Label(lang.T("next"))}
	switch {
	case lead.Commit >= lead.Log.Last():
		next.text = []paint.Piece{paint.Label(lang.F("nothing waits: all up to %d/%d is committed", lead.Log.Term(lead.Commit), lead.Commit))}
		return []fact{next}
	case t.Next == 0:
		next.text = []paint.Piece{paint.Label(lang.F("no entry of term %d is there to be counted", lead.Term))}
		return []fact{next}
	}
	var facts []fact
	if i := lead.Commit + 1; i < t.Next {
		facts = append(facts, earlier(t, lead, i))
	}
	next.text = []paint.Piece{paint.In(theme.Term(lead.Term), phrase(t.Next)), paint.Label(lang.T(": "))}
	missing := 0
	for k := range t.Halves {
		h := &t.Halves[k]
		if k > 0 {
			next.text = append(next.text, paint.Label(lang.T("; ")))
		}
		next.text = append(next.text, acknowledged(h, t.Next)...)
		missing += h.Missing(t.Next)
	}
	if missing == 0 {
		next.text = append(next.text, paint.Label(lang.T("; raft commits it when it counts next")))
	}
	return append(facts, next)
}

// earlier says that the entries from index i on, of earlier terms, are held back: those
// that a majority has acknowledged, if it has any of them.
func earlier(t *majority.Tally, lead *view.Node, i uint64) fact {
	last := t.Next - 1
	if t.HeldBack(lead, i) {
		last = min(last, t.Index)
	}
	which := fmt.Sprintf("%d/%d", lead.Log.Term(i), i)
	if last > i {
		which += fmt.Sprintf("…%d/%d", lead.Log.Term(last), last)
	}
	why := lang.F(" of an earlier term: it is not committed by counting, only along with %d/%d (§5.4.2, figure 8)", lead.Term, t.Next)
	if t.HeldBack(lead, i) {
		why = lang.F(" of an earlier term, though a majority has acknowledged it: it is not committed by counting, only along with %d/%d (§5.4.2, figure 8)", lead.Term, t.Next)
	}
	return fact{paint.In(theme.Warn, lang.T("held back")), []paint.Piece{paint.Plain(which), paint.Label(why)}}
}

// acknowledged says which voters of a half have acknowledged an entry, and which are
// missing.
func acknowledged(h *majority.Half, index uint64) []paint.Piece {
	has, lacks, missing := h.Has(index), h.Lacks(index), h.Missing(index)
	ps := []paint.Piece{paint.Label(lang.T("acknowledged by ")), paint.Plain(names(has))}
	switch {
	case missing == 0:
		return append(ps, paint.In(theme.Good, lang.T(", a majority")))
	case missing == len(lacks):
		return append(ps, paint.Label(lang.T(", missing ")), paint.In(theme.Warn, paint.Names(lacks, " ")))
	}
	return append(ps, paint.Label(lang.F(", missing %d of ", missing)), paint.In(theme.Warn, paint.Names(lacks, " ")))
}

func names(ids []view.NodeID) string {
	if len(ids) == 0 {
		return lang.T("nobody")
	}
	return paint.Names(ids, " ")
}

// leaders are those whose progress there is to show: the selected node if it leads,
// and the others by their term, the highest first.
func leaders(v *view.View, selected view.NodeID) []*view.Node {
	var ls []*view.Node
	for _, id := range v.Leaders() {
		ls = append(ls, v.Node(id))
	}
	slices.SortStableFunc(ls, func(a, b *view.Node) int {
		switch {
		case a.ID == selected:
			return -1
		case b.ID == selected:
			return 1
		case a.Term > b.Term:
			return -1
		case a.Term < b.Term:
			return 1
		}
		return 0
	})
	return ls
}
