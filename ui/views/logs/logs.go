package logs

import (
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// Draw draws all logs, aligned by index.
func Draw(f *frame.Frame, c grid.Canvas) {
	paint.Heading(c, f.Focus == layout.LogsPane, []paint.Piece{paint.In(theme.Title, "logs")})
}
