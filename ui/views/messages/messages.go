package messages

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.etcd.io/etcd/raft/v3/raftpb"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// Draw lists what is in flight, oldest first. Where there is room it tells about the
// selected message, the clients that wait, and the links.
func Draw(f *frame.Frame, c grid.Canvas) {
	v := f.View()
	chosen := slices.IndexFunc(v.Messages, func(m view.InFlight) bool { return thing(f, m) == f.Cursors[layout.MessagesPane] })
	list := frame.List{
		Pane: layout.MessagesPane, Len: len(v.Messages), Chosen: chosen,
		Thing: func(i int) frame.Thing { return thing(f, v.Messages[i]) },
	}
	about := details{v: v, phrases: f.Phrases, full: c.H() > tall}
	if chosen >= 0 {
		about.selected = v.Messages[chosen].Message
	}
	rows, side, lines := divide(grid.Rect{W: c.W(), H: max(c.H()-1, 0)}, len(v.Messages), about)
	body := paint.Heading(c, f.Focus == layout.MessagesPane, messagesTitle(v, f.Top(&list, rows.H), rows.H), links(v.Links)...)
	draw(body.Sub(side), lines)
	body = body.Sub(rows)
	if len(v.Messages) == 0 {
		body.Text(3, 0, theme.Faint, lang.T("nothing is in flight"))
		return
	}
	ids := len(fmt.Sprint(v.Messages[len(v.Messages)-1].ID))
	list.Draw = func(row grid.Canvas, i int) { message(row, v.Messages[i], ids, v.Tick) }
	f.List(body, list)
}

// thing is a message in flight as the screen's cursor knows it.
func thing(f *frame.Frame, m view.InFlight) frame.Thing {
	return frame.Thing{Kind: frame.Message, Number: uint64(m.ID), Step: f.At}
}

// messagesTitle says how many messages there are, and which are shown.
func messagesTitle(v *view.View, top, rows int) []paint.Piece {
	title := []paint.Piece{paint.In(theme.Title, lang.T("in flight"))}
	switch n := len(v.Messages); {
	case n > rows && rows > 0:
		title = append(title, paint.Label(lang.F(" · %d–%d of %d", top+1, top+rows, n)))
	case n > 0:
		title = append(title, paint.Label(fmt.Sprintf(" · %d", n)))
	}
	if len(v.Requests) > 0 {
		title = append(title, paint.Label(" · "), paint.In(theme.Warn, waiting(v.Requests)))
	}
	return title
}

// waiting says which client has no answer yet, and how many others.
func waiting(rs []*view.Request) string {
	text := grid.Clip(operation(rs[0]), 32)
	if n := len(rs) - 1; n > 0 {
		return lang.F("%s and %d more wait", text, n)
	}
	return lang.F("%s waits", text)
}

// operation is what a client asked for, as a line of the command language.
func operation(r *view.Request) string {
	if r.Kind == view.ReadRequest {
		return fmt.Sprintf("read %s via %v", r.Key, r.Node)
	}
	return fmt.Sprintf("put %s=%s via %v", r.Key, r.Value, r.Node)
}

// Roomy is the width from which on a message's parts have their full words.
const Roomy = 90

func message(c grid.Canvas, m view.InFlight, ids, tick int) {
	arrow := "→"
	x := paint.Write(c, 3, 0, c.W(), paint.Label(fmt.Sprintf("#%-*d ", ids, m.ID)))
	x = paint.Write(c, x, 0, c.W(), paint.Strong(m.From.String()), paint.In(paint.KindStyle(m.Message), arrow), paint.Strong(m.To.String()), paint.Plain(" "))
	x = paint.Write(c, x, 0, c.W(), paint.In(paint.KindStyle(m.Message), fmt.Sprintf("%-17s", m.Type)))
	content := append([]paint.Piece{paint.Label(lang.T("term ")), paint.In(theme.Term(m.Term), strconv.FormatUint(m.Term, 10))}, Content(m.Message)...)
	when, end := travel(m, tick, c.W() >= Roomy), c.W()
	// When it was sent is said only where that cuts nothing of what it says.
	if int(m.Due) > tick || x+paint.Width(content)+paint.Width(when) < c.W()-1 {
		end = paint.WriteRight(c, c.W()-1, 0, when...)
	}
	paint.Write(c, x, 0, end-1, content...)
}

// travel is when a message was sent and when it arrives.
func travel(m view.InFlight, tick int, full bool) []paint.Piece {
	if int(m.Due) > tick {
		due := paint.In(theme.Warn, strings.Replace(m.WhenDue(), "tick ", "", 1))
		if full {
			return []paint.Piece{paint.Label(lang.F("sent at tick %d, ", m.Sent)), due}
		}
		return []paint.Piece{due}
	}
	if full {
		return []paint.Piece{paint.Label(lang.F("sent at tick %d", m.Sent))}
	}
	return []paint.Piece{paint.Label(lang.F("tick %d", m.Sent))}
}

// Content is what a message says besides its type and term.
func Content(m *view.Message) []paint.Piece {
	ps := make([]paint.Piece, 0, 8)
	add := func(label, value string) { ps = append(ps, paint.Label(label), paint.Plain(value)) }
	switch m.Type {
	case raftpb.MsgApp, raftpb.MsgVote, raftpb.MsgPreVote:
		add(lang.T("  log "), position(m.LogTerm, m.Index))
	case raftpb.MsgAppResp:
		add(lang.T("  index "), strconv.FormatUint(m.Index, 10))
	}
	if m.Commit > 0 {
		add(lang.T("  commit "), strconv.FormatUint(m.Commit, 10))
	}
	if m.Reject {
		ps = append(ps, paint.In(theme.Bad, lang.T("  rejected")))
		if m.RejectHint > 0 {
			add(lang.T("  hint "), position(m.LogTerm, m.RejectHint))
		}
	} else if m.Type == raftpb.MsgVoteResp || m.Type == raftpb.MsgPreVoteResp {
		ps = append(ps, paint.In(theme.Good, lang.T("  granted")))
	}
	if len(m.Entries) > 0 {
		ps = append(ps, paint.In(theme.Append, "  + "), paint.Plain(paint.EntryList(m.Entries)))
	}
	if s := m.Snapshot; s != nil {
		add(lang.T("  snapshot "), position(s.Term, s.Index)+" "+s.Config.String())
	}
	return ps
}

// position is written as etcd's raft logs it.
func position(term, index uint64) string {
	return strconv.FormatUint(term, 10) + "/" + strconv.FormatUint(index, 10)
}

// links says in a row how the network is not as it should be, nothing when it is.
func links(l *view.Links) []paint.Piece {
	parts := disturbed(l)
	if len(parts) == 0 {
		return nil
	}
	return []paint.Piece{paint.In(theme.Bad, "✗ "), paint.In(theme.Warn, grid.Clip(strings.Join(parts, lang.T(", ")), 48))}
}

// disturbed are the ways in which the network is not as it should be.
func disturbed(l *view.Links) []string {
	if l == nil {
		return nil
	}
	var parts []string
	if len(l.Groups) > 0 {
		groups := make([]string, len(l.Groups))
		for i, g := range l.Groups {
			groups[i] = paint.Names(g, " ")
		}
		if len(groups) == 1 {
			groups = append(groups, lang.T("all others"))
		}
		parts = append(parts, lang.F("partition %s", strings.Join(groups, " | ")))
	}
	for _, cut := range l.Cut {
		parts = append(parts, lang.F("cut %v→%v", cut.From, cut.To))
	}
	for _, r := range l.Rules {
		parts = append(parts, linkRule(r))
	}
	return parts
}

func linkRule(r view.LinkRule) string {
	s := lang.T("all links")
	if r.From != 0 || r.To != 0 {
		s = fmt.Sprintf("%v→%v", r.From, r.To)
	}
	if r.MaxDelay > 0 {
		s += lang.F(" delay %d..%d", r.MinDelay, r.MaxDelay)
	}
	if r.LossPercent > 0 {
		s += lang.F(" loss %d%%", r.LossPercent)
	}
	return s
}
