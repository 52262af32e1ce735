package layout

import "raftviz/ui/grid"

// readyPage has everything of the selected node's Ready, and the code of its stage.
func readyPage(body grid.Rect, _ int, panes *[Panes]grid.Rect) {
	if body.W < minPair {
		at := stack(body, LoopRows)
		panes[StagesPane], panes[FieldsPane] = at[0], at[1]
		return
	}
	left, right := pair(body)
	at := stack(left, LoopRows)
	panes[StagesPane], panes[FieldsPane], panes[SourcePane] = at[0], at[1], right
}
