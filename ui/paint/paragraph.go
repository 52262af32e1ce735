package paint

import (
	"slices"
	"strings"
	"unicode/utf8"

	"raftviz/cluster/lang"
	"raftviz/ui/grid"
)

// Lines breaks pieces at blanks, and between ideographs, into lines of at most so many
// columns. A word that is longer than a line has one of its own.
func Lines(width int, ps ...Piece) [][]Piece {
	if Width(ps) <= width {
		return [][]Piece{ps}
	}
	var lines [][]Piece
	var line []Piece
	at := 0
	for _, word := range words(ps) {
		if at > 0 && at+Width(word) > width {
			lines, line, at = append(lines, line), nil, 0
		}
		if at == 0 {
			word[0].Text = strings.TrimLeft(word[0].Text, " ")
		}
		at += Width(word)
		for _, p := range word {
			if n := len(line); n > 0 && line[n-1].Style == p.Style {
				line[n-1].Text += p.Text
			} else {
				line = append(line, p)
			}
		}
	}
	return append(lines, line)
}

// words are the words of the pieces, with the blanks before them. One is of several
// pieces where no blank is between them, and no ideograph that a line could end behind.
func words(ps []Piece) [][]Piece {
	var all [][]Piece
	before := rune(0)
	for _, p := range ps {
		for text := p.Text; text != ""; {
			word := Piece{p.Style, lang.FirstWord(text)}
			text = text[len(word.Text):]
			first, _ := utf8.DecodeRuneInString(word.Text)
			if len(all) > 0 && joined(before, first) {
				all[len(all)-1] = append(all[len(all)-1], word)
			} else {
				all = append(all, []Piece{word})
			}
			before, _ = utf8.DecodeLastRuneInString(word.Text)
		}
	}
	return all
}

// joined reports whether no line may end between two pieces, the one ending and the other
// beginning with these runes. Where there are no ideographs a line ends at blanks, and
// else only between pieces that are there for their looks: not before a full stop.
func joined(before, first rune) bool {
	return before != ' ' && first != ' ' && lang.Joined(before, first)
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
