package timeline

import (
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// Draw draws the whole history in a line.
func Draw(f *frame.Frame, c grid.Canvas) {
	paint.Heading(c, f.Focus == layout.TimelinePane, []paint.Piece{paint.In(theme.Title, "timeline")})
}
