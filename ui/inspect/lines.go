package inspect

import (
	"strings"

	"raftviz/cluster/lang"
	"raftviz/ui/frame"
	"raftviz/ui/glossary"
	"raftviz/ui/grid"
	"raftviz/ui/theme"
)

// The columns of the description: a field's value, and behind it, where there is
// room, what it means. Where there is none, the meanings are below all fields.
const (
	valueColumn = 18
	minMeaning  = 110 // columns from which on the meaning is beside the value
)

// Lines is the description for a screen with so many columns for it.
func (d *Description) Lines(columns int) []frame.Line {
	w := writer{columns: columns, meaning: columns, explained: map[string]bool{}}
	if columns >= minMeaning {
		w.meaning = valueColumn + (columns-valueColumn)*2/5
	}
	w.paragraph(theme.Text, d.Tells)
	if t, ok := glossary.Of(d.Term); ok {
		w.explained[t.Name] = true
		w.paragraph(theme.Dim, t.Name+" — "+meaning(t))
	}
	for _, g := range d.Groups {
		w.group(g)
	}
	w.see(d.See)
	w.below()
	return w.lines
}

// meaning is what a term means, and who says so.
func meaning(t glossary.Term) string { return lang.F("%s (%s)", lang.T(t.Says), t.Source) }

// writer writes a description. Meanings begin in column meaning; where that is
// the end of the line, they come last.
type writer struct {
	columns, meaning int
	lines            []frame.Line
	// explained are the terms that were explained already, words the fields whose
	// meaning comes last.
	explained map[string]bool
	words     []Row
}

func (w *writer) blank() {
	if len(w.lines) > 0 {
		w.lines = append(w.lines, nil)
	}
}

func (w *writer) paragraph(style grid.Style, text string) {
	if text == "" {
		return
	}
	w.blank()
	for _, line := range grid.Wrap(text, w.columns) {
		w.lines = append(w.lines, frame.Words(style, line))
	}
}

func (w *writer) group(g Group) {
	w.blank()
	w.lines = append(w.lines, frame.Words(theme.Title, g.Title))
	for _, r := range g.Rows {
		w.row(r)
	}
}

// row writes a field, and, once in a description, what it means.
func (w *writer) row(r Row) {
	top := len(w.lines)
	w.field(r.Name, r.Value, theme.Strong)
	t, ok := glossary.Of(r.term())
	if !ok || w.explained[t.Name] {
		return
	}
	w.explained[t.Name] = true
	isName := calls(r.Name, t)
	switch {
	case w.meaning == w.columns && isName:
		w.words = append(w.words, Row{Name: r.Name, Value: meaning(t)})
	case w.meaning == w.columns:
		w.words = append(w.words, Row{Name: t.Name, Value: meaning(t)})
	case isName:
		w.beside(top, meaning(t))
	default:
		w.beside(top, t.Name+" — "+meaning(t))
	}
}

// calls reports whether a field is called as the term that explains it, or as the last
// word of that.
func calls(field string, t glossary.Term) bool {
	return field == lang.T(t.Name) || strings.HasSuffix(strings.ToLower(t.Name), strings.ToLower(field))
}

// beside writes what a field means beside it, from line number top on.
func (w *writer) beside(top int, text string) {
	for i, part := range grid.Wrap(text, w.columns-w.meaning) {
		if top+i == len(w.lines) {
			w.lines = append(w.lines, nil)
		}
		w.lines[top+i] = append(w.lines[top+i], frame.Part{At: w.meaning, Style: theme.Dim, Text: part})
	}
}

// field writes a name and a value, which may have several lines.
func (w *writer) field(name, value string, style grid.Style) {
	room := w.meaning - valueColumn
	if w.meaning < w.columns {
		room -= 2
	}
	for i, part := range grid.Wrap(value, room) {
		var line frame.Line
		if i == 0 {
			line = frame.Words(theme.Dim, grid.Clip(name, valueColumn-1))
		}
		w.lines = append(w.lines, append(line, frame.Part{At: valueColumn, Style: style, Text: part}))
	}
}

// see writes the commands that tell more.
func (w *writer) see(commands []string) {
	if len(commands) == 0 {
		return
	}
	w.blank()
	line := frame.Words(theme.Dim, lang.T("see also"))
	at := valueColumn
	for _, c := range commands {
		line = append(line, frame.Part{At: at, Style: theme.Command, Text: ":" + c})
		at += grid.Width(c) + 4
	}
	w.lines = append(w.lines, line)
}

// below writes what the fields mean, below all of them.
func (w *writer) below() {
	if len(w.words) == 0 {
		return
	}
	w.blank()
	w.lines = append(w.lines, frame.Words(theme.Title, lang.T("what the words mean")))
	for _, r := range w.words {
		w.field(r.Name, r.Value, theme.Dim)
	}
}

// term is the word of the glossary that explains the field.
func (r *Row) term() string {
	if r.Term != "" {
		return r.Term
	}
	return r.Name
}
