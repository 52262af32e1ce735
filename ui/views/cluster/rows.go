package cluster

import (
	"fmt"
	"slices"
	"strings"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/grid"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// row is a row that a pane could show. The rows with the lowest rank are
// shown, as many as there is room for, in the order in which they were listed.
type row struct {
	rank int
	draw func(*pane, grid.Canvas)
}

// draws draws the rows that a pane has room for, and returns how many.
func (p *pane) draws(c grid.Canvas) int {
	p.candidates()
	if n := max(len(p.n.Progress)-1, 0); len(p.rows)+n <= c.H() {
		p.followers()
	}
	p.ranks = p.ranks[:0]
	for _, r := range p.rows {
		p.ranks = append(p.ranks, r.rank)
	}
	slices.Sort(p.ranks)
	limit, y := p.ranks[min(c.H(), len(p.ranks))-1], 0
	for _, r := range p.rows {
		if r.rank <= limit && y < c.H() {
			r.draw(p, c.Row(y))
			y++
		}
	}
	return y
}

// ruler is the row of indexes below the log.
func (p *pane) ruler(c grid.Canvas) { p.strip.Ruler(c, p.at(p.strip.Scale), 0) }

// candidates lists the rows in the order of drawing. No two ranks are equal.
func (p *pane) candidates() {
	config := 20
	if p.n.Config != nil && p.n.Config.Joint() {
		config = -2 // it decides who must agree, so it must be seen
	}
	p.rows = append(p.rows[:0],
		row{4, (*pane).standing},
		row{1, (*pane).commit},
		row{3, (*pane).timer},
		row{2, (*pane).log},
		row{7, (*pane).ruler},
		row{5, (*pane).kv},
		row{6, (*pane).disk},
		row{config, (*pane).config},
	)
	if p.n.CrashAt != view.NoStage {
		p.rows = append(p.rows, row{0, (*pane).armed})
	}
	if p.n.FailDiskAt != view.NoStage {
		p.rows = append(p.rows, row{0, (*pane).failing})
	}
	for _, text := range p.broken() {
		p.rows = append(p.rows, row{0, func(_ *pane, c grid.Canvas) { c.Text(0, 0, theme.Bad, text) }})
	}
	if p.n.Transferee != 0 {
		p.rows = append(p.rows, row{-1, (*pane).transfer})
	}
}

// at is the column behind a label.
func (p *pane) at(word string) int {
	return max(p.label, grid.Width(word)+1, 5)
}

// labelled draws a label and the pieces behind it.
func (p *pane) labelled(c grid.Canvas, word string, ps ...paint.Piece) {
	c.Text(0, 0, theme.Dim, word)
	paint.Write(c, p.at(word), 0, c.W(), ps...)
}

// pair draws two labelled values side by side.
func (p *pane) pair(c grid.Canvas, a, av, b, bv string) {
	p.labelled(c, a, paint.Strong(av))
	x := max(c.W()/2, p.at(a)+grid.Width(av)+2)
	paint.Write(c, x, 0, c.W(), paint.Label(b+" "), paint.Strong(bv))
}

// standing is whom the node has voted for and whom it follows; of a leader, which
// has itself for both, how far its followers are.
func (p *pane) standing(c grid.Canvas) {
	if len(p.n.Progress) > 1 {
		p.labelled(c, "match", matches(p.n, c.W()-p.at("match"))...)
		return
	}
	p.pair(c, lang.T("vote"), paint.Node(p.n.Vote), lang.T("leader"), paint.Node(p.n.Lead))
}

func (p *pane) commit(c grid.Canvas) {
	p.pair(c, lang.T("commit"), fmt.Sprint(p.n.Commit), lang.T("applied"), fmt.Sprint(p.n.Applied))
}

func (p *pane) log(c grid.Canvas) {
	if p.n.Log.Last() == 0 {
		p.labelled(c, lang.T("log"), paint.In(theme.Faint, lang.T("empty")))
		return
	}
	word := p.strip.Scale
	label := word
	if long := lang.T("log") + " " + word; word != lang.T("log") && grid.Width(long) < p.at(word) {
		label = long
	}
	c.Text(0, 0, theme.Dim, label)
	p.strip.Draw(c, p.at(word), 0, p.n)
}

// kv draws the store's keys and values, as many as there is room for.
func (p *pane) kv(c grid.Canvas) {
	c.Text(0, 0, theme.Dim, "kv")
	x := p.at("kv")
	if p.n.KV.Len() == 0 {
		c.Text(x, 0, theme.Faint, lang.T("empty"))
		return
	}
	left := p.n.KV.Len()
	for k, v := range p.n.KV.All {
		room := c.W() - x
		if left > 1 {
			room -= len(" +") + paint.Digits(left-1) // for how many more there are
		}
		if w := grid.Width(k) + 1 + grid.Width(v); w > room && left < p.n.KV.Len() {
			paint.Number(c, c.Text(x, 0, theme.Dim, "+"), 0, theme.Dim, left)
			return
		}
		end := x + max(room, 0)
		x = c.Within(x, 0, end-x, theme.Dim, k)
		if x < end {
			x = c.Text(x, 0, theme.Dim, "=")
		}
		x = c.Within(x, 0, end-x, theme.Text, v) + 1
		left--
	}
}

// disk is what the node's files hold, which may lag behind.
func (p *pane) disk(c grid.Canvas) {
	d := p.n.Disk
	if d == nil {
		return
	}
	plus, commit := "  +", lang.T("  commit ")
	if c.W() < roomyPane {
		plus, commit = plus[1:], commit[1:]
	}
	var buffered []paint.Piece
	if d.BufferedBytes > 0 {
		bytes := fmt.Sprintf("%d B", d.BufferedBytes)
		if c.W() >= roomyPane+14 {
			bytes = lang.F("%d B buffered", d.BufferedBytes)
		}
		buffered = []paint.Piece{paint.In(theme.Warn, plus+bytes)}
	}
	var snapshot []paint.Piece
	if d.Snapshot > 0 {
		snapshot = []paint.Piece{paint.Label(lang.T("  snapshot ")), paint.Plain(fmt.Sprint(d.Snapshot))}
	}
	p.labelled(c, lang.T("disk"), paint.Fitting(c.W()-p.at(lang.T("disk")),
		[]paint.Piece{paint.Label(lang.T("last ")), paint.Plain(fmt.Sprint(d.Last))},
		[]paint.Piece{paint.Label(commit), paint.Plain(fmt.Sprint(d.Commit))},
		buffered, snapshot,
		[]paint.Piece{paint.Label(lang.T("  term ")), paint.Plain(fmt.Sprint(d.Term)), paint.Label(lang.T("  vote ")), paint.Plain(paint.Node(d.Vote))},
	)...)
}

func (p *pane) config(c grid.Canvas) {
	cfg := p.n.Config
	if cfg == nil {
		return
	}
	var outgoing, learners, joint []paint.Piece
	if cfg.Joint() {
		outgoing = []paint.Piece{paint.In(theme.Warn, " & "), paint.Plain(paint.Names(cfg.Outgoing, " "))}
		joint = []paint.Piece{paint.In(theme.Warn, lang.T("  joint"))}
	}
	if len(cfg.Learners) > 0 {
		word := lang.T("  learner ")
		if c.W() <= roomyPane {
			word = " ~"
		}
		learners = []paint.Piece{paint.Label(word), paint.Plain(paint.Names(cfg.Learners, " "))}
	}
	p.labelled(c, lang.T("voters"), paint.Fitting(c.W()-p.at(lang.T("voters")),
		append([]paint.Piece{paint.Plain(paint.Names(cfg.Voters, " "))}, outgoing...), learners, joint)...)
}

func (p *pane) armed(c grid.Canvas) {
	at := p.n.CrashAt.String()
	c.Text(0, 0, theme.Bad, grid.Fit(c.W(), lang.F("✗ will crash before %s", at), lang.F("✗ crash at %s", at), "✗ at "+at))
}

func (p *pane) failing(c grid.Canvas) {
	at := p.n.FailDiskAt.String()
	c.Text(0, 0, theme.Bad, grid.Fit(c.W(), lang.F("✗ its disk will fail in %s", at), lang.F("✗ disk fails in %s", at), lang.F("✗ disk: %s", at)))
}

// broken says which rules the node breaks, in at most two rows: all of them, or
// the first and how many more.
func (p *pane) broken() []string {
	rules, room := p.n.Broken.Rules(), p.narrowest-4
	if len(rules) == 0 {
		return nil
	}
	for _, before := range []string{lang.T("✗ breaks "), "✗ "} {
		if lines := wrapNames(before+p.n.Broken.String(), room); len(lines) <= 2 {
			return lines
		}
	}
	return []string{
		grid.Fit(room, lang.T("✗ breaks ")+rules[0].String(), "✗ "+rules[0].String()),
		"  " + lang.F("and %d more", len(rules)-1),
	}
}

// wrapNames breaks a text behind blanks and hyphens into lines of at most width
// columns, all but the first indented.
func wrapNames(text string, width int) []string {
	var lines []string
	line := ""
	for len(text) > 0 {
		n := strings.IndexAny(text, " -") + 1
		if n == 0 {
			n = len(text)
		}
		if part := text[:n]; grid.Width(line+strings.TrimSuffix(part, " ")) > width {
			lines, line = append(lines, strings.TrimRight(line, " ")), "  "
		}
		line, text = line+text[:n], text[n:]
	}
	return append(lines, line)
}

func (p *pane) transfer(c grid.Canvas) {
	to := p.n.Transferee.String()
	c.Text(0, 0, theme.Warn, grid.Fit(c.W(), lang.F("→ transferring leadership to %s", to), lang.F("→ transfer to %s", to)))
}
