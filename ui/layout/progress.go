package layout

import "raftviz/ui/grid"

// progressPage has what the leader knows, and the configurations.
func progressPage(body grid.Rect, _ int, panes *[Panes]grid.Rect) {
	if body.W < minPair {
		at := stack(body, body.H/2)
		panes[ProgressPane], panes[ConfigPane] = at[0], at[1]
		return
	}
	panes[ProgressPane], panes[ConfigPane] = pair(body)
}
