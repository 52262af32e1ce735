package paint

import (
	"fmt"

	"raftviz/cluster/view"
	"raftviz/ui/grid"
	"raftviz/ui/theme"
)

// Strip draws logs as rows of tiles, one an entry, with the entry's term on
// it. All nodes' tiles stand for the same indexes, so that logs can be
// compared. A filled tile is committed, an outlined one not yet, a dot is an
// entry that other logs have, and a shaded tile went into the snapshot.
type Strip struct {
	first, last uint64 // the indexes that are drawn
	digits      int    // of the largest term
	cell        int    // columns a tile
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
	s := Strip{first: 1, last: last, digits: len(fmt.Sprint(term))}
	s.cell = s.digits + 2
	if uint64(max(columns, 0)/s.cell) < last {
		s.cell = s.digits + 1
	}
	if fit := uint64(max(columns/s.cell, 1)); fit < last {
		s.first = last - fit + 1
	}
	return s
}

// Draw draws one node's log from column x on.
func (s Strip) Draw(c grid.Canvas, x, y int, n *view.Node) {
	for i := s.first; i <= s.last; i++ {
		s.tile(c, x, y, n, i)
		x += s.cell
	}
}

func (s Strip) tile(c grid.Canvas, x, y int, n *view.Node, i uint64) {
	e := n.Log.Entry(i)
	if e == nil {
		gone := '·'
		if i <= n.Log.First()-1 {
			gone = '░'
			c.Repeat(x, y, s.digits+1, theme.Faint, gone)
			return
		}
		c.Repeat(x+s.digits, y, 1, theme.Faint, gone)
		return
	}
	term := fmt.Sprintf("%*d", s.digits, e.Term)
	edge, fill, left, right := theme.Term(e.Term), theme.TermFilled(e.Term), "▐", "▌"
	if i > n.Commit {
		fill, left, right = edge, "▕", "▏"
	}
	c.Text(x, y, edge, left)
	c.Text(x+1, y, fill, term)
	if s.cell > s.digits+1 {
		c.Text(x+1+s.digits, y, edge, right)
	}
}

// Ruler draws the indexes below the tiles, as many as have room.
func (s Strip) Ruler(c grid.Canvas, x, y int) {
	every := uint64(1)
	for _, every = range []uint64{1, 2, 5, 10, 20, 50, 100} {
		if int(every)*s.cell > len(fmt.Sprint(s.last)) {
			break
		}
	}
	for i := s.first; i <= s.last; i++ {
		if i%every != 0 {
			continue
		}
		text := fmt.Sprint(i)
		end := x + int(i-s.first)*s.cell + 1 + s.digits
		if end-len(text) >= x {
			c.Right(end, y, theme.Faint, text)
		}
	}
}

// Scale is the label in front of the tiles: "log", or where they begin.
func (s Strip) Scale() string {
	if s.first == 1 {
		return "log"
	}
	return fmt.Sprintf("%d…", s.first)
}
