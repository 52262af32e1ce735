package layout

import "raftviz/ui/grid"

// Heights of the Ready's panes.
const (
	// stagesRows is the height of the stages with what they mean below them.
	stagesRows = 22
	// fieldsRows is the least that the fields have where the stages have so many.
	fieldsRows = 12
	// handRows is a title, and the line of code at hand.
	handRows = 2
	// rowRows is the height of the stages in one row, which they have where a lesson's text
	// leaves less than lowReady for the view.
	rowRows  = 2
	lowReady = 17
)

// readyPage has everything of the selected node's Ready, and the code of its stage.
func readyPage(body grid.Rect, _ int, panes *[Panes]grid.Rect) {
	stages := max(min(stagesRows, body.H-fieldsRows), LoopRows)
	switch {
	case body.H < lowReady:
		source := 0
		if body.H > leastRows {
			source = handRows
		}
		at := stack(body, rowRows, body.H-rowRows-source)
		panes[StagesPane], panes[FieldsPane], panes[SourcePane] = at[0], at[1], at[2]
	case body.W >= minBands:
		left, right := pair(body)
		at := stack(left, stages)
		panes[StagesPane], panes[FieldsPane], panes[SourcePane] = at[0], at[1], right
	case body.W >= minPair:
		at := stack(body, stages)
		panes[StagesPane], panes[SourcePane] = pair(at[0])
		panes[FieldsPane] = at[1]
	default:
		stages = max(min(stages, body.H-fieldsRows-handRows), LoopRows)
		fields := max(body.H-stages-handRows, 0)
		if fields > stagesRows {
			fields = stagesRows
		}
		at := stack(body, stages, fields)
		panes[StagesPane], panes[FieldsPane], panes[SourcePane] = at[0], at[1], at[2]
	}
}
