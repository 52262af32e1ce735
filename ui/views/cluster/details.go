package cluster

import (
	"fmt"
	"slices"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/view"
	"raftviz/ui/grid"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// details are what else there is to see of the node in so many more rows: the last
// entries of its log in words, then the Ready in hand, then its store.
func (p *pane) details(height int) []func(grid.Canvas) {
	draws := make([]func(grid.Canvas), 0, max(height, 0))
	for _, section := range []func(rows int) []func(grid.Canvas){p.entries, p.inHand, p.store} {
		left := height - len(draws) - 1
		if left < leastSection {
			break
		}
		if rows := section(left); len(rows) > 0 {
			draws = append(append(draws, func(grid.Canvas) {}), rows...)
		}
	}
	return draws
}

// leastSection is the number of rows in which a section says something.
const leastSection = 2

// entries are the last entries of the log in words, one a row.
func (p *pane) entries(rows int) []func(grid.Canvas) {
	l := p.n.Log
	if l.Last() < l.First() {
		return nil
	}
	first := l.First()
	if n := uint64(rows); l.Last() > n && l.Last()-n+1 > first {
		first = l.Last() - n + 1
	}
	draws := make([]func(grid.Canvas), 0, l.Last()-first+1)
	for i := first; i <= l.Last(); i++ {
		draws = append(draws, func(c grid.Canvas) { p.entry(c, l.Entry(i)) })
	}
	return draws
}

func (p *pane) entry(c grid.Canvas, e *raftpb.Entry) {
	mark := "■ "
	if e.Index > p.n.Commit {
		mark = "□ "
	}
	note := p.standingOf(e.Index)
	end := c.W()
	if room := c.W() - entryWords; paint.Width(note) <= room {
		end = paint.WriteRight(c, c.W(), 0, note...) - 1
	}
	paint.Write(c, 0, 0, end, paint.In(theme.Term(e.Term), fmt.Sprintf("%s%d/%-*d", mark, e.Term, 7-digits(e.Term), e.Index)),
		paint.Plain(view.DescribeData(e)))
}

// digits is how many a number has.
func digits(n uint64) int {
	count := 1
	for ; n >= 10; n /= 10 {
		count++
	}
	return count
}

// entryWords is the room for an entry before there is any for a note about it.
const entryWords = 26

// standingOf says what the node's commit index, its store and its disk have of an index.
func (p *pane) standingOf(index uint64) []paint.Piece {
	n := p.n
	switch {
	case n.Disk != nil && index > n.Disk.Last:
		return []paint.Piece{paint.In(theme.Warn, "not saved")}
	case index == n.Commit && index == n.Applied:
		return []paint.Piece{paint.Label("commit, applied")}
	case index == n.Commit:
		return []paint.Piece{paint.Label("commit")}
	case index == n.Applied:
		return []paint.Piece{paint.Label("applied")}
	case index > n.Commit && len(n.Progress) > 0 && !n.Config.Joint():
		return []paint.Piece{paint.Label(fmt.Sprintf("%d of %d voters match", matching(n, index), len(n.Config.Voters)))}
	}
	return nil
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

// inHand are the stages of the Ready in hand, below what is in it.
func (p *pane) inHand(rows int) []func(grid.Canvas) {
	rd := p.n.Ready
	if rd == nil || rows < len(rd.Plan)+1 {
		return nil
	}
	draws := []func(grid.Canvas){func(c grid.Canvas) {
		paint.Write(c, 0, 0, c.W(), paint.Strong(fmt.Sprintf("Ready #%d ", rd.Number)), paint.Label(rd.String()))
	}}
	at := slices.Index(rd.Plan, p.n.Stage)
	for i, stage := range rd.Plan {
		draws = append(draws, func(c grid.Canvas) {
			switch {
			case i < at:
				paint.Write(c, 0, 0, c.W(), paint.In(theme.Good, "✓ "), paint.Plain(stage.String()))
			case i == at:
				paint.Write(c, 0, 0, c.W(), paint.In(theme.AccentStrong, "▶ "+stage.String()))
			default:
				paint.Write(c, 0, 0, c.W(), paint.Label("· "+stage.String()))
			}
		})
	}
	return draws
}

// store is a row for each key.
func (p *pane) store(rows int) []func(grid.Canvas) {
	keys := p.n.KV.Len()
	if keys == 0 {
		return nil
	}
	draws := []func(grid.Canvas){func(c grid.Canvas) {
		paint.Write(c, 0, 0, c.W(), paint.Strong("store "), paint.Label(fmt.Sprintf("applied up to %d", p.n.Applied)))
	}}
	for k, v := range p.n.KV.All {
		if left := keys - len(draws) + 1; len(draws) == rows-1 && left > 1 {
			return append(draws, func(c grid.Canvas) { c.Text(0, 0, theme.Dim, fmt.Sprintf("and %d more", left)) })
		}
		draws = append(draws, func(c grid.Canvas) {
			paint.Write(c, 0, 0, c.W(), paint.Label(k+" = "), paint.Plain(v))
		})
	}
	return draws
}
