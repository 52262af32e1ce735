package scene

import (
	"cmp"

	"raftviz/cluster/lang"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// promptBox draws a prompt.
type promptBox struct {
	f *frame.Frame
	*frame.Prompt
}

// choices are the most that a prompt shows at once.
const choices = 8

// draw draws the prompt in its row, and the choices above it.
func (p promptBox) draw(c grid.Canvas, at grid.Rect) {
	row := c.Sub(at)
	row.Clear(theme.Text)
	p.f.Spot(layout.NoPane, row, grid.Rect{W: row.W(), H: row.H()}, frame.Thing{Kind: frame.Above})
	row.Text(1, 0, theme.AccentStrong, cmp.Or(p.Sign, ":"))
	input := row.W() - 3
	if used := grid.Width(p.Text) + 6; used+grid.Width(p.Hint) < row.W() {
		row.Right(row.W()-1, 0, theme.Dim, p.Hint)
		input = row.W() - 4 - grid.Width(p.Hint)
	}
	drawInput(p.Input, row, 2, 0, input)
	if len(p.Choices) == 0 {
		return
	}
	height := min(len(p.Choices), choices)
	names, about := 0, 0
	for _, ch := range p.Choices {
		names, about = max(names, grid.Width(ch.Text)), max(about, grid.Width(ch.About))
	}
	w := min(names+about+6, c.W()-2)
	list := c.Sub(grid.Rect{X: 1, Y: at.Y - height - 2, W: w, H: height + 2})
	list.Clear(theme.Text)
	p.f.Spot(layout.NoPane, list, grid.Rect{W: list.W(), H: list.H()}, frame.Thing{Kind: frame.Above})
	in := list.Box(theme.Accent, grid.Light)
	top := paint.Window(len(p.Choices), height, max(p.Chosen, 0))
	if n := len(p.Choices); n > height {
		paint.WriteRight(list, w-2, height+1, paint.Label(" "+lang.F("%d–%d of %d", top+1, top+height, n)+" "))
	}
	for y := range height {
		p.choice(in.Row(y), top+y, names)
	}
}

func (p promptBox) choice(c grid.Canvas, i, names int) {
	ch := p.Choices[i]
	c.Text(1, 0, theme.Command, ch.Text)
	c.Within(names+3, 0, c.W()-names-4, theme.Dim, ch.About)
	option(p.f, c, i)
	if i == p.Chosen {
		c.Text(0, 0, theme.AccentStrong, "▸")
		c.Select()
	}
}
