package cluster

import (
	"slices"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/grid"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// details draws what else there is to see of the node: the last entries of its log in
// words, then the Ready in hand, then its store.
func (p *pane) details(c grid.Canvas) {
	for _, section := range [...]func(*pane, grid.Canvas) int{(*pane).entries, (*pane).inHand, (*pane).store} {
		if c.H() <= leastSection {
			return
		}
		below := c.Sub(grid.Rect{Y: 1, W: c.W(), H: c.H() - 1})
		if rows := section(p, below); rows > 0 {
			c = below.Sub(grid.Rect{Y: rows, W: c.W(), H: below.H() - rows})
		}
	}
}

// leastSection is the number of rows in which a section says something.
const leastSection = 2

// entries draws the last entries of the log in words, one a row, and returns how
// many.
func (p *pane) entries(c grid.Canvas) int {
	l := p.n.Log
	if l.Last() < l.First() {
		return 0
	}
	first := l.First()
	if n := uint64(c.H()); l.Last() > n && l.Last()-n+1 > first {
		first = l.Last() - n + 1
	}
	for i := first; i <= l.Last(); i++ {
		p.entry(c.Row(int(i-first)), l.Entry(i))
	}
	return int(l.Last() - first + 1)
}

// Columns of an entry: what it says, and the room for that before there is any for
// a note.
const (
	entryWords = 10
	entryNote  = 26
)

func (p *pane) entry(c grid.Canvas, e *raftpb.Entry) {
	mark, term := '■', theme.Term(e.Term)
	if e.Index > p.n.Commit {
		mark = '□'
	}
	c.Repeat(0, 0, 1, term, mark)
	x := paint.Number(c, 2, 0, term, int(e.Term))
	x = c.Text(x, 0, term, "/")
	x = max(paint.Number(c, x, 0, term, int(e.Index))+1, entryWords)
	end := c.W()
	if style, note := p.standingOf(e.Index); note != "" && grid.Width(note) <= c.W()-entryNote {
		end = c.Right(end, 0, style, note) - 1
	}
	c.Within(x, 0, end-x, theme.Text, p.f.Phrases.Of(e))
}

// standingOf says what the node's commit index, its store and its disk have of an
// index; of an entry that is not committed, a leader says how many voters match it.
func (p *pane) standingOf(index uint64) (grid.Style, string) {
	n := p.n
	switch {
	case n.Disk != nil && index > n.Saved():
		return theme.Warn, lang.T("not saved")
	case index == n.Commit && index == n.Applied:
		return theme.Dim, lang.T("commit, applied")
	case index == n.Commit:
		return theme.Dim, lang.T("commit")
	case index == n.Applied:
		return theme.Dim, lang.T("applied")
	case index > n.Commit && len(n.Progress) > 0 && !n.Config.Joint():
		return theme.Dim, lang.F("%d of %d voters match", matching(n, index), len(n.Config.Voters))
	}
	return theme.Dim, ""
}

// matching is how many voters a leader knows to have its log up to an index.
func matching(lead *view.Node, index uint64) int {
	n := 0
	for i := range lead.Progress {
		if pr := &lead.Progress[i]; !pr.Learner && pr.Match >= index {
			n++
		}
	}
	return n
}

// inHand draws the stages of the Ready in hand, below what is in it, and returns the
// number of rows.
func (p *pane) inHand(c grid.Canvas) int {
	rd := p.n.Ready
	if rd == nil || c.H() < len(rd.Plan)+1 {
		return 0
	}
	x := c.Text(0, 0, theme.Strong, "Ready #")
	x = paint.Number(c, x, 0, theme.Strong, int(rd.Number))
	c.Within(x+1, 0, c.W()-x-1, theme.Dim, rd.String())
	at := slices.Index(rd.Plan, p.n.Stage)
	for i, stage := range rd.Plan {
		y, mark, style, name := i+1, "·", theme.Dim, theme.Dim
		switch {
		case i < at:
			mark, style, name = "✓", theme.Good, theme.Text
		case i == at:
			mark, style, name = "▶", theme.AccentStrong, theme.AccentStrong
		}
		c.Text(0, y, style, mark)
		c.Within(2, y, c.W()-2, name, stage.String())
	}
	return len(rd.Plan) + 1
}

// store draws a row for each key, and returns the number of rows.
func (p *pane) store(c grid.Canvas) int {
	keys := p.n.KV.Len()
	if keys == 0 {
		return 0
	}
	x := c.Text(0, 0, theme.Strong, lang.T("store "))
	x = c.Text(x, 0, theme.Dim, lang.T("applied up to "))
	paint.Number(c, x, 0, theme.Dim, int(p.n.Applied))
	y := 1
	for k, v := range p.n.KV.All {
		if left := keys - y + 1; y == c.H()-1 && left > 1 {
			c.Text(0, y, theme.Dim, lang.F("and %d more", left))
			return y + 1
		}
		x := c.Within(0, y, c.W()*2/3, theme.Dim, k)
		x = c.Text(x, y, theme.Dim, " = ")
		c.Within(x, y, c.W()-x, theme.Text, v)
		y++
	}
	return y
}
