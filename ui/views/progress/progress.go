// Package progress draws what leaders know of their members, the quorum that would
// commit the next entry, and the configurations.
package progress

import (
	"fmt"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// Draw draws what the leader knows of each member, and what it counts.
func Draw(f *frame.Frame, c grid.Canvas) {
	focused := f.Focus == layout.ProgressPane
	title := []paint.Piece{paint.In(theme.Title, lang.T("progress"))}
	ls := leaders(f.View(), f.Selected)
	if len(ls) == 0 {
		why := lang.T("  no node leads: nobody counts")
		if n := f.View().Node(f.View().Known()); n != nil {
			why = lang.F("  leader %v, term %d, runs in another process: what it knows is there", n.ID, n.Term)
		}
		leaderless(f, paint.Heading(c, focused, append(title, paint.Label(why))))
		return
	}
	lead := ls[0]
	title = append(title, paint.Label(lang.F("  leader %v, term %d", lead.ID, lead.Term)))
	right := legend(c.W() - paint.Width(title) - 9)
	if len(ls) > 1 {
		right = []paint.Piece{paint.In(theme.Warn, lang.F("%v leads term %d: below", ls[1].ID, ls[1].Term))}
	}
	body := paint.Heading(c, focused, title, right...)
	counted := quorum(lead, func(i uint64) string {
		e := lead.Log.Entry(i)
		return fmt.Sprintf("%d/%d %s", e.Term, i, f.Phrases.Of(e))
	})
	if len(ls) > 1 {
		counted[0].text = append([]paint.Piece{paint.Label(lang.T("for ")), paint.Strong(lead.ID.String()), paint.Label(lang.T(": "))}, counted[0].text...)
	}
	left := max(body.H()-height(counted, c.W()-4), 0)
	room := max(left-1, 0)
	rows := memberRows(f, ls, c.W(), room)
	if len(ls) == 1 && len(rows) > room {
		room = left // the last member instead of a blank row
	}
	list(f, layout.ProgressPane, body.Sub(grid.Rect{W: c.W(), H: room}), rows)
	y := min(len(rows)+1, left)
	for _, line := range counted {
		y = line.draw(body, 3, y)
	}
}

// memberRows are those of all leaders, with words on the members if those of the
// first leader then fit in so many rows.
func memberRows(f *frame.Frame, ls []*view.Node, width, room int) []row {
	rows := leaderRows(f, ls[0], 0, width, true)
	words := len(rows) <= room
	if !words {
		rows = leaderRows(f, ls[0], 0, width, false)
	}
	for i, lead := range ls[1:] {
		rows = append(rows, leaderRows(f, lead, i+1, width, words)...)
	}
	return rows
}

// leaderRows are those of one leader, number i; the first one's name is in the
// heading of the pane.
func leaderRows(f *frame.Frame, lead *view.Node, i, width int, words bool) []row {
	t := newTable(f, lead, width)
	var rows []row
	if i > 0 {
		rows = append(rows, plain(func(grid.Canvas) {}), row{frame.Thing{Kind: frame.Node, Node: lead.ID}, func(c grid.Canvas) {
			paint.Write(c, 3, 0, c.W()-1, paint.Strong(lead.ID.String()), paint.Label(lang.F(" leads term %d, and knows:", lead.Term)))
		}})
	}
	rows = append(rows, plain(t.header))
	for k := range lead.Progress {
		p := &lead.Progress[k]
		thing := frame.Thing{Kind: frame.Member, Node: lead.ID, Number: uint64(p.ID)}
		rows = append(rows, row{thing, func(c grid.Canvas) { t.member(c, p) }})
		about := t.about(p)
		if len(about) > 0 && (words || thing == f.Cursors[layout.ProgressPane]) {
			rows = append(rows, lines(frame.Thing{}, 6, width, about)...)
		}
	}
	return rows
}

// columns are those of the nodes while none leads, by where they begin.
var columns = map[int]string{
	3: lang.Mark("node"), 8: lang.Mark("role"), 25: lang.Mark("term"), 31: lang.Mark("vote"),
	37: lang.Mark("leader"), 45: lang.Mark("last"), 55: lang.Mark("commit"),
}

// leaderless draws what each node knows while none leads.
func leaderless(f *frame.Frame, c grid.Canvas) {
	rows := []row{plain(func(c grid.Canvas) {
		for x, word := range columns {
			c.Text(x, 0, theme.Dim, lang.T(word))
		}
	})}
	for _, n := range f.Nodes() {
		rows = append(rows, row{frame.Thing{Kind: frame.Node, Node: n.ID}, func(c grid.Canvas) { knows(c, n) }})
	}
	note := []paint.Piece{paint.Label(lang.T("a follower whose election timeout passes campaigns: t ticks the selected node, e has it campaign"))}
	list(f, layout.ProgressPane, c.Sub(grid.Rect{W: c.W(), H: max(min(len(rows), c.H()-3), 1)}), rows)
	paint.Paragraph(c, 3, min(len(rows)+1, c.H()-2), c.W()-1, 2, note...)
}

// knows draws what a node knows by itself.
func knows(c grid.Canvas, n *view.Node) {
	stand := paint.StandingOf(n)
	c.Text(3, 0, theme.Strong, n.ID.String())
	c.Text(8, 0, stand.Style, grid.Fit(16, stand.Glyph+" "+stand.Words[0], stand.Glyph+" "+stand.Words[len(stand.Words)-1]))
	c.Text(25, 0, theme.Term(n.Term), fmt.Sprint(n.Term))
	if n.Elsewhere() {
		return
	}
	c.Text(31, 0, theme.Text, paint.Node(n.Vote))
	c.Text(37, 0, theme.Text, paint.Node(n.Lead))
	c.Text(45, 0, theme.Text, fmt.Sprintf("%d/%d", n.Log.Term(n.Log.Last()), n.Log.Last()))
	c.Text(55, 0, theme.Text, fmt.Sprint(n.Commit))
	if !n.Up {
		c.Restyle(paint.Fade)
	}
}
