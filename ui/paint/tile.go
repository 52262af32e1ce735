package paint

import (
	"strconv"

	"raftviz/cluster/view"
	"raftviz/ui/grid"
	"raftviz/ui/theme"
)

// Tile draws one place of a log: its entry's term on a tile, which is filled when
// the entry is committed, and outlined when it is not yet. A shaded tile went
// into the snapshot, and a dot is an entry that the log does not have.
type Tile struct {
	// Digits are those of the largest term.
	Digits int
	// Open leaves out the right edge, where there is little room.
	Open bool
}

// TileFor is the tile that has room for a term.
func TileFor(term uint64) Tile { return Tile{Digits: len(strconv.FormatUint(term, 10))} }

// Width is the columns of a tile.
func (t Tile) Width() int {
	if t.Open {
		return t.Digits + 1
	}
	return t.Digits + 2
}

// Draw draws what node n has at index i of its log.
func (t Tile) Draw(c grid.Canvas, x, y int, n *view.Node, i uint64) {
	e := n.Log.Entry(i)
	switch {
	case e == nil && i < n.Log.First():
		c.Repeat(x, y, t.Digits+1, theme.Faint, '░')
		return
	case e == nil:
		c.Repeat(x+t.Digits, y, 1, theme.Faint, '·')
		return
	}
	edge, fill, left, right := theme.Term(e.Term), theme.TermFilled(e.Term), "▐", "▌"
	if i > n.Commit {
		fill, left, right = edge, "▕", "▏"
	}
	c.Text(x, y, edge, left)
	c.Repeat(x+1, y, t.Digits, fill, ' ')
	c.Right(x+1+t.Digits, y, fill, strconv.FormatUint(e.Term, 10))
	if !t.Open {
		c.Text(x+1+t.Digits, y, edge, right)
	}
}
