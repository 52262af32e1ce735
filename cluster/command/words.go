package command

import (
	"errors"
	"strings"

	"github.com/kballard/go-shellquote"

	"raftviz/cluster/lang"
)

// split cuts text into words. Quotes and backslashes are a shell's; nothing is
// expanded, and #, |, ~, > and < are characters like any other.
func split(text string) ([]string, error) {
	words, err := shellquote.Split(text)
	if err != nil {
		return nil, errors.New(lang.T("a quote is not closed, or the line ends in a backslash"))
	}
	return words, nil
}

// quote is the inverse of split for one word. A word that split leaves alone
// is itself.
func quote(word string) string {
	if word != "" && word != "#" && !strings.ContainsAny(word, " \t'\"\\") {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// cutComment cuts off a comment: a # with a blank (or nothing) on both sides,
// outside quotes. In a condition it stands outside brackets too: inside them,
// # is the element that a predicate looks at.
func cutComment(text string, condition bool) string {
	var quote rune
	depth, escaped := 0, false
	for i, r := range text {
		switch {
		case escaped:
			escaped = false
		case r == '\\' && escapes(quote, condition):
			escaped = true
		case quote != 0:
			if r == quote {
				quote = 0
			}
		case r == '\'' || r == '"' || r == '`' && condition:
			quote = r
		case strings.ContainsRune("([{", r):
			depth++
		case strings.ContainsRune(")]}", r):
			depth--
		case r == '#' && standsAlone(text, i) && !(condition && depth > 0):
			return text[:i]
		}
	}
	return text
}

// escapes reports whether a backslash inside quote takes its meaning from the
// next character: in a shell not inside '...', in a condition in both "..." and '...'.
func escapes(quote rune, condition bool) bool {
	if condition {
		return quote == '\'' || quote == '"'
	}
	return quote != '\''
}

// blanks are what separates words.
const blanks = " \t"

// standsAlone reports whether the byte at i has a blank or nothing on both sides.
func standsAlone(text string, i int) bool {
	return (i == 0 || strings.IndexByte(blanks, text[i-1]) >= 0) &&
		(i+1 == len(text) || strings.IndexByte(blanks, text[i+1]) >= 0)
}
