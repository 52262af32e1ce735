// Package ready draws a node's Ready: what is in it, its stages, and their code.
package ready

import (
	"fmt"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// title says which Ready is shown.
func (h *hand) title() []paint.Piece {
	name := h.Selected.String()
	if h.rd == nil {
		return []paint.Piece{paint.In(theme.Title, "Ready"), paint.Label(lang.F(" of %s", name))}
	}
	ps := []paint.Piece{paint.In(theme.Title, fmt.Sprintf("Ready #%d", h.rd.Number)), paint.Label(lang.F(" of %s", name))}
	switch s := h.cutShort(); {
	case h.InHand():
		return append(ps, paint.Label(lang.T(", in hand")))
	case s != view.NoStage:
		return append(ps, paint.In(theme.Bad, lang.F(", cut short: %s %s", name, h.why())))
	}
	return append(ps, paint.Label(lang.T(", the last one")))
}

// none says why there is no Ready to show.
func (h *hand) none() string {
	switch {
	case h.node == nil:
		return lang.T("no such node")
	case h.node.Elsewhere():
		return lang.F("%v runs in another process: nobody here sees its Readies", h.node.ID)
	case h.node.Remote && !h.node.Up:
		return lang.F("%v, of another process, is down", h.node.ID)
	case h.node.Remote && h.node.ReadyWaiting:
		return lang.T("a Ready waits, in another process")
	case h.node.Remote:
		return lang.T("none in hand: raft has nothing to do")
	case !h.node.Up:
		return lang.F("%v is down: %s starts it again", h.node.ID, h.Key("restart", "R"))
	case h.node.ReadyWaiting:
		return lang.F("a Ready waits: %s takes it and runs its first stage, %s all of them", h.Key("stage", "s"), h.Key("ready", "r"))
	}
	return lang.F("none in hand: raft has nothing to do. %s ticks %v, %s proposes a put", h.Key("tick", "t"), h.node.ID, h.Key("put", "p"))
}

// Draw draws what is in the Ready.
func Draw(f *frame.Frame, c grid.Canvas) {
	h := handOf(f)
	compact := c.H() < layout.LoopRows && f.Page != layout.Ready
	if !compact {
		c = paint.Heading(c, f.Focus == layout.FieldsPane, h.title(), h.takenAt()...)
	}
	switch {
	case h.rd == nil:
		c.Within(3, 0, c.W()-4, theme.Faint, h.none())
		f.Ends[layout.FieldsPane] = [2]frame.Thing{}
		return
	case compact:
		h.flow(c)
	default:
		h.table(c)
	}
	if !f.InHand() {
		c.Restyle(paint.Fade)
	}
}

// takenAt says when the Ready was taken.
func (h *hand) takenAt() []paint.Piece {
	if h.rd == nil || len(h.Ready) == 0 {
		return nil
	}
	return []paint.Piece{paint.Label(lang.F("taken at step %d", h.Ready[0].View.Step))}
}

// flow draws the fields that are not empty, several in a row. Where there are
// not enough rows for all, long ones are cut: none is left out.
func (h *hand) flow(c grid.Canvas) {
	for _, share := range []int{1, 2, 3, 4} {
		if places := h.places(c.W(), share); share == 4 || places[len(places)-1].y < c.H() {
			for _, p := range places {
				paint.Write(c, p.x, p.y, p.end, p.pieces...)
				h.Spot(layout.FieldsPane, c, grid.Rect{X: p.x, Y: p.y, W: p.end - p.x, H: 1}, h.fieldThing(p.field))
			}
			return
		}
	}
}

// place is where a field is drawn.
type place struct {
	x, y, end int
	field     field
	pieces    []paint.Piece
}

// places puts the fields into rows, none of them wider than a share of one.
func (h *hand) places(columns, share int) []place {
	var places []place
	x, y, end := 3, 0, columns-1
	for d := range fieldCount {
		if d.empty(h.rd) {
			continue
		}
		ps := append([]paint.Piece{paint.Label(d.String() + " ")}, h.field(d)...)
		w := min(paint.Width(ps), (end-3)/share-2)
		if x > 3 && x+w > end {
			x, y = 3, y+1
		}
		places = append(places, place{x, y, min(x+w, end), d, ps})
		x += w + 3
	}
	return places
}
