package ready

import (
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// DrawSource draws the code of the stage at hand.
func DrawSource(f *frame.Frame, c grid.Canvas) {
	paint.Heading(c, f.Focus == layout.SourcePane, []paint.Piece{paint.In(theme.Title, "source")})
}
