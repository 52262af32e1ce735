package spacetime

import (
	"fmt"
	"testing"

	"raftviz/ui/frametest"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
)

func TestLook(t *testing.T) {
	f := frametest.Of(t, layout.SpaceTime, "cluster seed=42", "until leader != 0", "run 2", "put x 1", "run 3")
	g := grid.New(80, 40)
	Draw(f, g.Canvas())
	fmt.Println(g.Render(grid.Plain()))
}
