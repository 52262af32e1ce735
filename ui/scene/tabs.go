package scene

import (
	"strconv"

	"raftviz/cluster/lang"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// spread is the width from which on the tabs stand apart while a pane is zoomed:
// there is room for what brings the others back.
const spread = 92

// tabs names the views with their keys; the one that is shown stands out.
func tabs(f *frame.Frame, c grid.Canvas) {
	zoomed := f.Zoom != layout.NoPane
	x, gap, others := 1, 2, lang.T("all panes")
	if zoomed && c.W() < spread {
		gap, others = 1, lang.T("panes")
	}
	for p := range layout.Pages {
		name := paint.Label(lang.T(p.String()))
		if p == f.Page {
			name.Style = theme.AccentStrong
		}
		end := paint.Write(c, x, 0, c.W(), paint.In(theme.Key, f.Key("view-"+p.String(), strconv.Itoa(int(p)+1))), paint.Plain(" "), name)
		r := grid.Rect{X: x, W: end - x, H: 1}
		if p == f.Page {
			c.Sub(grid.Rect{X: x - 1, W: r.W + 2, H: 1}).Select()
		}
		f.Spot(layout.NoPane, c, r, frame.Thing{Kind: frame.Tab, Number: uint64(p)})
		x = end + gap
	}
	if zoomed {
		x = paint.WriteRight(c, c.W()-1, 0, paint.In(theme.Key, f.Key("zoom", "z")), paint.Label(" "+others))
		press(f, c, grid.Rect{X: x, W: c.W() - 1 - x, H: 1}, f.Key("zoom", "z"))
	}
}
