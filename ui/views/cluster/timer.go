package cluster

import (
	"fmt"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/grid"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// timer draws the timer that drives the node: until it campaigns, or until it
// sends heartbeats. Of a node that is down it says so.
func (p *pane) timer(c grid.Canvas) {
	n := p.n
	if !n.Up {
		c.Text(0, 0, theme.Bad, grid.Clip(p.whyDown(), c.W()))
		return
	}
	word, now, limit := lang.T("election"), int(n.ElectionElapsed), int(n.ElectionTimeout)
	if n.Role == view.Leader {
		word, now, limit = lang.T("heartbeat"), int(n.HeartbeatElapsed), p.f.Settings.Heartbeat
	}
	style := theme.Accent
	switch {
	case n.Learner:
		style = theme.Dim // it never campaigns
	case n.Role != view.Leader && limit-now <= 2:
		style = theme.Warn
	}
	c.Text(0, 0, theme.Dim, word)
	count := fmt.Sprintf("%d/%d", now, limit)
	end := c.Right(c.W(), 0, theme.Text, count) - 1
	paint.Bar(c, p.at(word), end, now, limit, style)
}

func (p *pane) whyDown() string {
	n := p.n
	switch {
	case n.Removed:
		return lang.T("not a member any more")
	case n.Remote && n.Failure == "":
		return lang.T("down, in another process")
	case n.Failure != "":
		return view.Recorded(n.Failure)
	}
	return lang.F("down; %s restarts it", p.f.Key("restart", "R"))
}
