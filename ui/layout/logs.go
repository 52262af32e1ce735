package layout

import "raftviz/ui/grid"

// logsPage has all logs.
func logsPage(body grid.Rect, _ int, panes *[Panes]grid.Rect) {
	panes[LogsPane] = body
}
