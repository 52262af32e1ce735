package scene

import (
	"fmt"

	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// tabs names the views with their keys; the one that is shown stands out.
func tabs(f *frame.Frame, c grid.Canvas) {
	x := 1
	for p := range layout.Pages {
		key, name := fmt.Sprint(int(p)+1), paint.Label(p.String())
		if p == f.Page {
			name = paint.In(theme.AccentStrong, p.String())
		}
		end := paint.Write(c, x, 0, c.W(), paint.In(theme.Key, key), paint.Plain(" "), name)
		r := grid.Rect{X: x, W: end - x, H: 1}
		if p == f.Page {
			c.Sub(grid.Rect{X: x - 1, W: r.W + 2, H: 1}).Select()
		}
		f.Spot(layout.NoPane, c, r, frame.Thing{Kind: frame.Tab, Number: uint64(p)})
		x = end + 2
	}
	if f.Zoom != layout.NoPane {
		paint.WriteRight(c, c.W()-1, 0, paint.In(theme.Accent, "z"), paint.Label(" all panes"))
	}
}
