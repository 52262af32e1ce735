package ui

import (
	"errors"
	"path/filepath"
	"strings"

	"raftviz/cluster/lang"
	"raftviz/ui/grid"
)

// Newest, as a step to look at, is the newest one.
const Newest = -1

// Screenshot is a picture as a file with that name is to have it: SVG or text,
// by the name's ending. It shows the screen after the script, or as it looked
// back at step at of it. The same script gives the same bytes.
//
// An expectation that fails is an error, and no picture; a violated property is
// in the picture. The error of a script has its line.
func (p Picture) Screenshot(at int, file string) (picture string, err error) {
	encode, err := encoding(file)
	if err != nil {
		return "", err
	}
	h, err := p.open()
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, h.engine.close()) }()
	if err := h.each(h.finish); err != nil {
		return "", err
	}
	if at != Newest {
		if err := h.goTo(at); err != nil {
			return "", err
		}
	}
	if err := h.pick(p.Node); err != nil {
		return "", err
	}
	return encode(h.draw(), h.look), nil
}

// encoding is how a file is written, by its name's ending.
func encoding(file string) (func(*grid.Grid, *grid.Look) string, error) {
	switch ext := filepath.Ext(file); ext {
	case ".svg":
		return (*grid.Grid).SVG, nil
	case ".txt":
		return func(g *grid.Grid, _ *grid.Look) string { return plainText(g) }, nil
	default:
		return nil, lang.E("%q ends in %q; allowed are .svg and .txt", file, ext)
	}
}

// plainText is the screen's text, without blanks at the ends of its lines.
func plainText(g *grid.Grid) string {
	var b strings.Builder
	for line := range strings.Lines(g.Render(grid.Plain()) + "\n") {
		b.WriteString(strings.TrimRight(line, " \n") + "\n")
	}
	return b.String()
}
