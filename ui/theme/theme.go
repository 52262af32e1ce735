// Package theme names the styles that the screen is drawn in, and says what
// they look like in each of the themes.
//
// A style never says something alone: wherever colour has a meaning, a word or
// a glyph says the same.
package theme

import "raftviz/ui/grid"

// The styles, by what they are for.
const (
	// Text is the terminal's own.
	Text grid.Style = iota
	// Dim is for labels and whatever is not the point.
	Dim
	// Faint is for lines, and for what is not there.
	Faint
	// Strong is for the values that one looks for.
	Strong
	// Title is for the headings of sections and dialogs.
	Title
	// Accent is for what is next, in focus or selected.
	Accent
	// AccentStrong is Accent for a word that must be found at once.
	AccentStrong
	// Good, Warn and Bad judge.
	Good
	Warn
	Bad
	// Key is for a key that can be pressed now.
	Key
	// Leader and Candidate are for nodes in these roles.
	Leader
	Candidate
	// Append, Vote, Heartbeat and Snapshot are for kinds of messages.
	Append
	Vote
	Heartbeat
	Snapshot
	// Command is for a line of the command language.
	Command
	// Cursor is the cell that typing goes to.
	Cursor
	firstTerm
)

// termColors is how many colours terms take turns in. Neighbouring terms never
// have the same one.
const termColors = 7

// Term is the style of a term: text and lines in its colour.
func Term(term uint64) grid.Style {
	if term == 0 {
		return Dim
	}
	return firstTerm + grid.Style(2*(term%termColors))
}

// TermFilled is the style of a term with its colour as the background.
func TermFilled(term uint64) grid.Style {
	if term == 0 {
		return Dim
	}
	return Term(term) + 1
}

// colors is what a theme is made from.
type colors struct {
	paper, ink                          string
	dim, faint, accent, good, warn, bad grid.Color
	leader, candidate                   grid.Color
	append, vote, heartbeat, snapshot   grid.Color
	command, selection, onTerm          grid.Color
	terms                               [termColors]grid.Color
}

func (c *colors) look() *grid.Look {
	specs := make([]grid.Spec, firstTerm, int(firstTerm)+2*termColors)
	specs[Dim] = grid.Spec{Fg: c.dim}
	specs[Faint] = grid.Spec{Fg: c.faint}
	specs[Strong] = grid.Spec{Bold: true}
	specs[Title] = grid.Spec{Bold: true}
	specs[Accent] = grid.Spec{Fg: c.accent}
	specs[AccentStrong] = grid.Spec{Fg: c.accent, Bold: true}
	specs[Good] = grid.Spec{Fg: c.good}
	specs[Warn] = grid.Spec{Fg: c.warn}
	specs[Bad] = grid.Spec{Fg: c.bad, Bold: true}
	specs[Key] = grid.Spec{Fg: c.accent, Bold: true}
	specs[Leader] = grid.Spec{Fg: c.leader, Bold: true}
	specs[Candidate] = grid.Spec{Fg: c.candidate, Bold: true}
	specs[Append] = grid.Spec{Fg: c.append}
	specs[Vote] = grid.Spec{Fg: c.vote}
	specs[Heartbeat] = grid.Spec{Fg: c.heartbeat}
	specs[Snapshot] = grid.Spec{Fg: c.snapshot}
	specs[Command] = grid.Spec{Fg: c.command}
	specs[Cursor] = grid.Spec{Invert: true}
	for _, term := range c.terms {
		specs = append(specs, grid.Spec{Fg: term}, grid.Spec{Fg: c.onTerm, Bg: term, Bold: true})
	}
	return &grid.Look{Paper: c.paper, Ink: c.ink, Selection: c.selection, Specs: specs}
}
