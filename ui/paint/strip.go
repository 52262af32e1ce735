package paint

import (
	"fmt"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/grid"
	"raftviz/ui/theme"
)

// Strip draws logs as rows of tiles, one an entry. All nodes' tiles stand for the
// same indexes, so that logs can be compared.
type Strip struct {
	// Scale is the label in front of the tiles: "log", or where they begin.
	Scale       string
	first, last uint64 // the indexes that are drawn
	tile        Tile
}

// NewStrip chooses what of the nodes' logs to draw in so many columns.
func NewStrip(nodes []*view.Node, columns int) Strip {
	var last, term uint64
	for _, n := range nodes {
		if !n.Removed || n.Up {
			last = max(last, n.Log.Last())
		}
		term = max(term, n.Log.Term(n.Log.Last()))
	}
	s := Strip{Scale: lang.T("log"), first: 1, last: last, tile: TileFor(term)}
	s.tile.Open = uint64(max(columns, 0)/s.tile.Width()) < last
	if fit := uint64(max(columns/s.tile.Width(), 1)); fit < last {
		s.first = last - fit + 1
		s.Scale = fmt.Sprintf("%d…", s.first)
	}
	return s
}

// Draw draws one node's log from column x on.
func (s Strip) Draw(c grid.Canvas, x, y int, n *view.Node) {
	for i := s.first; i <= s.last; i++ {
		s.tile.Draw(c, x, y, n, i)
		x += s.tile.Width()
	}
}

// Ruler draws the indexes below the tiles, as many as have room.
func (s Strip) Ruler(c grid.Canvas, x, y int) {
	every := uint64(1)
	for _, every = range []uint64{1, 2, 5, 10, 20, 50, 100} {
		if int(every)*s.tile.Width() > len(fmt.Sprint(s.last)) {
			break
		}
	}
	for i := s.first; i <= s.last; i++ {
		if i%every != 0 {
			continue
		}
		text := fmt.Sprint(i)
		end := x + int(i-s.first)*s.tile.Width() + 1 + s.tile.Digits
		if end-len(text) >= x {
			c.Right(end, y, theme.Faint, text)
		}
	}
}
