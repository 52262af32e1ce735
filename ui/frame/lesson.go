package frame

import "raftviz/walkthrough"

// Lesson is what is read beside the cluster.
type Lesson struct {
	// Title is the lesson's.
	Title string
	// Number is the step's, from 1, of Steps; beyond them is the end.
	Number, Steps int
	// Step is what is read, nil at the end.
	Step *walkthrough.Step
	// Ran is set once the step's commands have run.
	Ran bool
	// Chosen is the option that was chosen, and Right the right one, -1 for none yet.
	Chosen, Right int
	// Outputs are what the step's commands printed.
	Outputs []string
	// Terms are those that are in the lesson for the first time.
	Terms walkthrough.Terms
	// Away is set while something else is looked at than the lesson speaks of.
	Away bool
	// Result is how the questions were answered, and Next the title of the lesson that
	// follows, "" for none: for the end.
	Result, Next string
	// Scroll is how many rows the reader has scrolled down, below 0 for up, from what is
	// shown by itself: what is said now.
	Scroll int
}
