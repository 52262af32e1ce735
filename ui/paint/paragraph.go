package paint

import (
	"slices"
	"strings"

	"raftviz/ui/grid"
)

// Lines breaks pieces at blanks into lines of at most so many columns. A word that
// is longer than a line has one of its own.
func Lines(width int, ps ...Piece) [][]Piece {
	if Width(ps) <= width {
		return [][]Piece{ps}
	}
	var lines [][]Piece
	var line []Piece
	at := 0
	for _, p := range ps {
		for text := p.Text; text != ""; {
			word := firstWord(text)
			text = text[len(word):]
			if at > 0 && at+grid.Width(word) > width {
				lines, line, at = append(lines, line), nil, 0
			}
			if at == 0 {
				word = strings.TrimLeft(word, " ")
			}
			at += grid.Width(word)
			if n := len(line); n > 0 && line[n-1].Style == p.Style {
				line[n-1].Text += word
			} else {
				line = append(line, Piece{p.Style, word})
			}
		}
	}
	return append(lines, line)
}

// firstWord is the first word of a text, with the blanks before it.
func firstWord(text string) string {
	blanks := len(text) - len(strings.TrimLeft(text, " "))
	if n := strings.IndexByte(text[blanks:], ' '); n >= 0 {
		return text[:blanks+n]
	}
	return text
}

// Paragraph writes the pieces from column x to column end, from row y on, broken
// into at most so many lines; the last one ends in … where there is more. It
// returns the row below.
func Paragraph(c grid.Canvas, x, y, end, rows int, ps ...Piece) int {
	lines := Lines(end-x, ps...)
	for i, line := range lines {
		if i == rows-1 && i < len(lines)-1 {
			line = slices.Clone(line)
			for _, more := range lines[i+1:] {
				line = append(append(line, Plain(" ")), more...)
			}
		}
		if i == rows {
			break
		}
		Write(c, x, y, end, line...)
		y++
	}
	return y
}
