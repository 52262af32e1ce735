package cluster

import (
	"fmt"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/grid"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// elsewhere draws what the nodes here know of one that runs in another process: where
// it is, and what a leader here knows of it, or else whom the nodes here follow.
func (p *pane) elsewhere(c grid.Canvas) {
	if p.n.Removed {
		c.Text(0, 0, theme.Dim, grid.Clip(lang.T("not a member any more"), c.W()))
		return
	}
	var rows []func(grid.Canvas)
	if p.f.Address != nil {
		if url := p.f.Address(p.n.ID); url != "" {
			rows = append(rows, func(c grid.Canvas) { p.labelled(c, lang.T("at"), paint.Plain(url)) })
		}
	}
	if pr := p.knownToLeader(); pr != nil {
		rows = append(rows, p.replication(pr)...)
	} else {
		rows = append(rows, p.followed()...)
	}
	for y, draw := range rows[:min(len(rows), c.H())] {
		draw(c.Row(y))
	}
}

// knownToLeader is what a leader here knows of the node, nil where none is.
func (p *pane) knownToLeader() *view.Progress {
	lead := p.f.View().Node(p.f.View().Leader())
	if lead == nil || lead.ID != p.f.View().Known() {
		return nil
	}
	for i := range lead.Progress {
		if lead.Progress[i].ID == p.n.ID {
			return &lead.Progress[i]
		}
	}
	return nil
}

// replication are the rows of a leader's progress.
func (p *pane) replication(pr *view.Progress) []func(grid.Canvas) {
	active := []paint.Piece{paint.Label(lang.T("  active"))}
	if !pr.RecentActive {
		active[0] = paint.In(theme.Warn, lang.T("  not active"))
	}
	groups := [][]paint.Piece{{paint.In(stateStyle(pr.State), pr.State)}}
	if pr.PendingSnapshot > 0 {
		groups[0] = append(groups[0], paint.Label(lang.T(" up to ")), paint.Plain(fmt.Sprint(pr.PendingSnapshot)))
	}
	if pr.Paused {
		groups[0] = append(groups[0], paint.In(theme.Warn, lang.T(" paused")))
	}
	groups = append(groups, active, []paint.Piece{paint.Label(lang.T("  inflight ")), paint.Plain(fmt.Sprint(pr.Inflight))})
	return []func(grid.Canvas){
		func(c grid.Canvas) {
			p.labelled(c, lang.T("state"), paint.Fitting(c.W()-p.at(lang.T("state")), groups...)...)
		},
		func(c grid.Canvas) { p.pair(c, "match", fmt.Sprint(pr.Match), "next", fmt.Sprint(pr.Next)) },
	}
}

// followed has a row for each node here that is up: whom it follows.
func (p *pane) followed() []func(grid.Canvas) {
	var rows []func(grid.Canvas)
	for _, n := range p.f.Nodes() {
		if n.Remote || !n.Up {
			continue
		}
		says := []paint.Piece{paint.Label(lang.T("follows ")), paint.Strong(n.Lead.String())}
		switch n.Lead {
		case 0:
			says = []paint.Piece{paint.In(theme.Warn, lang.T("knows no leader"))}
		case p.n.ID:
			says[1] = paint.Strong(lang.T("it"))
		}
		rows = append(rows, func(c grid.Canvas) { p.labelled(c, n.ID.String(), says...) })
	}
	return rows
}
