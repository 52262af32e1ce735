package cluster

import (
	"fmt"
	"slices"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// Draw draws a box for each node, all in the form that the narrowest has room
// for: they are there to be compared.
func Draw(f *frame.Frame, c grid.Canvas) {
	nodes := f.Nodes()
	boxes, columns := layout.Boxes(grid.Rect{W: c.W(), H: c.H()}, len(nodes))
	narrowest := c.W() / columns
	p := pane{f: f, narrowest: narrowest, marked: narrowest >= markedPane}
	switch inner := narrowest - 4; {
	case inner >= roomyPane:
		p.label = labelColumns
	case inner >= linedPane:
		p.label = grid.Width(lang.T("voters")) + 1
	}
	p.strip = paint.NewStrip(nodes, narrowest-4-max(p.label, 5))
	for i, n := range nodes {
		p.n, p.selected = n, n.ID == f.Selected
		p.draw(c.Sub(boxes[i]))
		f.Spot(layout.NodesPane, c, boxes[i], frame.Thing{Kind: frame.Node, Node: n.ID})
	}
}

// pane is one node's pane.
type pane struct {
	f        *frame.Frame
	n        *view.Node
	selected bool
	strip    paint.Strip
	// narrowest is the width of the narrowest pane.
	narrowest int
	label     int  // columns of the labels, 0 when they are as long as their words
	marked    bool // the selected one has a mark besides its heavy border
	// rows and ranks are room for those of the node that is drawn.
	rows  []row
	ranks []int
}

// Columns of labels where there is room to line values up.
const (
	labelColumns = 10
	roomyPane    = 36
	linedPane    = 25 // from here on values are lined up, though closely
	markedPane   = 30 // from here on there is room for a mark
)

func (p *pane) draw(c grid.Canvas) {
	style, border := theme.Faint, grid.Light
	if p.selected {
		style, border = theme.Text, grid.Heavy
		if p.f.Focus == layout.NodesPane {
			style = theme.Accent
		}
	}
	in := c.Box(style, border)
	p.title(c, style)
	p.foot(c, style)
	in = in.Sub(grid.Rect{X: 1, W: in.W() - 2, H: in.H()})
	if p.n.Elsewhere() {
		p.elsewhere(in)
		return
	}
	taken := p.draws(in)
	p.details(in.Sub(grid.Rect{Y: taken, W: in.W(), H: in.H() - taken}))
	if !p.n.Up {
		in.Restyle(paint.Fade)
	}
}

// title writes who the node is and what, and its term, on the upper border.
func (p *pane) title(c grid.Canvas, border grid.Style) {
	s := paint.StandingOf(p.n)
	term := lang.F("term %d", p.n.Term)
	mark := ""
	if p.selected && p.marked {
		mark = "▸ "
	}
	name := mark + p.n.ID.String() + " "
	room := c.W() - 6 - grid.Width(term) - grid.Width(name)
	choices := make([]string, 0, len(s.Words)+1)
	for _, w := range s.Words {
		choices = append(choices, s.Glyph+" "+w)
	}
	choices = append(choices, s.Words[len(s.Words)-1])
	x := c.Text(1, 0, theme.Text, " ")
	x = paint.Write(c, x, 0, c.W()-2, paint.Strong(name), paint.In(s.Style, grid.Fit(room, choices...)))
	c.Text(x, 0, border, " ")
	paint.WriteRight(c, c.W()-1, 0, paint.In(border, " "), paint.In(theme.Term(p.n.Term), term), paint.In(border, " "))
}

// watched says of a node that another process tells how it is.
func watched() string { return lang.T("watched") }

// foot writes the state of the node's Ready on the lower border.
func (p *pane) foot(c grid.Canvas, border grid.Style) {
	room := p.narrowest - 4
	if p.n.Watched {
		room -= grid.Width(watched()) + 2
		paint.WriteRight(c, c.W()-1, c.H()-1, paint.In(border, " "), paint.In(theme.Dim, watched()), paint.In(border, " "))
	}
	text, style := p.readiness(room)
	if text == "" {
		return
	}
	x := c.Text(1, c.H()-1, border, " ")
	x = c.Text(x, c.H()-1, style, text)
	c.Text(x, c.H()-1, border, " ")
}

// readiness says in so many columns where the node is with its Ready.
func (p *pane) readiness(room int) (string, grid.Style) {
	rd := p.n.Ready
	if rd == nil {
		if p.n.ReadyWaiting {
			return grid.Fit(room, lang.T("▷ a Ready waits")), theme.Accent
		}
		return "", 0
	}
	stage := fmt.Sprintf("▶ %v %d/%d", p.n.Stage, slices.Index(rd.Plan, p.n.Stage)+1, len(rd.Plan))
	number := fmt.Sprintf("#%d ", rd.Number)
	// The form is that for the longest name of a stage, so that it does not change with each.
	longest := len("▶ ") + len(view.TriggerSnapshot.String()) + len(" 1/1")
	switch {
	case room >= len("Ready ")+len(number)+longest:
		stage = "Ready " + number + stage
	case room >= len(number)+longest:
		stage = number + stage
	}
	return grid.Clip(stage, room), theme.AccentStrong
}
