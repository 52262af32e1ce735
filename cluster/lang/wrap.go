package lang

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Wrap breaks a text into lines of at most so many columns, as the language in use
// does: at blanks, and in Chinese between characters, too.
func Wrap(text string, columns int) string {
	if inUse.Load() == nil {
		return ansi.Wordwrap(text, columns, "")
	}
	var lines []string
	line := ""
	for text != "" {
		word := FirstWord(text)
		text = text[len(word):]
		if line != "" && ansi.StringWidth(line+word) > columns {
			lines, line = append(lines, line), ""
			word = strings.TrimLeft(word, " ")
		}
		line += word
	}
	return strings.Join(append(lines, line), "\n")
}

// FirstWord is the beginning of a text up to the first place where a line may end, with
// the blanks before it.
func FirstWord(text string) string {
	word := strings.TrimLeft(text, " ")
	blanks := len(text) - len(word)
	if n := strings.IndexByte(word, ' '); n >= 0 {
		word = word[:n]
	}
	return text[:blanks+len(Unbroken(word))]
}

// Unbroken is the beginning of a word up to the first place where a line may end:
// before and behind ideographs.
func Unbroken(word string) string {
	var before rune
	for i, r := range word {
		if i > 0 && (Ideographic(before) || Ideographic(r)) && !Joined(before, r) {
			return word[:i]
		}
		before = r
	}
	return word
}

// Joined reports whether no line may end between two runes: before punctuation that
// closes, or behind punctuation that opens.
func Joined(before, behind rune) bool {
	return strings.ContainsRune(closing, behind) || strings.ContainsRune(opening, before)
}

// The punctuation that a line may not begin with, and that it may not end with.
const (
	closing = "，。、；：？！）】」』》〉〕”’…—·％,.;:?!)]}%"
	opening = "（【「『《〈〔“‘([{"
)

// Ideographic reports whether a rune is of a script that has no blanks between its
// words: ideographs, kana, and their punctuation.
func Ideographic(r rune) bool {
	return r >= 0x2e80 && r < 0xa4d0 || r >= 0xf900 && r < 0xfb00 || r >= 0xfe30 && r < 0xfe50 ||
		r >= 0xff00 && r < 0xfff0 || r >= 0x20000 && r < 0x40000
}
