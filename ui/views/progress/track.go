package progress

import (
	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/grid"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// track draws members' match and next as positions in the leader's log: a filled
// tile is acknowledged, an outlined one was sent and is not answered, and a dot was
// not sent. Of a member that is probed, what is before next and not acknowledged
// the leader only guesses to be there. All members' tracks stand for the same
// indexes.
type track struct {
	lead  *view.Node
	first uint64
	// each is how many entries one column stands for, and columns how many there are.
	each, columns uint64
}

// newTrack chooses what of the leader's log to draw in so many columns: from where
// the members differ, with all of them in sight.
func newTrack(lead *view.Node, columns int) track {
	last := lead.Log.Last()
	room := uint64(max(columns, 1))
	t := track{lead: lead, first: last + 1, each: 1}
	for _, p := range lead.Progress {
		t.first = min(t.first, p.Match)
	}
	t.first = max(t.first, 1)
	if last < room {
		t.first = 1
	} else {
		t.first = min(t.first, last-room+1)
	}
	if entries := last - t.first + 1; entries > room {
		t.each = (entries + room - 1) / room
	}
	t.columns = (last + 1 - t.first + t.each - 1) / t.each
	return t
}

// label says which indexes there are: "log 1…9", and how many are in one column.
func (t *track) label() string {
	last := t.lead.Log.Last()
	if last < t.first {
		return lang.T("log, empty")
	}
	if t.each > 1 {
		return lang.F("log %d…%d, each ■ is %d", t.first, last, t.each)
	}
	return lang.F("log %d…%d", t.first, last)
}

// legend says what a track's signs mean.
func legend(room int) []paint.Piece {
	return paint.Fitting(room, []paint.Piece{paint.Plain("■"), paint.Label(lang.T(" acknowledged"))}, []paint.Piece{paint.Plain("  □"), paint.Label(lang.T(" sent"))},
		[]paint.Piece{paint.Label(lang.T("  · unsent"))}, []paint.Piece{paint.Label(lang.T("  ? guessed"))})
}

// draw draws one member's track from column x on.
func (t *track) draw(c grid.Canvas, x int, p *view.Progress) {
	for k := range t.columns {
		// A column is what its last entry is.
		i := min(t.first+(k+1)*t.each-1, t.lead.Log.Last())
		style := theme.Term(t.lead.Log.Term(i))
		switch {
		case i <= p.Match:
			c.Repeat(x, 0, 1, style, '■')
		case i < p.Next && p.State == "replicate":
			c.Repeat(x, 0, 1, style, '□')
		case i < p.Next:
			c.Repeat(x, 0, 1, theme.Faint, '?')
		default:
			c.Repeat(x, 0, 1, theme.Faint, '·')
		}
		x++
	}
}
