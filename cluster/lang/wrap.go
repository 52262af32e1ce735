package lang

import (
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"
)

// Wrap breaks a text into lines of at most so many columns, as the language in use
// does: at blanks, and in Chinese between characters, too, but before no mark that
// ends something.
func Wrap(text string, columns int) string {
	if inUse.Load() == nil {
		return ansi.Wordwrap(text, columns, "")
	}
	var b strings.Builder
	at := 0
	for _, part := range parts(text) {
		width := ansi.StringWidth(part)
		switch {
		case at > 0 && at+ansi.StringWidth(strings.TrimRight(part, " ")) > columns:
			b.WriteByte('\n')
			at = 0
		}
		b.WriteString(part)
		at += width
	}
	lines := strings.Split(b.String(), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

// parts cuts a text where it can be broken.
func parts(text string) (all []string) {
	runes := []rune(text)
	from := 0
	for i := 1; i < len(runes); i++ {
		before, next := runes[i-1], runes[i]
		if (before == ' ' || unicode.Is(unicode.Han, before) || ends(before) || unicode.Is(unicode.Han, next)) && next != ' ' && !ends(next) && before != '（' {
			all = append(all, string(runes[from:i]))
			from = i
		}
	}
	return append(all, string(runes[from:]))
}

// ends reports whether a mark begins no line.
func ends(r rune) bool { return strings.ContainsRune("，。；：、？！）》”", r) }
