package layout

import "raftviz/ui/grid"

// Heights of the view's panes, where they stand below one another.
const (
	aroundMembers = 8 // what the progress has besides a row a member
	leastConfig   = 4
)

// progressPage has what the leader knows, and the configurations; on a large
// screen, the logs that it is about below them.
func progressPage(body grid.Rect, nodes int, panes *[Panes]grid.Rect) {
	if body.W < minPair {
		at := stack(body, min(nodes+aroundMembers, body.H-leastConfig))
		panes[ProgressPane], panes[ConfigPane] = at[0], at[1]
		return
	}
	if body.H >= largePage {
		at := stack(body, body.H/2)
		body, panes[LogsPane] = at[0], at[1]
	}
	panes[ProgressPane], panes[ConfigPane] = beside(body, body.W*55/100)
}
