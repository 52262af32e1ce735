package paint

import (
	"strings"

	"raftviz/ui/grid"
)

// Paragraph writes the pieces from column x to column end, from row y on, broken
// at blanks into at most so many rows; the last one ends in … where there is more.
// It returns the row below.
func Paragraph(c grid.Canvas, x, y, end, rows int, ps ...Piece) int {
	at, last := x, y+rows-1
	for i, p := range ps {
		for text := p.Text; text != ""; {
			word := text
			if n := strings.IndexByte(strings.TrimLeft(text, " "), ' '); n >= 0 {
				word = text[:len(text)-len(strings.TrimLeft(text, " "))+n]
			}
			text = text[len(word):]
			if y == last {
				rest := append([]Piece{{p.Style, word + text}}, ps[i+1:]...)
				if at == x {
					rest[0].Text = strings.TrimLeft(rest[0].Text, " ")
				}
				Write(c, at, y, end, rest...)
				return y + 1
			}
			if at > x && at+grid.Width(word) > end {
				at, y, text = x, y+1, word+text
				text = strings.TrimLeft(text, " ")
				continue
			}
			at = c.Within(at, y, end-at, p.Style, word)
		}
	}
	return y + 1
}
