package layout

import "raftviz/ui/grid"

// minBox is the width of the narrowest box for a node.
const minBox = 26

// Boxes divides a pane between so many nodes, in their order: as many side by
// side as fit, and the rows as even as can be. columns is how many stand in a row.
func Boxes(pane grid.Rect, nodes int) (boxes []grid.Rect, columns int) {
	rows, columns := boxRows(pane.W, nodes)
	boxes = make([]grid.Rect, nodes)
	height := pane.H / rows
	for i := range boxes {
		column, row := i%columns, i/columns
		x, right := column*pane.W/columns, (column+1)*pane.W/columns
		boxes[i] = grid.Rect{X: x, Y: row * height, W: right - x, H: height}
	}
	return boxes, columns
}

func boxRows(w, nodes int) (rows, columns int) {
	most := max(min(w/minBox, nodes), 1)
	rows = (nodes + most - 1) / most
	return rows, (nodes + rows - 1) / rows
}
