package progress

import (
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// Draw draws what the leader knows of each member.
func Draw(f *frame.Frame, c grid.Canvas) {
	paint.Heading(c, f.Focus == layout.ProgressPane, []paint.Piece{paint.In(theme.Title, "progress")})
}
