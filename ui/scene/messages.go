package scene

import (
	"fmt"
	"slices"
	"strings"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/view"
	"raftviz/ui/grid"
	"raftviz/ui/theme"
)

// messages lists what is in flight, oldest first.
func messages(f *Frame, c grid.Canvas) {
	v := f.view()
	chosen := slices.IndexFunc(v.Messages, func(m view.InFlight) bool { return m.ID == f.Message })
	rows := c.H() - 1
	top := window(len(v.Messages), rows, max(chosen, 0))
	body := heading(c, f.Focus == Messages, messagesTitle(v, top, rows), links(v.Links)...)
	if len(v.Messages) == 0 {
		body.Text(3, 0, theme.Faint, "nothing")
		return
	}
	ids := len(fmt.Sprint(v.Messages[len(v.Messages)-1].ID))
	for y := range min(rows, len(v.Messages)-top) {
		row := body.Row(y)
		message(row, v.Messages[top+y], ids, v.Tick)
		if top+y == chosen {
			row.Text(1, 0, theme.AccentStrong, "▸")
			if f.Focus == Messages {
				row.Select()
			}
		}
	}
	if chosen >= 0 {
		explanation(body, v.Messages[chosen].Message, len(v.Messages))
	}
}

// messagesTitle says how many messages there are, and which are shown.
func messagesTitle(v *view.View, top, rows int) []piece {
	title := []piece{{theme.Title, "in flight"}}
	switch n := len(v.Messages); {
	case n > rows:
		title = append(title, label(fmt.Sprintf(" · %d–%d of %d", top+1, top+rows, n)))
	case n > 0:
		title = append(title, label(fmt.Sprintf(" · %d", n)))
	}
	if n := len(v.Requests); n > 0 {
		title = append(title, label(" · "), piece{theme.Warn, waiting(n)})
	}
	return title
}

// waiting says how many clients have no answer yet.
func waiting(n int) string {
	if n == 1 {
		return "a client waits"
	}
	return fmt.Sprintf("%d clients wait", n)
}

// window is the first of n rows to show so that row chosen is among so many.
func window(n, height, chosen int) int {
	return max(min(chosen-height/2, n-height), 0)
}

// roomy is the width from which on a message's parts have their full words.
const roomy = 90

func message(c grid.Canvas, m view.InFlight, ids, tick int) {
	arrow := "→"
	x := write(c, 3, 0, c.W(), label(fmt.Sprintf("#%-*d ", ids, m.ID)))
	x = write(c, x, 0, c.W(), strong(m.From.String()), piece{kind(m.Message), arrow}, strong(m.To.String()), plain(" "))
	x = write(c, x, 0, c.W(), piece{kind(m.Message), fmt.Sprintf("%-17s", m.Type)})
	end := writeRight(c, c.W()-1, 0, travel(m, tick, c.W() >= roomy)...)
	ps := []piece{label("term "), {theme.Term(m.Term), fmt.Sprint(m.Term)}}
	write(c, x, 0, end-1, append(ps, content(m.Message)...)...)
}

// travel is when a message was sent and when it arrives.
func travel(m view.InFlight, tick int, full bool) []piece {
	if int(m.Due) > tick {
		due := piece{theme.Warn, fmt.Sprintf("due at %d", m.Due)}
		if full {
			return []piece{label(fmt.Sprintf("sent at tick %d, ", m.Sent)), due}
		}
		return []piece{due}
	}
	if full {
		return []piece{label(fmt.Sprintf("sent at tick %d", m.Sent))}
	}
	return []piece{label(fmt.Sprintf("tick %d", m.Sent))}
}

// content is what a message says besides its type and term.
func content(m *view.Message) []piece {
	var ps []piece
	add := func(word, value string) { ps = append(ps, label("  "+word+" "), plain(value)) }
	switch m.Type {
	case raftpb.MsgApp, raftpb.MsgVote, raftpb.MsgPreVote:
		add("log", fmt.Sprintf("%d/%d", m.LogTerm, m.Index))
	case raftpb.MsgAppResp:
		add("index", fmt.Sprint(m.Index))
	}
	if m.Commit > 0 {
		add("commit", fmt.Sprint(m.Commit))
	}
	if m.Reject {
		ps = append(ps, piece{theme.Bad, "  rejected"})
		if m.RejectHint > 0 {
			add("hint", fmt.Sprintf("%d/%d", m.LogTerm, m.RejectHint))
		}
	} else if m.Type == raftpb.MsgVoteResp || m.Type == raftpb.MsgPreVoteResp {
		ps = append(ps, piece{theme.Good, "  granted"})
	}
	if len(m.Entries) > 0 {
		ps = append(ps, piece{theme.Append, "  + "}, plain(view.DescribeEntries(m.Entries)))
	}
	if s := m.Snapshot; s != nil {
		add("snapshot", fmt.Sprintf("%d/%d %s", s.Term, s.Index, s.Config.String()))
	}
	return ps
}

// kind is the style of a message's type.
func kind(m *view.Message) grid.Style {
	switch m.Type {
	case raftpb.MsgVote, raftpb.MsgVoteResp, raftpb.MsgPreVote, raftpb.MsgPreVoteResp, raftpb.MsgTimeoutNow:
		return theme.Vote
	case raftpb.MsgHeartbeat, raftpb.MsgHeartbeatResp:
		return theme.Heartbeat
	case raftpb.MsgSnap:
		return theme.Snapshot
	}
	return theme.Append
}

// links says how the network is not as it should be, nothing when it is.
func links(l *view.Links) []piece {
	if l == nil {
		return nil
	}
	var parts []string
	if len(l.Groups) > 0 {
		groups := make([]string, len(l.Groups))
		for i, g := range l.Groups {
			groups[i] = names(g, " ")
		}
		parts = append(parts, "partition "+strings.Join(groups, " | "))
	}
	for _, cut := range l.Cut {
		parts = append(parts, fmt.Sprintf("cut %v→%v", cut.From, cut.To))
	}
	for _, r := range l.Rules {
		parts = append(parts, linkRule(r))
	}
	if len(parts) == 0 {
		return nil
	}
	return []piece{{theme.Bad, "✗ "}, {theme.Warn, grid.Clip(strings.Join(parts, ", "), 48)}}
}

func linkRule(r view.LinkRule) string {
	s := "all links"
	if r.From != 0 || r.To != 0 {
		s = fmt.Sprintf("%v→%v", r.From, r.To)
	}
	if r.MaxDelay > 0 {
		s += fmt.Sprintf(" delay %d..%d", r.MinDelay, r.MaxDelay)
	}
	if r.LossPercent > 0 {
		s += fmt.Sprintf(" loss %d%%", r.LossPercent)
	}
	return s
}
