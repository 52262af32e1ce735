package layout

import "raftviz/ui/grid"

// Widths that the stores and the operations have side by side: a column for each
// node behind that of the keys, and what an operation says in a row.
const (
	storeKeys       = 18
	storeColumn     = 12
	operationsWidth = 84

	// Below that height the stores have room for two keys, and the operations the rest.
	lowPage   = 16
	lowStores = 5
)

// keyValuePage has the stores, and beside or below them what clients asked for; on
// a large screen, below both the logs that the stores are made from.
func keyValuePage(body grid.Rect, nodes int, panes *[Panes]grid.Rect) {
	left := max(storeKeys+nodes*storeColumn, body.W*2/5)
	if body.W-left-gap >= operationsWidth {
		if body.H >= largePage {
			at := stack(body, body.H/2)
			body, panes[LogsPane] = at[0], at[1]
		}
		panes[StoresPane], panes[OperationsPane] = beside(body, left)
		return
	}
	rows := body.H / 2
	if body.H < lowPage {
		rows = min(rows, lowStores)
	}
	at := stack(body, rows)
	panes[StoresPane], panes[OperationsPane] = at[0], at[1]
}
