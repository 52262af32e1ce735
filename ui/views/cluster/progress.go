package cluster

import (
	"fmt"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/grid"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// followers lists a row for each member that a leader knows besides itself.
func (p *pane) followers() {
	for i := range p.n.Progress {
		if pr := &p.n.Progress[i]; pr.ID != p.n.ID {
			p.rows = append(p.rows, row{8, func(p *pane, c grid.Canvas) { p.progress(c, pr) }})
		}
	}
}

// progress is what a leader knows of one member.
func (p *pane) progress(c grid.Canvas, pr *view.Progress) {
	word := "→ " + pr.ID.String()
	room := c.W() - p.at(word)
	p.labelled(c, word, paint.Fitting(room, progressGroups(pr, room < 26)...)...)
}

// stateStyle is that of a progress state; its name says it too.
func stateStyle(state string) grid.Style {
	switch state {
	case "probe":
		return theme.Warn
	case "snapshot":
		return theme.Snapshot
	}
	return theme.Good
}

func progressGroups(pr *view.Progress, short bool) [][]paint.Piece {
	groups := [][]paint.Piece{
		{paint.In(stateStyle(pr.State), fmt.Sprintf("%-9s", pr.State))},
		{paint.Label(" match "), paint.Plain(fmt.Sprint(pr.Match)), paint.Label(" next "), paint.Plain(fmt.Sprint(pr.Next))},
	}
	if short {
		groups[1] = []paint.Piece{paint.Plain(fmt.Sprintf(" %d→%d", pr.Match, pr.Next))}
	}
	if pr.PendingSnapshot > 0 {
		groups = append(groups, []paint.Piece{paint.Label(lang.T(" snapshot ")), paint.Plain(fmt.Sprint(pr.PendingSnapshot))})
	}
	if pr.Paused {
		groups = append(groups, []paint.Piece{paint.In(theme.Warn, lang.T(" paused"))})
	}
	if pr.Inflight > 0 {
		groups = append(groups, []paint.Piece{paint.Label(lang.T(" inflight ")), paint.Plain(fmt.Sprint(pr.Inflight))})
	}
	return groups
}

// matches says in one row how far the followers of a leader are: each of them, with
// its state where that is not replicate and there is room; else how many are at the
// index that most of them match, and those that are not.
func matches(lead *view.Node, room int) []paint.Piece {
	for _, stated := range []bool{true, false} {
		all := make([]paint.Piece, 0, 3*len(lead.Progress))
		for i := range lead.Progress {
			if pr := &lead.Progress[i]; pr.ID != lead.ID {
				all = match(all, pr, stated)
			}
		}
		if paint.Width(all) <= room {
			return all
		}
	}
	return matchGroups(lead, room)
}

// matchGroups are how many followers are at the index that most of them match, and
// those that are not: as many as have room, and how many more.
func matchGroups(lead *view.Node, room int) []paint.Piece {
	common, count := commonMatch(lead)
	ps := []paint.Piece{paint.Plain(fmt.Sprint(count)), paint.Label(lang.T(" at ")), paint.Plain(fmt.Sprint(common))}
	left := len(lead.Progress) - 1 - count
	for i := range lead.Progress {
		pr := &lead.Progress[i]
		if pr.ID == lead.ID || pr.Match == common && pr.State == "replicate" {
			continue
		}
		next, more := match(ps, pr, true), 0
		if left > 1 {
			more = len("  +1")
		}
		if paint.Width(next)+more > room {
			return append(ps, paint.In(theme.Warn, fmt.Sprintf("  +%d", left)))
		}
		ps, left = next, left-1
	}
	return ps
}

// match adds how far a follower is, with its state where that is not replicate and
// is asked for, and with a gap before it where it is not the first.
func match(ps []paint.Piece, pr *view.Progress, stated bool) []paint.Piece {
	name := pr.ID.String() + " "
	if len(ps) > 0 {
		name = "  " + name
	}
	ps = append(ps, paint.Label(name), paint.Plain(fmt.Sprint(pr.Match)))
	if stated && pr.State != "replicate" {
		ps = append(ps, paint.In(stateStyle(pr.State), " "+pr.State))
	}
	return ps
}

// commonMatch is the index that most followers which are replicated to match, and
// how many they are.
func commonMatch(lead *view.Node) (match uint64, count int) {
	for i := range lead.Progress {
		n := 0
		for k := range lead.Progress {
			if pr := &lead.Progress[k]; pr.ID != lead.ID && pr.State == "replicate" && pr.Match == lead.Progress[i].Match {
				n++
			}
		}
		if n > count {
			match, count = lead.Progress[i].Match, n
		}
	}
	return match, count
}
