package spacetime

import (
	"raftviz/ui/frame"
	"raftviz/ui/grid"
)

// describe says what is selected.
func describe(f *frame.Frame, p *picture, c grid.Canvas) {
}
