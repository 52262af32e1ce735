package walkthrough

import (
	"fmt"
	"strings"
)

// Handout is the lesson as Markdown for readers without the program: with the picture of
// each step, and the answers. right are the right options of the steps, from 0; picture
// names the file of a step's picture.
func (l *Lesson) Handout(right []int, picture func(step int) string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n", escapes.Replace(l.Title))
	for i := range l.Steps {
		s := &l.Steps[i]
		fmt.Fprintf(&b, "\n## %s\n", escapes.Replace(s.Title))
		writeBlocks(&b, s.Before)
		if q := s.Question; q != nil {
			fmt.Fprintf(&b, "\n**?** %s\n\n", markdown(q.Text))
			for n, o := range q.Options {
				fmt.Fprintf(&b, "%d. %s\n", n+1, markdown(o.Text))
			}
		}
		if len(s.Lines) > 0 {
			b.WriteString("\n```\n")
			for _, line := range s.Lines {
				b.WriteString(line.Command.String() + "\n")
			}
			b.WriteString("```\n")
		}
		fmt.Fprintf(&b, "\n![%s](%s)\n", escapes.Replace(s.Title), picture(i))
		if q := s.Question; q != nil {
			fmt.Fprintf(&b, "\n**→** %d. %s\n", right[i]+1, markdown(q.Options[right[i]].Text))
			writeBlocks(&b, q.Explanation)
		}
		writeBlocks(&b, s.After)
	}
	return b.String()
}

func writeBlocks(b *strings.Builder, bs []Block) {
	for i, block := range bs {
		if i == 0 || block.Kind != Item || bs[i-1].Kind != Item {
			b.WriteString("\n")
		}
		switch block.Kind {
		case Code:
			fmt.Fprintf(b, "```\n%s\n```\n", block)
		case Item:
			fmt.Fprintf(b, "%s %s\n", strings.Replace(block.Marker, "•", "-", 1), markdown(block.Spans))
		case Quote:
			fmt.Fprintf(b, "> %s\n", markdown(block.Spans))
		default:
			fmt.Fprintf(b, "%s\n", markdown(block.Spans))
		}
	}
}

// marks stand around a text of a style.
var marks = map[Style]string{Strong: "**", Term: "*", Literal: "`"}

// escapes are for what would be marks in plain text.
var escapes = strings.NewReplacer(`\`, `\\`, `*`, `\*`, `_`, `\_`, "`", "\\`", `<`, `&lt;`, `[`, `\[`, `]`, `\]`)

// markdown is a text as Markdown.
func markdown(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		text := s.Text
		if s.Style != Literal {
			text = escapes.Replace(text)
		}
		b.WriteString(marks[s.Style] + text + marks[s.Style])
	}
	return b.String()
}
