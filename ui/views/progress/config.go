package progress

import (
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// DrawConfig draws what each node has for the configuration.
func DrawConfig(f *frame.Frame, c grid.Canvas) {
	paint.Heading(c, f.Focus == layout.ConfigPane, []paint.Piece{paint.In(theme.Title, "configuration")})
}
