package store

import (
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// DrawOperations draws what clients asked for.
func DrawOperations(f *frame.Frame, c grid.Canvas) {
	paint.Heading(c, f.Focus == layout.OperationsPane, []paint.Piece{paint.In(theme.Title, "operations")})
}
