package why

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"raftviz/cluster/lang"
)

// The most columns of a line, how much deeper what is folded is indented, and
// the most columns of an entry's content.
const (
	columns    = 72
	hanging    = 4
	maxContent = 40
)

// short cuts a text that would fill the line.
func short(text string) string { return ansi.Truncate(text, maxContent, "…") }

// fold breaks a line at a blank where it is too long.
func fold(line string) string {
	words := strings.TrimLeft(line, " ")
	indent := len(line) - len(words)
	if lang.InUse() != lang.English {
		// Chinese has no blanks to break at.
		in := strings.Repeat(" ", indent)
		return in + strings.ReplaceAll(lang.Wrap(words, columns-indent-hanging), "\n", "\n"+in+strings.Repeat(" ", hanging)) + "\n"
	}
	var b strings.Builder
	b.WriteString(line[:indent])
	at := indent
	for i, word := range strings.Split(words, " ") {
		width := ansi.StringWidth(word)
		switch {
		case i == 0:
		case at+1+width > columns:
			at = indent + hanging
			b.WriteString("\n" + strings.Repeat(" ", at))
		default:
			b.WriteByte(' ')
			at++
		}
		b.WriteString(word)
		at += width
	}
	return b.String() + "\n"
}
