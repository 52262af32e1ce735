package frametest

import (
	"fmt"
	"testing"

	"raftviz/cluster/lang"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
)

// Chinese makes the interface speak Chinese until the test has ended.
func Chinese(t testing.TB) {
	t.Helper()
	lang.Use(lang.Chinese)
	t.Cleanup(func() { lang.Use(lang.English) })
}

// ChinesePanes compares the panes of the frame's view in Chinese with a golden file, and
// fails for English that is left in them on a screen of any size. More are the words of
// the test's own cluster, and names that the view has of raft.
func ChinesePanes(t *testing.T, f *frame.Frame, draw map[layout.Pane]func(*frame.Frame, grid.Canvas), more ...string) {
	t.Helper()
	Chinese(t)
	for _, size := range screens {
		g := Panes(f, size[0], size[1], draw)
		OnlyTerms(t, g.Render(grid.Plain()), more...)
		if size[0] == 120 {
			t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) { RequireEqual(t, g) })
		}
	}
}
