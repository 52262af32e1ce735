package logs

import (
	"fmt"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// note says in a sentence what is at the selected place, or, as long as none is
// selected, what matters most of all logs.
func (s *sheet) note() []paint.Piece {
	if s.chosen() >= 0 {
		return s.place(s.column(s.f.Selected), s.f.Cursors[layout.LogsPane].Number)
	}
	for i := range s.columns {
		if at := firstConflict(s.columns[i].Node, s.lead); at > 0 {
			return s.place(&s.columns[i], at)
		}
	}
	if s.lead == nil {
		return []paint.Piece{paint.Label(lang.T("no leader, so nobody says which log holds; a vote goes only to a candidate whose last entry is not behind the voter's own (§5.4.1)"))}
	}
	l := s.lead
	switch waiting := l.Log.Last() - l.Commit; {
	case s.held > 0:
		return s.place(s.column(l.ID), s.held)
	case waiting == 1:
		return []paint.Piece{paint.Label(lang.F("leader %v has committed up to %d/%d; 1 entry more waits for a majority", l.ID, l.Log.Term(l.Commit), l.Commit))}
	case waiting > 0:
		return []paint.Piece{paint.Label(lang.F("leader %v has committed up to %d/%d; %d entries more wait for a majority", l.ID, l.Log.Term(l.Commit), l.Commit, waiting))}
	}
	return []paint.Piece{paint.Label(lang.F("leader %v has committed all of its log, up to %d/%d", l.ID, l.Log.Term(l.Commit), l.Commit))}
}

// place says what a node has at an index, and what becomes of it.
func (s *sheet) place(col *column, i uint64) []paint.Piece {
	if col == nil {
		return nil
	}
	who := paint.Strong(col.ID.String() + " ")
	e := col.Log.Entry(i)
	switch {
	case e == nil && i <= col.Log.Compacted:
		return []paint.Piece{who, paint.Label(lang.F("has compacted its log up to %d/%d: entry %d is in its snapshot", col.Log.CompactedTerm, col.Log.Compacted, i))}
	case e == nil:
		return []paint.Piece{who, paint.Label(lang.F("has no entry %d: its log ends with %d/%d", i, col.Log.Term(col.Log.Last()), col.Log.Last()))}
	}
	position := paint.In(theme.Term(e.Term), fmt.Sprintf("%d/%d ", e.Term, i))
	words := paint.Plain(s.f.Phrases.Of(e))
	if conflicts(col.Node, s.lead, i) {
		return []paint.Piece{paint.In(theme.Bad, "✗ "), who, position, words, paint.Label(" " + s.doom(col, i))}
	}
	return []paint.Piece{who, position, words, paint.Label(" " + s.standing(col, i))}
}

// doom says what overwrites an entry that is not the leader's.
func (s *sheet) doom(col *column, i uint64) string {
	l := s.lead
	if e := l.Log.Entry(i); e != nil && differs(col.Node, l, i) {
		return lang.F("differs from %v's %d/%d of the same term, against log-matching: no MsgApp will repair it", l.ID, e.Term, i)
	} else if e != nil {
		return lang.F("conflicts with %v's %d/%d: it will be overwritten when %v's MsgApp gets there", l.ID, e.Term, i, l.ID)
	}
	return lang.F("is behind the end of leader %v's log: it will be overwritten by what %v appends there", l.ID, l.ID)
}

// standing says how far an entry is: on which logs, committed, applied.
func (s *sheet) standing(col *column, i uint64) string {
	switch {
	case i <= col.Applied && i > col.Commit:
		return lang.T("is applied, though it is not known to be committed") + s.saved(col, i)
	case i <= col.Applied:
		return lang.T("is committed and applied") + s.saved(col, i)
	case i <= col.Commit:
		return lang.T("is committed, and not applied yet") + s.saved(col, i)
	case s.heldBack(col, i):
		return lang.F("is on a majority, %s, and yet not committed: %v leads term %d, and commits by counting only entries of that term (§5.4.2, figure 8)",
			paint.Names(s.holders(col, i), " "), s.lead.ID, s.lead.Term)
	}
	return lang.F("is not committed; it is in the logs of %s", paint.Names(s.holders(col, i), " ")) + s.saved(col, i)
}

// saved says that an entry is not on disk yet, which matters most of what is new.
func (s *sheet) saved(col *column, i uint64) string {
	if i > col.marks[disk] {
		return lang.T(", not on disk yet")
	}
	return ""
}

// holders are the nodes that have the same entry as a column at an index.
func (s *sheet) holders(col *column, i uint64) []view.NodeID {
	var ids []view.NodeID
	for _, o := range s.columns {
		if o.Log.Entry(i) != nil && o.Log.Term(i) == col.Log.Term(i) {
			ids = append(ids, o.ID)
		}
	}
	return ids
}
