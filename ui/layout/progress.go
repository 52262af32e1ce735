package layout

import "raftviz/ui/grid"

// Heights of the view's panes, where they stand below one another.
const (
	aroundMembers = 8 // what the progress has besides a row a member
	tightMembers  = 6 // the same where there is little room
	leastConfig   = 4
	titledConfig  = 2 // a title and a row; without the row, the title is of no use
)

// progressPage has what the leader knows, and the configurations; on a large
// screen, the logs that it is about below them.
func progressPage(body grid.Rect, nodes int, panes *[Panes]grid.Rect) {
	if body.W < minPair {
		rows := min(nodes+aroundMembers, max(body.H-leastConfig, nodes+tightMembers))
		if body.H-rows < titledConfig {
			rows = body.H // a member that cannot be seen is worse than no configurations
		}
		at := stack(body, rows)
		panes[ProgressPane], panes[ConfigPane] = at[0], at[1]
		return
	}
	if body.H >= largePage {
		at := stack(body, body.H/2)
		body, panes[LogsPane] = at[0], at[1]
	}
	panes[ProgressPane], panes[ConfigPane] = beside(body, body.W*55/100)
}
