package layout

import "raftviz/ui/grid"

// diskPage has the selected node's files, and what a restart would make of them; on
// a large screen also the Ready that writes them.
func diskPage(body grid.Rect, _ int, panes *[Panes]grid.Rect) {
	if body.W < minPair {
		at := stack(body, body.H*2/3)
		panes[FilesPane], panes[RecoveryPane] = at[0], at[1]
		return
	}
	panes[FilesPane], body = beside(body, body.W*3/5)
	if body.H >= largePage {
		at := stack(body, body.H/2)
		body, panes[StagesPane] = at[0], at[1]
	}
	panes[RecoveryPane] = body
}
