package store

import (
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// Draw draws the nodes' stores side by side.
func Draw(f *frame.Frame, c grid.Canvas) {
	paint.Heading(c, f.Focus == layout.StoresPane, []paint.Piece{paint.In(theme.Title, "stores")})
}
