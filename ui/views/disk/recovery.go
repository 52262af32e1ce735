package disk

import (
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// DrawRecovery draws what a restart would make of the files.
func DrawRecovery(f *frame.Frame, c grid.Canvas) {
	paint.Heading(c, f.Focus == layout.RecoveryPane, []paint.Piece{paint.In(theme.Title, "recovery")})
}
