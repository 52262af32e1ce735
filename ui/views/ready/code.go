package ready

import (
	"go/scanner"
	"go/token"
	"strings"
	"sync"

	"raftviz/cluster/node"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// codeLine is one line of a source, ready to be drawn.
type codeLine struct {
	file, function string
	// number is 0 for the blank row between two functions.
	number int
	// marked lines have the call that matters, and hand is the first of them.
	marked, hand bool
	pieces       []paint.Piece
}

// thing is the line as the screen's cursor knows it at a step.
func (l *codeLine) thing(step int) frame.Thing {
	t := frame.Thing{Kind: frame.Code, Step: step, Name: l.file, Number: uint64(l.number)}
	if l.number == 0 {
		t.Name = l.function
	}
	return t
}

// listed are the lines of a source.
func listed(s node.Source) []codeLine { return listings()[&s[0]] }

// listings has the lines of all sources, by their first function: they never
// change, and so are coloured once.
var listings = sync.OnceValue(func() map[*node.Function][]codeLine {
	all := map[*node.Function][]codeLine{}
	for _, s := range node.Sources() {
		all[&s[0]] = list(s)
	}
	return all
})

func list(s node.Source) []codeLine {
	var lines []codeLine
	for i := range s {
		f := &s[i]
		if i > 0 {
			lines = append(lines, codeLine{file: f.File, function: f.Name})
		}
		for k, pieces := range colored(f.Lines) {
			n := f.First + k
			lines = append(lines, codeLine{
				file: f.File, function: f.Name, number: n,
				marked: n == f.Marked, hand: n == f.Marked && i == 0, pieces: pieces,
			})
		}
	}
	return lines
}

// tabWidth is the number of columns that a line of code is indented by for each tab.
const tabWidth = 4

// colored are lines of Go code with the styles of their parts.
func colored(lines []string) [][]paint.Piece {
	text := strings.Join(lines, "\n")
	styles := stylesOf(text)
	colored := make([][]paint.Piece, len(lines))
	at := 0
	for i, line := range lines {
		var ps []paint.Piece
		for k := 0; k < len(line); {
			end := k + 1
			for end < len(line) && styles[at+end] == styles[at+k] {
				end++
			}
			part := strings.ReplaceAll(line[k:end], "\t", strings.Repeat(" ", tabWidth))
			ps = append(ps, paint.In(styles[at+k], part))
			k = end
		}
		colored[i] = ps
		at += len(line) + 1
	}
	return colored
}

// stylesOf is the style of each byte of some Go code.
func stylesOf(text string) []grid.Style {
	styles := make([]grid.Style, len(text))
	set := token.NewFileSet()
	file := set.AddFile("", set.Base(), len(text))
	var s scanner.Scanner
	s.Init(file, []byte(text), nil, scanner.ScanComments)
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			return styles
		}
		if lit == "" || lit == "\n" {
			continue
		}
		from := file.Offset(pos)
		for i := from; i < from+len(lit); i++ {
			styles[i] = styleOf(tok)
		}
	}
}

// styleOf is the style of a token.
func styleOf(tok token.Token) grid.Style {
	switch {
	case tok == token.COMMENT:
		return theme.Dim
	case tok.IsKeyword():
		return theme.Vote
	case tok == token.STRING, tok == token.CHAR:
		return theme.Command
	}
	return theme.Text
}
