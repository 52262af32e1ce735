package messages

import (
	"fmt"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// Sizes of the pane.
const (
	// wide is the width from which on the details are beside the list.
	wide = 150
	// tall is the height from which on they have a part of their own below it.
	tall = 12
	// detailsRow is where they begin in a lower pane while the list is short: they do
	// not move with each message that comes and goes.
	detailsRow = 6
)

// divide divides a pane between the list, of so many messages, and the details, and
// gives the lines of these. Where there is no room for them they have none.
func divide(r grid.Rect, messages int, d details) (list, about grid.Rect, lines [][]paint.Piece) {
	list, about = r, r
	if r.W >= wide {
		list.W = r.W * 3 / 5
		about.X, about.W = list.W+2, r.W-list.W-2
		return list, about, d.lines(about.W, about.H)
	}
	taken := max(messages, 1)
	if !d.full && messages > 0 && r.H <= taken+1 {
		return r, grid.Rect{}, nil
	}
	room := r.H - r.H/2
	if messages == 0 {
		room = r.H - 2
	}
	lines = d.lines(r.W, room)
	top := min(max(taken+1, detailsRow), r.H-len(lines))
	switch {
	case messages == 0:
		top = 2
	case d.full:
		top = max(r.H/2, min(taken+1, r.H-len(lines)))
	case top <= taken:
		return r, grid.Rect{}, nil
	}
	list.H, about.Y, about.H = top-1, top, max(r.H-top, 0)
	return list, about, lines
}

// details are what there is to tell besides the list: about the selected message,
// of the clients that wait for an answer, and of the links.
type details struct {
	// selected is nil for no message.
	selected *view.Message
	v        *view.View
	phrases  *frame.Phrases
	// full is set where there is room for all of it; else there is nothing but what
	// the selected message means.
	full bool
}

// draw draws the details, each line behind a bar.
func draw(c grid.Canvas, lines [][]paint.Piece) {
	if len(lines) > c.H() && c.H() > 1 {
		lines = append(lines[:c.H()-1], []paint.Piece{paint.Label("…")})
	}
	for y, line := range lines {
		if len(line) > 0 {
			c.Text(3, y, theme.Accent, "▏")
			paint.Write(c, 5, y, c.W()-1, line...)
		}
	}
}

// lines are the details in so many columns. The links are drawn where that fits in so
// many rows.
func (d details) lines(width, height int) [][]paint.Piece {
	var lines [][]paint.Piece
	section := func(more [][]paint.Piece) {
		if len(lines) > 0 && len(more) > 0 {
			lines = append(lines, nil)
		}
		lines = append(lines, more...)
	}
	if d.selected != nil {
		section(d.meaning(width - 8))
		if d.full {
			section(d.entries())
		}
	}
	if d.full || d.selected == nil {
		section(d.clients())
		section(d.links())
	}
	if d.full && len(lines)+2+len(d.v.Nodes) <= height {
		section(d.matrix())
	}
	return lines
}

// meaning is what the selected message tells its receiver.
func (d details) meaning(width int) [][]paint.Piece {
	var lines [][]paint.Piece
	for _, text := range grid.Wrap(Explain(d.selected), width) {
		lines = append(lines, []paint.Piece{paint.Label(text)})
	}
	return lines
}

// maxEntries is how many entries of a message are told one by one.
const maxEntries = 6

// entries are those of the selected message.
func (d details) entries() [][]paint.Piece {
	var lines [][]paint.Piece
	for i := range d.selected.Entries {
		e := &d.selected.Entries[i]
		if i == maxEntries && len(d.selected.Entries) > maxEntries+1 {
			return append(lines, []paint.Piece{paint.Label(lang.F("and %s more", paint.Entries(len(d.selected.Entries)-i)))})
		}
		lines = append(lines, []paint.Piece{
			paint.In(theme.Term(e.Term), fmt.Sprintf("%-8s", fmt.Sprintf("%d/%d", e.Term, e.Index))), paint.Plain(d.phrases.Of(e)),
		})
	}
	return lines
}

// clients are those that wait for an answer.
func (d details) clients() [][]paint.Piece {
	var lines [][]paint.Piece
	for _, r := range d.v.Requests {
		lines = append(lines, []paint.Piece{
			paint.In(theme.Warn, operation(r)), paint.Label(lang.F(" waits since step %d (request %d)", r.Step, r.ID)),
		})
	}
	return lines
}

// links are how the network is not as it should be.
func (d details) links() [][]paint.Piece {
	var lines [][]paint.Piece
	for _, text := range disturbed(d.v.Links) {
		lines = append(lines, []paint.Piece{paint.In(theme.Bad, "✗ "), paint.In(theme.Warn, text)})
	}
	return lines
}
