package grid

import (
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"raftviz/cluster/lang"
)

// unsafeRune stands for a rune that would do something else to a terminal than to
// fill one or two cells.
const unsafeRune = '\uFFFD'

// measure returns the rune to draw for r and how many cells it fills. Width 0
// means that nothing is drawn: combining marks, joiners and variation
// selectors, which terminals do not agree on. Control characters, which must
// never reach a terminal, become a replacement character.
func measure(r rune) (rune, int) {
	switch {
	case r >= 0x20 && r < 0x7f, r >= 0xa1 && r < 0x300 && r != 0xad,
		r >= 0x2190 && r < 0x2200, r >= 0x2500 && r < 0x25fd,
		r == '…', r == '–', r == '—', r == '⏸', r == '‹', r == '›', r == '★', r == '✓', r == '✗':
		return r, 1
	case r >= 0x4e00 && r < 0xa000, r >= 0xac00 && r < 0xd7a4:
		return r, 2 // ideographs, and syllables of Hangul
	case unicode.IsControl(r), r == unicode.ReplacementChar, unicode.Is(unicode.Bidi_Control, r):
		return unsafeRune, 1
	case r >= 0x1f1e6 && r <= 0x1f1ff, r >= 0x1f3fb && r <= 0x1f3ff:
		// Halves of a flag and skin tones join with their neighbours.
		return unsafeRune, 1
	}
	switch w := ansi.StringWidthWc(string(r)); {
	case w == 0:
		return r, 0
	case w <= 2 && !joins(r, w):
		return r, w
	}
	return unsafeRune, 1
}

// joins reports whether a rune of that width makes one character with what is
// before or behind it, as the vowel signs of Indian scripts do. How wide that is
// drawn, terminals do not agree on either.
func joins(r rune, width int) bool {
	return ansi.StringWidth("a"+string(r)+string(r)+"a") != 2+2*width
}

// Width is the number of columns that s fills when drawn.
func Width(s string) int {
	n := 0
	for _, r := range s {
		_, w := measure(r)
		n += w
	}
	return n
}

// Clip is s if it fits in width columns, else as much of it as does with an …
// behind it.
func Clip(s string, width int) string {
	if len(s) <= width || Width(s) <= width {
		return s
	}
	if width <= 0 {
		return ""
	}
	n := 0
	for i, r := range s {
		_, w := measure(r)
		if n+w > width-1 {
			return s[:i] + "…"
		}
		n += w
	}
	return s
}

// Fit is the first of the alternatives that fits in width columns, else the
// last one clipped.
func Fit(width int, alternatives ...string) string {
	for _, s := range alternatives {
		if Width(s) <= width {
			return s
		}
	}
	return Clip(alternatives[len(alternatives)-1], width)
}

// Wrap breaks s into lines of at most width columns: between words where it
// can, within a word that is longer than a line. Between ideographs it can
// everywhere but where Chinese typesetting does not.
func Wrap(s string, width int) []string {
	if width <= 0 {
		return nil
	}
	var lines []string
	for line := range strings.SplitSeq(s, "\n") {
		lines = append(lines, wrapLine(line, width)...)
	}
	return lines
}

func wrapLine(s string, width int) []string {
	var lines []string
	indent := s[:len(s)-len(strings.TrimLeft(s, " "))]
	if len(indent) > width/2 {
		indent = ""
	}
	line, n := "", 0
	for word := range strings.FieldsSeq(s) {
		blank := " "
		for word != "" {
			part := lang.Unbroken(word)
			word = word[len(part):]
			w := Width(part)
			if n > 0 && n+len(blank)+w > width {
				lines, line, n = append(lines, line), "", 0
			}
			switch {
			case n > 0:
				line, n = line+blank+part, n+len(blank)+w
			default:
				line, n = indent+part, len(indent)+w
			}
			for n > width {
				head := cut(line, width)
				lines, line = append(lines, head), line[len(head):]
				n = Width(line)
			}
			blank = ""
		}
	}
	return append(lines, line)
}

// cut is the longest beginning of s that fits in width columns, at least one rune.
func cut(s string, width int) string {
	n := 0
	for i, r := range s {
		_, w := measure(r)
		if n += w; n > width && i > 0 {
			return s[:i]
		}
	}
	return s
}
