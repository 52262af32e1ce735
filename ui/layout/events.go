package layout

import "raftviz/ui/grid"

// eventsPage has what happened.
func eventsPage(body grid.Rect, _ int, panes *[Panes]grid.Rect) {
	panes[EventsPane] = body
}
