package spacetime

import (
	"raftviz/cluster/lang"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// Draw draws a lane a node, and an arrow a message.
func Draw(f *frame.Frame, c grid.Canvas) {
	cursor := f.Cursors[layout.SpaceTimePane]
	body := paint.Heading(c, f.Focus == layout.SpaceTimePane, []paint.Piece{paint.In(theme.Title, lang.T("space-time"))}, kinds()...)
	body, about := split(body, len(f.Nodes()), cursor)
	rows := body.H() - 1
	if rows < 1 {
		return
	}
	left := newGutter(f, body.W())
	if body.W() < left.width+4*len(f.Nodes()) {
		body.Within(3, 0, body.W()-3, theme.Dim, lang.T("too narrow for the lanes of all nodes; z zooms"))
		return
	}
	x, gap := columns(len(f.Nodes()), 0, body.W()-left.width)
	p := &picture{window: choose(f, rows, gap), sheet: newSheet(body.W()-left.width, rows), text: newText(), x: x, gap: gap}
	if len(p.lanes) != len(f.Nodes()) {
		p.x, p.gap = columns(len(p.lanes), 0, body.W()-left.width)
	}
	p.draw(cursor)
	chart := body.Sub(grid.Rect{X: left.width, Y: 1, W: p.w, H: rows})
	p.heads(f, body.Sub(grid.Rect{X: left.width, W: p.w, H: 1}))
	p.show(chart)
	left.draw(f, p, body)
	p.fade(body.Sub(grid.Rect{Y: 1, W: body.W(), H: rows}))
	p.spots(f, body, left.width)
	describe(f, p, about)
	if p.lo == 0 && p.from > 0 {
		// There are not enough rows, however far a screen may look back.
		c.Text(4+grid.Width(lang.T("space-time")), 0, theme.Dim, lang.F("from step %d on ", p.from))
	}
}

// wordy is how many columns must be between two lanes so that there are words on
// them.
const wordy = 11

// kinds are the colours of the arrows, and what they stand for.
func kinds() []paint.Piece {
	return []paint.Piece{
		paint.In(theme.Append, lang.T("─▶ append ")), paint.In(theme.Vote, lang.T("─▶ vote ")),
		paint.In(theme.Heartbeat, lang.T("─▶ heartbeat ")), paint.In(theme.Snapshot, lang.T("─▶ snapshot")),
	}
}

// split gives what is said about the selected thing its room: a panel at the
// right where there is enough, else the last rows once something is selected.
func split(c grid.Canvas, lanes int, cursor frame.Thing) (body, about grid.Canvas) {
	w, h := c.W(), c.H()
	if w >= panelFrom && w-panelWidth-plainGutter >= lanes*roomy {
		return c.Sub(grid.Rect{W: w - panelWidth - 2, H: h}), c.Sub(grid.Rect{X: w - panelWidth, W: panelWidth, H: h})
	}
	if cursor.Kind == frame.Nothing || h < 12 {
		return c, c.Sub(grid.Rect{})
	}
	return c.Sub(grid.Rect{W: w, H: h - aboutRows}), c.Sub(grid.Rect{Y: h - aboutRows, W: w, H: aboutRows})
}

const (
	panelFrom  = 116 // columns from which on there is a panel
	panelWidth = 36
	aboutRows  = 4
	roomy      = 15 // columns a lane, so that there is something to read on the arrows
)

// heads writes the nodes' names above their lanes, with the terms that they were
// in as the first row begins.
func (p *picture) heads(f *frame.Frame, c grid.Canvas) {
	for i, id := range p.lanes {
		x := p.x[i] - 1
		style := theme.Strong
		if id == f.Selected {
			style = theme.AccentStrong
			c.Text(x-1, 0, style, "▸")
		}
		x = c.Text(x, 0, style, id.String())
		if n := p.entering(id); n != nil && p.gap >= 5 {
			c.Text(x+1, 0, theme.TermFilled(n.Term), number(n.Term))
		}
	}
}
