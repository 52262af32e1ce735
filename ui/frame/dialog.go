package frame

import (
	"regexp"
	"slices"

	"raftviz/ui/grid"
)

// Dialog covers the middle of the screen: a text to scroll, a list to choose
// from, or fields to fill in. What is nil is not there.
type Dialog struct {
	Title string
	// Lines are the text; Scroll is the first one shown, and Left the first column.
	Lines        []Line
	Scroll, Left int
	// Match is marked wherever the text has it, nil for nothing, and stands out in
	// line Found. Search is where it is typed.
	Match  *regexp.Regexp
	Found  int
	Search *Input
	// Menu is a list to choose from, Chosen the one that enter takes.
	Menu   []Item
	Chosen int
	// Fields are to be filled in; Field is the one typed into.
	Fields []Field
	Field  int
	// Note is a line below it all: about the item chosen, or what is wrong with the
	// fields. Keys are those of the dialog.
	Note string
	Keys []Hint
}

// Line is one line of a dialog's text.
type Line []Part

// Part is a text that begins in column At.
type Part struct {
	At    int
	Style grid.Style
	Text  string
}

// Words is a line of text in one style.
func Words(style grid.Style, text string) Line { return Line{{0, style, text}} }

// Widest is the width of the widest line.
func Widest(lines []Line) int {
	w := 0
	for _, l := range lines {
		for _, p := range l {
			w = max(w, p.At+grid.Width(p.Text))
		}
	}
	return w
}

// Item is a row of a menu: a key, what it does, and the line that it runs.
type Item struct {
	Key, Does, Line string
	// Disabled says why it cannot be chosen, "" when it can.
	Disabled string
}

// Field is a field to fill in.
type Field struct {
	Name string
	Input
	// About says what is meant when the field is empty.
	About string
	// Given is set while the text is a proposal that typing replaces.
	Given bool
}

// Has reports whether one of the line's parts has what is searched for.
func (l Line) Has(match *regexp.Regexp) bool {
	return slices.ContainsFunc(l, func(p Part) bool { return match.MatchString(p.Text) })
}
