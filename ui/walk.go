package ui

import (
	"slices"
	"strconv"

	"raftviz/cluster/lang"
	"raftviz/ui/frame"
	"raftviz/walkthrough"
)

// Walk is a lesson that is walked through.
type Walk struct {
	Lesson *walkthrough.Lesson
	// Course is where the next lesson comes from, nil for nowhere.
	Course *walkthrough.Course
	// Progress keeps how far the reader is.
	Progress *walkthrough.Progress
	// Again begins at the first step, whatever the progress is.
	Again bool
	// Presents says who follows on another terminal, nil for nobody.
	Presents *walkthrough.Presentation
}

// location is where a cluster is looked at: a step of a branch.
type location struct {
	branch string
	at     int
}

// position is where the reader is: at a step of the lesson, which was told, or has run.
// Beyond the last step is the end.
type position struct {
	step int
	ran  bool
}

// walk is how far a lesson is. What has run once is looked at again when the reader goes
// back and forth, and is not run again.
type walk struct {
	Walk
	position
	// start is where the cluster began, and done what each step that has run came to.
	start location
	done  []stepped
	// begun is set once the cluster has.
	begun bool
	// target is the position that the lesson is on its way to, nil for none, and doing
	// set while the commands of a step run for that.
	target *position
	doing  bool
	// printed is what the commands of the step that runs have printed so far.
	printed []string
	// answers are the options chosen, from 1, by step.
	answers map[int]int
	// terms are those that each step has for the first time.
	terms []walkthrough.Terms
	// scroll is how far the reader has scrolled in the text: see frame.Lesson.
	scroll int
	// unkept is set once the reader was told that the progress is not kept.
	unkept bool
	// following is set when the lesson that follows is asked for.
	following bool
}

// stepped is what a step of the lesson has come to.
type stepped struct {
	// end is where the cluster is then.
	end location
	// right is the right option of its question, -1 where it has none.
	right int
	// outputs are what its commands printed.
	outputs []string
}

func newWalk(w Walk) *walk {
	return &walk{Walk: w, answers: map[int]int{}, terms: w.Lesson.FirstTerms()}
}

// at is the lesson's step, nil at the end.
func (w *walk) at() *walkthrough.Step {
	if w.step >= len(w.Lesson.Steps) {
		return nil
	}
	return &w.Lesson.Steps[w.step]
}

// after is the position that follows one, and before the one in front of it. A step
// without commands has nothing to run: it is told and done.
func (w *walk) after(p position) position {
	if !p.ran {
		return position{p.step, true}
	}
	return w.telling(p.step + 1)
}

func (w *walk) before(p position) (before position, ok bool) {
	switch {
	case p.ran && w.telling(p.step) != p:
		return w.telling(p.step), true
	case p.step == 0:
		return p, false
	}
	return position{p.step - 1, true}, true
}

// telling is the position in which a step is told.
func (w *walk) telling(step int) position {
	return position{step, step < len(w.Lesson.Steps) && len(w.Lesson.Steps[step].Lines) == 0}
}

// reached reports whether all that comes before a position has run.
func (w *walk) reached(p position) bool {
	if p.ran {
		return p.step < len(w.done)
	}
	return p.step <= len(w.done)
}

// place is where the cluster is in a position that was reached.
func (w *walk) place(p position) location {
	switch {
	case p.ran:
		return w.done[p.step].end
	case p.step == 0:
		return w.start
	}
	return w.done[p.step-1].end
}

// own reports whether a branch is the lesson's.
func (w *walk) own(branch string) bool {
	return branch == w.start.branch || slices.ContainsFunc(w.done, func(s stepped) bool { return s.end.branch == branch })
}

// asks is the question that waits for an answer, nil for none.
func (w *walk) asks() *walkthrough.Question {
	if s := w.at(); s != nil && !w.ran && w.target == nil {
		return s.Question
	}
	return nil
}

// score is how many of the questions that were asked so far were answered right.
func (w *walk) score() (right, asked int) {
	for i, s := range w.done {
		if s.right < 0 {
			continue
		}
		asked++
		if w.answers[i] == s.right+1 {
			right++
		}
	}
	return right, asked
}

// next is the lesson that follows, nil for none.
func (w *walk) next() *walkthrough.Lesson {
	if w.Course == nil {
		return nil
	}
	return w.Course.After(w.Lesson)
}

// keep notes how far the reader is.
func (w *walk) keep() {
	end := w.at() == nil
	r := walkthrough.Reached{Step: min(w.step, len(w.Lesson.Steps)-1), Done: w.ran || end, Answers: map[string]int{}}
	r.Finished = end
	for step, option := range w.answers {
		r.Answers[strconv.Itoa(step)] = option
	}
	r.Right, _ = w.score()
	w.Progress.Set(w.Lesson, r)
}

// offers reports whether a step has that answer: the lesson may be another than it was.
func (w *walk) offers(step, option int) bool {
	if step < 0 || step >= len(w.Lesson.Steps) {
		return false
	}
	q := w.Lesson.Steps[step].Question
	return q != nil && option >= 1 && option <= len(q.Options)
}

// left is the position in which the lesson was left the last time, with the answers
// given then.
func (w *walk) left() position {
	r := w.Progress.Of(w.Lesson)
	if w.Again || r.Finished {
		return w.telling(0)
	}
	for step, option := range r.Answers {
		if i, err := strconv.Atoi(step); err == nil && w.offers(i, option) {
			w.answers[i] = option
		}
	}
	if r.Done {
		return position{r.Step, true}
	}
	return w.telling(r.Step)
}

// shown is the lesson as the screen has it.
func (w *walk) shown(away bool) *frame.Lesson {
	l := &frame.Lesson{
		Title: w.Lesson.Title, Number: w.step + 1, Steps: len(w.Lesson.Steps), Step: w.at(),
		Ran: w.ran, Chosen: w.answers[w.step] - 1, Right: -1, Away: away, Scroll: w.scroll,
	}
	if w.at() == nil {
		if right, asked := w.score(); asked > 0 && len(w.answers) > 0 {
			l.Result = lang.F("%d of %d questions answered right", right, asked)
		}
		if n := w.next(); n != nil {
			l.Next = n.Title
		}
		return l
	}
	l.Terms = w.terms[w.step]
	if w.ran {
		l.Right, l.Outputs = w.done[w.step].right, w.done[w.step].outputs
	}
	return l
}

// told is what a speaker's second terminal is told.
func (w *walk) told() walkthrough.Presented {
	p := w.Lesson.Presented()
	p.Step, p.Ran = w.step, w.ran
	if w.ran {
		p.Right = w.done[w.step].right + 1
	}
	return p
}
