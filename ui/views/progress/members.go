package progress

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster"
	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// table is where the columns of a leader's members are.
type table struct {
	f     *frame.Frame
	lead  *view.Node
	track track
	width int
	// state, match, next, log, active and inflight are the columns that they begin in;
	// of match and next, the one behind them. active is 0 where there is no room for it.
	state, match, next, log, active, inflight int
}

// roomy is the width from which on all columns are there, in words, and windowBar
// that of the bar of an inflight window.
const (
	roomy     = 76
	windowBar = 6
)

func newTable(f *frame.Frame, lead *view.Node, width int) *table {
	t := &table{f: f, lead: lead, width: width}
	digits := max(len(strconv.FormatUint(lead.Log.Last()+1, 10)), len("match"))
	x := 3 + len("n1 ● ")
	for i := range lead.Progress {
		if lead.Progress[i].Learner {
			x = 3 + len("n1 learner ")
			break
		}
	}
	t.state = x
	x += len("Replicate ▮▮")
	if width >= roomy {
		x += len("snapshot, paused") - len("Replicate ▮▮") + 1
	}
	t.match = x + digits + 1
	t.next = t.match + digits + 1
	t.log = t.next + 2
	t.inflight = width - len("256/256") - 1
	end := t.inflight
	if width >= roomy {
		t.inflight -= windowBar + 1
		t.active = t.inflight - len("active  ")
		end = t.active
	}
	t.track = newTrack(lead, end-2-t.log)
	return t
}

// header names the columns.
func (t *table) header(c grid.Canvas) {
	c.Text(3, 0, theme.Dim, lang.T("member"))
	c.Text(t.state, 0, theme.Dim, lang.T("state"))
	c.Right(t.match, 0, theme.Dim, "match")
	c.Right(t.next, 0, theme.Dim, "next")
	end := t.inflight
	if t.active > 0 {
		c.Text(t.active, 0, theme.Dim, lang.T("active"))
		end = t.active
	}
	c.Within(t.log, 0, end-1-t.log, theme.Dim, t.track.label())
	c.Right(c.W()-1, 0, theme.Dim, grid.Fit(c.W()-t.inflight, lang.T("inflight MsgApps"), lang.T("inflight")))
}

// member draws what the leader knows of one member.
func (t *table) member(c grid.Canvas, p *view.Progress) {
	x := c.Text(3, 0, theme.Strong, p.ID.String()) + 1
	switch n := t.f.View().Node(p.ID); {
	case p.Learner:
		c.Text(x, 0, theme.Dim, lang.T("learner"))
	case n == nil:
		c.Text(x, 0, theme.Faint, "—")
	default:
		stand := paint.StandingOf(n)
		c.Text(x, 0, stand.Style, stand.Glyph)
	}
	c.Text(t.state, 0, stateStyle(p.State), t.stateWord(p))
	c.Right(t.match, 0, theme.Strong, strconv.FormatUint(p.Match, 10))
	c.Right(t.next, 0, theme.Text, strconv.FormatUint(p.Next, 10))
	t.track.draw(c, t.log, p)
	if t.active > 0 {
		c.Text(t.active, 0, theme.Text, t.activeWord(p))
	}
	t.window(c, p)
}

// stateWord is raft's state, and whether the member is paused.
func (t *table) stateWord(p *view.Progress) string {
	word := strings.ToUpper(p.State[:1]) + p.State[1:]
	switch {
	case p.ID == t.lead.ID:
		return lang.T("leads")
	case p.Paused && t.active > 0:
		return lang.F("%s, paused", word)
	case p.Paused:
		return word + " ▮▮"
	}
	return word
}

// activeWord says whether the member was heard of lately. A leader does not hear of
// itself.
func (t *table) activeWord(p *view.Progress) string {
	switch {
	case p.ID == t.lead.ID:
		return "—"
	case p.RecentActive:
		return lang.T("yes")
	}
	return lang.T("no")
}

func stateStyle(state string) grid.Style {
	switch state {
	case "probe":
		return theme.Warn
	case "snapshot":
		return theme.Snapshot
	}
	return theme.Good
}

// window draws the inflight window: how many MsgApps are sent and not answered, of
// how many.
func (t *table) window(c grid.Canvas, p *view.Progress) {
	if p.ID == t.lead.ID {
		c.Right(c.W()-1, 0, theme.Faint, "—")
		return
	}
	style := theme.Text
	if p.Inflight >= cluster.MaxInflightMsgs {
		style = theme.Warn
	}
	count := fmt.Sprintf("%d/%d", p.Inflight, cluster.MaxInflightMsgs)
	c.Right(c.W()-1, 0, style, count)
	if t.active > 0 {
		paint.Bar(c, t.inflight, t.inflight+windowBar, int(p.Inflight), cluster.MaxInflightMsgs, style)
	}
}

// about is what else there is to know of a member: why it is paused, that it was
// not heard of, what is in the way. It is nil when there is nothing.
func (t *table) about(p *view.Progress) []paint.Piece {
	if p.ID == t.lead.ID {
		return nil
	}
	var ps []paint.Piece
	add := func(style grid.Style, text string) {
		if n := len(ps); n > 0 {
			between := lang.T("; ")
			sign := strings.TrimRight(between, " ")
			ps[n-1].Text += sign
			text = between[len(sign):] + text
		}
		ps = append(ps, paint.In(style, text))
	}
	if p.Paused {
		add(theme.Warn, "▮▮ "+t.pausedWhy(p))
	}
	n := t.f.View().Node(p.ID)
	switch {
	case n == nil:
		add(theme.Dim, lang.T("never started"))
	case n.Down():
		add(theme.Bad, lang.T("it is down"))
	}
	if n != nil && !n.Down() {
		if why := t.f.View().Links.Between(t.lead.ID, p.ID); why != "" {
			add(theme.Bad, view.Recorded(why))
		}
	}
	if !p.RecentActive {
		add(theme.Dim, lang.T("not heard of"))
	}
	if p.Learner {
		add(theme.Dim, lang.T("its acknowledgements are not counted"))
	}
	return ps
}

// pausedWhy says why raft sends the member no MsgApp now (tracker.Progress.IsPaused).
func (t *table) pausedWhy(p *view.Progress) string {
	switch p.State {
	case "replicate":
		return lang.F("the window is full: %d MsgApps are not answered", p.Inflight)
	case "snapshot":
		return lang.F("until the snapshot is reported to have arrived or failed, or %v acknowledges index %d", p.ID, p.PendingSnapshot)
	}
	return t.probeWaits(p)
}

// probeWaits says what a probe that is paused waits for. It may have sent no MsgApp:
// after a snapshot raft waits for the member, too (raft.go, MsgSnapStatus).
func (t *table) probeWaits(p *view.Progress) string {
	for _, m := range slices.Backward(t.f.View().Messages) {
		switch {
		case m.From == t.lead.ID && m.To == p.ID && m.Type == raftpb.MsgApp:
			return lang.F("until MsgApp #%d, which is on its way, is answered", m.ID)
		case m.From == p.ID && m.To == t.lead.ID && m.Type == raftpb.MsgAppResp:
			return lang.F("until MsgAppResp #%d, which is on its way, arrives", m.ID)
		}
	}
	return lang.F("until %v answers: a MsgAppResp, or a MsgHeartbeatResp, lets it try again", p.ID)
}
