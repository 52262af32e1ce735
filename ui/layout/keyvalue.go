package layout

import "raftviz/ui/grid"

// keyValuePage has the stores, and below them what clients asked for.
func keyValuePage(body grid.Rect, _ int, panes *[Panes]grid.Rect) {
	at := stack(body, body.H/2)
	panes[StoresPane], panes[OperationsPane] = at[0], at[1]
}
