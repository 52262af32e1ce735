package ui

import (
	"errors"
	"fmt"
	"os"

	"raftviz/cluster"
	"raftviz/cluster/lang"
	"raftviz/cluster/script"
	"raftviz/cluster/session"
	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
)

// Picture says what is to be drawn without a terminal: a screen on which a script
// was run.
type Picture struct {
	// Script is the file with the lines; "-" is stdin.
	Script string
	// Width and Height are the screen's, in columns and rows.
	Width, Height int
	// Node is the node that is selected, 0 for the one that acted last.
	Node int
	Appearance
}

// headless is a screen without a terminal: the same model, to which lines of a
// script are given one after another, and which draws when it is asked to.
type headless struct {
	*Model
	script *script.Script
	look   *grid.Look
}

// open is the screen that the picture is to be of, before its script has run.
func (p Picture) open() (*headless, error) {
	if err := p.checkSize(); err != nil {
		return nil, err
	}
	s, err := script.Open(p.Script, os.Stdin)
	if err != nil {
		return nil, err
	}
	h, err := p.screen(s)
	if err != nil {
		return nil, err
	}
	if len(s.Lines) == 0 || s.Lines[0].Command.Spec.Name != "cluster" {
		h.finish(h.engine.run("cluster"))
	}
	return h, nil
}

// checkSize is an error where the screen's size is none that is drawn.
func (p Picture) checkSize() error {
	if p.Width < layout.MinWidth || p.Height < layout.MinHeight || p.Width > maxWidth || p.Height > maxHeight {
		return lang.E("a screen of %dx%d is not drawn; allowed are %dx%d to %dx%d",
			p.Width, p.Height, layout.MinWidth, layout.MinHeight, maxWidth, maxHeight)
	}
	return nil
}

// screen is a screen for a script, without a cluster.
func (p Picture) screen(s *script.Script) (*headless, error) {
	// Nothing can be asked of a background: auto is dark.
	h := &headless{newModel(session.New(""), grid.Plain()), s, lookOf(p.Theme, true)}
	if err := h.appear(p.Appearance); err != nil {
		return nil, err
	}
	h.width, h.height = p.Width, p.Height
	return h, nil
}

// each runs the lines of the script, and calls did with what each has left, before
// the screen shows it.
//
// An error ends the script and is returned with its line, unless it is a
// violation: that may be what there is to see.
func (h *headless) each(did func(outcome)) error {
	for _, l := range h.script.Lines {
		line := l.Command.String()
		h.overlay = nil
		out := h.engine.run(line)
		var violated *cluster.Violated
		if out.err != nil && !errors.As(out.err, &violated) {
			return &script.Error{Name: h.script.Name, Line: l.Number, Err: out.err}
		}
		did(out)
	}
	return nil
}

// draw draws the screen, with what its view needs looked up.
func (h *headless) draw() *grid.Grid {
	if look := h.lookUp(); look != nil {
		h.route(look())
	}
	return h.Model.draw()
}

// finish shows what a line has left.
func (h *headless) finish(out outcome) {
	h.running = &running{line: out.line}
	h.status = frame.Status{Line: out.line}
	h.ran(out)
}

// goTo looks at a step.
func (h *headless) goTo(step int) error {
	out := h.engine.run(fmt.Sprintf("goto %d", step))
	if out.err != nil {
		return out.err
	}
	h.finish(out)
	return nil
}

// pick selects a node, 0 for none in particular.
func (h *headless) pick(node int) error {
	if node == 0 {
		return nil
	}
	if node < 0 || node > view.MaxNodes || h.view().Node(view.NodeID(node)) == nil {
		return lang.E("there is no node %d at step %d", node, h.at)
	}
	h.selected, h.pinned = view.NodeID(node), true
	return nil
}
