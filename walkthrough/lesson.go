package walkthrough

import (
	"raftviz/cluster/lang"
	"raftviz/cluster/script"
	"raftviz/cluster/view"
)

// Lesson is a lesson that was read and understood.
type Lesson struct {
	// Name is the file's, without its folder, number and ending: "election".
	Name string
	// File is where it was read from, as it is named in errors.
	File string
	// own is set for a lesson of the program's own course.
	own bool
	// Title says what it is about, in its Language.
	Title    string
	Language lang.Language
	// Minutes is how long it takes, about.
	Minutes int
	// Needs are the names of lessons that say what is to be known before.
	Needs []string
	// Cluster is the command that starts its cluster.
	Cluster script.Line
	// Steps are its steps, at least one.
	Steps []Step
}

// Step is what is read, and run, at a time.
type Step struct {
	// Title is its heading, and Line that heading's line in the file.
	Title string
	Line  int
	// Before is the text that is read before the commands run, After what is said of
	// what they did.
	Before, After []Block
	// Notes are for the speaker.
	Notes string
	// Question is asked before the commands run, nil for none.
	Question *Question
	// Lines are the commands and expectations.
	Lines []script.Line
	// Looks says how the cluster is looked at.
	Looks Look
}

// Look is a way to look at the cluster.
type Look struct {
	// View is the name of a view, "" for the one that is shown already.
	View string
	// Node is the node whose Ready, disk and the like are shown, 0 for the one that
	// acted last.
	Node int
	// Zoom gives the view's main pane all the room.
	Zoom bool
}

// sets reports whether the step starts a cluster of its own.
func (s *Step) sets() bool {
	return len(s.Lines) > 0 && s.Lines[0].Command.Sets()
}

// Violates reports whether the lesson names a property as one that it violates.
func (l *Lesson) Violates(p view.Property) bool {
	for _, s := range l.Steps {
		for _, line := range s.Lines {
			if line.Command.Spec.Name == "violated" && line.Command.Args.Property("PROPERTY") == p {
				return true
			}
		}
	}
	return false
}

// Terms are those that a step has for the first time in the lesson: in what is read
// before its commands run, and in what is read after.
type Terms struct{ Before, After []string }

// FirstTerms are those of each step.
func (l *Lesson) FirstTerms() []Terms {
	seen := map[string]bool{}
	first := func(texts ...[]Span) []string {
		var names []string
		for _, spans := range texts {
			for _, s := range spans {
				if s.Style == Term && !seen[s.Text] {
					seen[s.Text] = true
					names = append(names, s.Text)
				}
			}
		}
		return names
	}
	all := make([]Terms, len(l.Steps))
	for i := range l.Steps {
		s := &l.Steps[i]
		before, after := spans(s.Before), spans(s.After)
		if q := s.Question; q != nil {
			before = append(before, q.Text)
			after = append(spans(q.Explanation), after...)
		}
		all[i] = Terms{first(before...), first(after...)}
	}
	return all
}

// spans are those of blocks.
func spans(bs []Block) [][]Span {
	var all [][]Span
	for _, b := range bs {
		all = append(all, b.Spans)
	}
	return all
}
