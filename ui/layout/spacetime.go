package layout

import "raftviz/ui/grid"

// spaceTimePage has the lanes of all nodes.
func spaceTimePage(body grid.Rect, _ int, panes *[Panes]grid.Rect) {
	panes[SpaceTimePane] = body
}
