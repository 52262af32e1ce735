package timeline

// scale says which steps a column of the line stands for. While there are fewer
// steps than columns each step has one of its own, and the line grows; from then
// on the columns divide the steps evenly.
type scale struct{ steps, columns int }

// used is how many columns stand for steps.
func (s scale) used() int { return min(s.steps, s.columns) }

// column is the one that stands for a step.
func (s scale) column(step int) int {
	if s.steps <= s.columns {
		return step
	}
	return step * s.columns / s.steps
}

// first is the first step that a column stands for; that of the column behind the
// last one is the number of steps.
func (s scale) first(column int) int {
	if s.steps <= s.columns {
		return column
	}
	return (column*s.steps + s.columns - 1) / s.columns
}
