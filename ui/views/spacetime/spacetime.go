package spacetime

import (
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// Draw draws a lane a node, and an arrow a message.
func Draw(f *frame.Frame, c grid.Canvas) {
	paint.Heading(c, f.Focus == layout.SpaceTimePane, []paint.Piece{paint.In(theme.Title, "space-time")})
}
