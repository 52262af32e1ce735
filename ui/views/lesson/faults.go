package lesson

import (
	"slices"

	"raftviz/cluster/lang"
	"raftviz/cluster/script"
	"raftviz/ui/frame"
	"raftviz/ui/glossary"
	"raftviz/ui/layout"
	"raftviz/walkthrough"
)

// roomAbove is how many rows a text has above a view on the smallest screen, below its
// heading: the rest is scrolled to.
const roomAbove = 10

// Faults are what a reader of the lesson would miss on a screen, each with its place: a
// text that does not fit the smallest one, a term that the glossary does not explain.
func Faults(l *walkthrough.Lesson) []error {
	var all []error
	terms := l.FirstTerms()
	for i := range l.Steps {
		s := &l.Steps[i]
		fault := func(err error) { all = append(all, &script.Error{Name: l.File, Line: s.Line, Err: err}) }
		if rows := rowsAbove(l, i, false); rows > roomAbove {
			fault(lang.E("the step has %d rows before its commands on a screen of %dx%d; %d fit", rows, layout.MinWidth, layout.MinHeight, roomAbove))
		}
		if rows := rowsAbove(l, i, true); rows > roomAbove {
			fault(lang.E("the step has %d rows after its commands on a screen of %dx%d; %d fit", rows, layout.MinWidth, layout.MinHeight, roomAbove))
		}
		for _, name := range slices.Concat(terms[i].Before, terms[i].After) {
			if _, ok := glossary.Of(name); !ok {
				fault(lang.E("the glossary has no %q: a word *so* is explained where it stands first", name))
			}
		}
	}
	return all
}

// rowsAbove is how many rows a step has above a view on the smallest screen, without the
// explanations of its terms.
func rowsAbove(l *walkthrough.Lesson, step int, ran bool) int {
	shown := &frame.Lesson{Step: &l.Steps[step], Ran: ran, Chosen: -1, Right: -1}
	if ran && shown.Step.Question != nil {
		shown.Chosen, shown.Right = 1, 0
	}
	return len(text(shown, layout.MinWidth, false).rows)
}
