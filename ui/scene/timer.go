package scene

import (
	"fmt"

	"raftviz/cluster/view"
	"raftviz/ui/grid"
	"raftviz/ui/theme"
)

// timer draws the timer that drives the node: until it campaigns, or until it
// sends heartbeats. Of a node that is down it says so.
func (p *pane) timer(c grid.Canvas) {
	n := p.n
	if !n.Up {
		c.Text(0, 0, theme.Bad, grid.Clip(whyDown(n), c.W()))
		return
	}
	word, now, limit := "election", int(n.ElectionElapsed), int(n.ElectionTimeout)
	if n.Role == view.Leader {
		word, now, limit = "heartbeat", int(n.HeartbeatElapsed), p.f.Heartbeat
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
	bar(c, p.at(word), end, now, limit, style)
}

func whyDown(n *view.Node) string {
	switch {
	case n.Removed:
		return "not a member any more"
	case n.Failure != "":
		return n.Failure
	}
	return "down; R restarts it"
}

// bar draws a bar from column x to column end: heavy as far as now is of limit.
func bar(c grid.Canvas, x, end, now, limit int, style grid.Style) {
	room := end - x
	if room <= 0 || limit <= 0 {
		return
	}
	full := min(max(now, 0)*room/limit, room)
	if now > 0 && full == 0 {
		full = 1
	}
	x = c.Repeat(x, 0, full, style, '━')
	c.Repeat(x, 0, room-full, theme.Faint, '─')
}
