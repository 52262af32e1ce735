package spacetime

import (
	"strconv"

	"raftviz/cluster/lang"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/theme"
)

// gutter is what stands left of the lanes: the step and the tick of each row,
// and the command that began there.
type gutter struct {
	// width is all of it, step, tick and command the columns behind which each ends.
	width, step, tick, command int
}

// newGutter measures the gutter of a diagram of so many columns.
func newGutter(f *frame.Frame, w int) gutter {
	v := f.Step(f.Newest)
	g := gutter{step: 3 + max(len(strconv.Itoa(f.Newest)), 4)}
	g.tick = g.step + 1 + max(len(strconv.Itoa(v.Tick)), 4)
	g.command = g.tick
	if f.Commands != nil && w-g.tick-commandWidth >= len(f.Nodes())*(roomy+3) {
		g.command += commandWidth
	}
	g.width = g.command + 1
	return g
}

const (
	plainGutter  = 13 // columns, about, without commands
	commandWidth = 19
)

// draw writes what stands left of the rows.
func (g gutter) draw(f *frame.Frame, p *picture, c grid.Canvas) {
	c.Right(g.step, 0, theme.Faint, lang.T("step"))
	c.Right(g.tick, 0, theme.Faint, lang.T("tick"))
	chosen := p.chosenRow(f.Cursors[layout.SpaceTimePane])
	for r := p.lo; r < p.hi; r++ {
		y, row := p.y(r)+1, &p.rows[r]
		if r == chosen {
			c.Text(1, y, theme.AccentStrong, "▸")
		}
		switch row.kind {
		case quiet:
			c.Right(g.tick, y, theme.Faint, lang.F("%d ticks", row.ticks))
			continue
		case present:
			g.now(f, p, c, y)
			continue
		}
		c.Right(g.step, y, theme.Dim, number(uint64(row.first)))
		if r == p.lo || p.rows[r-1].tick != row.tick || p.rows[r-1].kind == quiet {
			c.Right(g.tick, y, theme.Dim, number(uint64(row.tick)))
		}
		g.commands(f, p, c, r)
	}
}

// commands writes the command that began in a row.
func (g gutter) commands(f *frame.Frame, p *picture, c grid.Canvas, r int) {
	row := &p.rows[r]
	if g.command == g.tick || row.command == 0 || r > 0 && p.rows[r-1].command == row.command {
		return
	}
	line := f.Commands(row.command)
	if r > 0 && f.Commands(p.rows[r-1].command) == line {
		return
	}
	c.Within(g.tick+2, p.y(r)+1, commandWidth-3, theme.Command, line)
}

// now marks the step that is looked at: in the past with a line across all lanes.
func (g gutter) now(f *frame.Frame, p *picture, c grid.Canvas, y int) {
	step := number(uint64(f.At))
	if !f.Past() {
		c.Right(g.step, y, theme.AccentStrong, step)
		c.Right(g.tick, y, theme.Accent, lang.T("now"))
		return
	}
	x := c.Text(0, y, theme.AccentStrong, "━ ")
	x = c.Text(x, y, theme.AccentStrong, grid.Fit(g.width+p.x[0]-3, lang.F("now: step %d", f.At), lang.F("now %d", f.At)))
	for x++; x < c.W(); x++ {
		if at := p.at(x-g.width, y-1); x < g.width || at == nil || at.empty() {
			c.Repeat(x, y, 1, theme.Accent, '━')
		}
	}
}

// fade makes what comes after the step that is looked at recede.
func (p *picture) fade(c grid.Canvas) {
	for r := p.lo; r < p.hi; r++ {
		if p.rows[r].kind == present && r+1 < p.hi {
			y := p.y(r) + 1
			c.Sub(grid.Rect{Y: y, W: c.W(), H: c.H() - y}).Restyle(func(s grid.Style) grid.Style {
				return theme.Faint | s&grid.Highlight
			})
		}
	}
}
