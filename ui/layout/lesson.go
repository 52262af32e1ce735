package layout

import "raftviz/ui/grid"

// Sizes of the text of a lesson. It stands beside the view where that leaves enough for
// it, else above.
const (
	minBeside     = 118 // the width from which on it stands beside
	narrowLesson  = 38
	wideLesson    = 64
	leastViewRows = 8 // what a view keeps below a text
)

// LessonWidth is how many columns a lesson's text has on a screen of width w, and
// whether it stands beside the view.
func LessonWidth(w int) (columns int, beside bool) {
	if w < minBeside {
		return w, false
	}
	return min(max(w-MinWidth, narrowLesson), wideLesson), true
}

// lesson cuts the room of a lesson's text off that of the view: so many rows where it
// stands above, as far as the view can spare them.
func lesson(body grid.Rect, rows int) (text, rest grid.Rect) {
	if columns, left := LessonWidth(body.W); left {
		return beside(body, columns)
	}
	at := stack(body, min(rows, body.H-leastViewRows))
	return at[0], at[1]
}

// leastRows is the height below which a view has its main pane alone.
const leastRows = 11

// least is the height below a lesson's text from which on a view has more than its main
// pane. The stores seldom need as many rows as that, nor do the stages of a Ready once they
// are in a row; boxes in three rows need more, if there are to be messages below them.
func (p Page) least(width, nodes int) int {
	switch p {
	case KeyValue, Ready:
		return 0
	case Cluster:
		rows, _ := boxRows(width, max(nodes, 1))
		return max(rows*leastBox+leastMessages, leastRows)
	}
	return leastRows
}
