package spacetime

import (
	"strings"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
	"raftviz/ui/views/messages"
)

// describe says what is selected; where nothing is, and there is a panel for it,
// what the step that is looked at did.
func describe(f *frame.Frame, p *picture, c grid.Canvas) {
	if c.W() == 0 || c.H() == 0 {
		return
	}
	cursor := f.Cursors[layout.SpaceTimePane]
	var y int
	if fl := p.flightOf(cursor); fl != nil {
		y = aboutMessage(f, p, c, fl)
	} else {
		step := f.At
		if cursor.Kind == frame.Moment && cursor.Step <= f.Newest {
			step = cursor.Step
		}
		y = aboutStep(f, c, f.Step(step), cursor.Node)
	}
	if c.H()-y > len(legend) {
		signs(c.Sub(grid.Rect{Y: c.H() - len(legend) - 1, W: c.W(), H: len(legend) + 1}))
	}
}

// aboutMessage says what a message is, what became of it, and what it means.
func aboutMessage(f *frame.Frame, p *picture, c grid.Canvas, fl *flight) (y int) {
	m := fl.Message
	title := []paint.Piece{
		paint.Label("#" + number(uint64(m.ID)) + " "), paint.Strong(m.From.String()),
		paint.In(paint.KindStyle(m), " → "), paint.Strong(m.To.String()), paint.In(paint.KindStyle(m), " "+m.Type.String()),
	}
	body := paint.Heading(c, false, title)
	ps := append([]paint.Piece{paint.Label(lang.T("term ")), paint.In(theme.Term(m.Term), number(m.Term))}, fl.way(f)...)
	x := 1
	for _, p := range ps {
		if strings.HasPrefix(p.Text, "  ") && x+grid.Width(p.Text) > body.W()-1 {
			x, y, p.Text = 1, y+1, p.Text[2:]
		}
		x = paint.Write(body, x, y, body.W()-1, p)
	}
	means := strings.TrimPrefix(messages.Explain(m), "#"+number(uint64(m.ID))+": ")
	lines := grid.Wrap(means, body.W()-4)
	if len(m.Entries) > 0 {
		lines = append(lines, grid.Wrap("+ "+view.SayEntries(m.Entries), body.W()-4)...)
	}
	return 1 + paragraph(body, y+1, lines)
}

// way is where a message went, and when.
func (fl *flight) way(f *frame.Frame) []paint.Piece {
	sent := lang.T("sent before these steps")
	switch {
	case fl.sentStep >= 0:
		sent = lang.F("sent at step %d", fl.sentStep)
	case fl.sent >= 0:
		sent = lang.T("sent by another process")
	}
	ps := []paint.Piece{paint.Plain("  " + sent)}
	switch fl.fate {
	case delivered:
		return append(ps, paint.In(theme.Good, "  "+lang.F("arrived at step %d", fl.endStep)))
	case away:
		return append(ps, paint.Label("  "+lang.T("to another process: nobody here knows when it arrives")))
	case lost, lostThere:
		return append(ps, paint.In(theme.Bad, "  "+lang.F("✗ lost at step %d", fl.endStep)))
	}
	for _, m := range f.View().Messages {
		if m.ID == fl.ID && int(m.Due) > f.View().Tick {
			return append(ps, paint.In(theme.Warn, "  "+m.WhenDue()))
		}
	}
	return append(ps, paint.In(theme.Warn, "  "+lang.T("in flight")))
}

// aboutStep says what a step did: to one node, or with node 0 to all.
func aboutStep(f *frame.Frame, c grid.Canvas, s *view.Step, node view.NodeID) (y int) {
	title := []paint.Piece{paint.Label(lang.T("step ")), paint.Strong(number(uint64(s.View.Step))), paint.Label(lang.T("  tick ")), paint.Strong(number(uint64(s.Tick)))}
	body := paint.Heading(c, false, title)
	for i := range s.Events {
		e := &s.Events[i]
		if y >= body.H() || e.What == view.Raft && !f.Raft || node != 0 && e.Node != node {
			continue
		}
		y = paragraph(body, y, grid.Wrap(e.String(), body.W()-4))
	}
	return y + 1
}

// paragraph writes lines from row y on, and returns the row below.
func paragraph(c grid.Canvas, y int, lines []string) int {
	for _, l := range lines {
		if y >= c.H() {
			return y
		}
		c.Text(1, y, theme.Accent, "▏")
		c.Text(3, y, theme.Text, l)
		y++
	}
	return y
}

// legend says what the signs on the lanes mean, two in a row.
var legend = [][2]legendSign{
	{{"★", lang.Mark("leads"), theme.Leader}, {"┃", lang.Mark("while it leads"), theme.Text}},
	{{"◆", lang.Mark("candidate"), theme.Candidate}, {"◇", lang.Mark("pre-candidate"), theme.Candidate}},
	{{"○", lang.Mark("votes, new term"), theme.Vote}, {"✓", lang.Mark("commit grows"), theme.Good}},
	{{"●", lang.Mark("sends"), theme.Append}, {"┬", lang.Mark("and answers"), theme.Append}},
	{{"▷", lang.Mark("client asks"), theme.Command}, {"◁", lang.Mark("is answered"), theme.Good}},
	{{"■", lang.Mark("snapshot"), theme.Snapshot}, {"□", lang.Mark("configuration"), theme.Accent}},
	{{"✗", lang.Mark("crash, loss"), theme.Bad}, {"▲", lang.Mark("start"), theme.Good}},
	{{"▾", lang.Mark("in flight"), theme.Append}, {"┊", lang.Mark("only ticks"), theme.Dim}},
}

type legendSign struct {
	sign, means string
	style       grid.Style
}

// signs draws the legend.
func signs(c grid.Canvas) {
	body := paint.Heading(c, false, []paint.Piece{paint.Label(lang.T("signs"))})
	for y, pair := range legend {
		for i, s := range pair {
			x := 1 + i*(c.W()/2)
			body.Text(x, y, s.style, s.sign)
			body.Within(x+2, y, c.W()/2-3, theme.Dim, lang.T(s.means))
		}
	}
}
