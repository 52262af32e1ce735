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

// shares reports whether the view has more than its main pane even in less than
// leastRows: the stores seldom need so many, nor do the stages of a Ready once they are
// in a row.
func (p Page) shares() bool { return p == KeyValue || p == Ready }
