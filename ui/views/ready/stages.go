package ready

import (
	"fmt"
	"slices"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// DrawLoop draws the Ready loop: what is done, what is next, what is to come, and
// where there is room what that means.
func DrawLoop(f *frame.Frame, c grid.Canvas) {
	h := handOf(f)
	focused := f.Focus == layout.StagesPane
	title := []paint.Piece{paint.In(theme.Title, lang.T("the Ready loop"))}
	if c.H() < layout.LoopRows {
		if f.Page != layout.Ready {
			title = h.title() // what is in the Ready stands below, without one
		}
		body := paint.Heading(c, focused, title, h.progress()...)
		if h.rd != nil {
			h.line(body)
		}
		return
	}
	body := paint.Heading(c, focused, title, h.progress()...)
	all := h.loop()
	f.Ends[layout.StagesPane] = [2]frame.Thing{h.stageThing(all[0]), h.stageThing(all[len(all)-1])}
	for y, s := range all {
		h.row(body.Row(y), s)
	}
	if y := len(all) + 1; body.H() > y {
		h.explain(body.Sub(grid.Rect{Y: y, W: body.W(), H: body.H() - y}))
	}
}

// stageThing is a stage as the screen's cursor knows it.
func (h *hand) stageThing(s view.Stage) frame.Thing {
	return frame.Thing{Kind: frame.Stage, Node: h.Selected, Step: h.At, Number: uint64(s)}
}

// chosen is the stage to tell of: the one that is selected, else the one that
// matters most now.
func (h *hand) chosen() view.Stage {
	for _, s := range view.Stages() {
		if h.rd != nil && h.Cursors[layout.StagesPane] == h.stageThing(s) {
			return s
		}
	}
	return h.stage()
}

// loop has all stages: those of the Ready's plan in its order, which a broken rule
// may have changed, and between them those that have nothing to do.
func (h *hand) loop() []view.Stage {
	all := view.Stages()
	if h.rd == nil {
		return all
	}
	plan := h.rd.Plan
	for y, s := range all {
		if slices.Contains(h.rd.Plan, s) {
			all[y], plan = plan[0], plan[1:]
		}
	}
	return all
}

// progress says how far the Ready is: "stage 2 of 5".
func (h *hand) progress() []paint.Piece {
	switch {
	case h.rd == nil:
		return nil
	case h.InHand():
		at := slices.Index(h.rd.Plan, h.node.Stage) + 1
		return []paint.Piece{paint.Label(lang.T("stage ")), paint.In(theme.AccentStrong, fmt.Sprint(at)), paint.Label(lang.F(" of %d", len(h.rd.Plan)))}
	case h.cutShort() != view.NoStage:
		return []paint.Piece{paint.In(theme.Bad, lang.T("✗ cut short"))}
	case h.node.ReadyWaiting:
		return []paint.Piece{paint.In(theme.Accent, lang.T("▶ the next one waits"))}
	}
	return []paint.Piece{paint.In(theme.Good, lang.T("✓ done"))}
}

// looks are how the states of a stage are drawn: the glyph, the name and what
// stands beside it.
var looks = [...]struct {
	glyph              string
	mark, name, beside grid.Style
}{
	skipped: {"–", theme.Faint, theme.Faint, theme.Faint},
	done:    {"✓", theme.Good, theme.Text, theme.Text},
	next:    {"▶", theme.AccentStrong, theme.AccentStrong, theme.Strong},
	toCome:  {"·", theme.Dim, theme.Dim, theme.Dim},
	lost:    {"✗", theme.Bad, theme.Dim, theme.Dim},
	failed:  {"✗", theme.Bad, theme.Bad, theme.Warn},
}

// row draws one stage and what it did or would do.
func (h *hand) row(c grid.Canvas, s view.Stage) {
	if h.rd == nil {
		c.Text(5, 0, theme.Dim, s.String())
		c.Within(23, 0, c.W()-24, theme.Faint, lang.T(purposes[s]))
		return
	}
	l := looks[h.state(s)]
	c.Text(3, 0, l.mark, l.glyph)
	c.Text(5, 0, l.name, s.String())
	c.Within(23, 0, c.W()-24, l.beside, h.note(s, c.W()-24))
	h.Spot(layout.StagesPane, c, grid.Rect{W: c.W(), H: 1}, h.stageThing(s))
	if h.Cursors[layout.StagesPane] == h.stageThing(s) {
		c.Text(1, 0, theme.AccentStrong, "▸")
		if h.Focus == layout.StagesPane {
			c.Select()
		}
	}
}

// line draws the stages that have something to do in one row. Where they do not
// all fit, there is an … for those done longest ago.
func (h *hand) line(c grid.Canvas) {
	plan, x := h.rd.Plan, 3
	for len(plan) > 1 && x+width(plan) > c.W()-1 && h.state(plan[0]) != next {
		plan, x = plan[1:], 6
	}
	if x > 3 {
		c.Text(3, 0, theme.Dim, "…")
	}
	for _, s := range plan {
		l := looks[h.state(s)]
		end := paint.Write(c, x, 0, c.W()-1, paint.In(l.mark, l.glyph+" "), paint.In(l.name, s.String()))
		h.Spot(layout.StagesPane, c, grid.Rect{X: x, W: end - x, H: 1}, h.stageThing(s))
		if h.Focus == layout.StagesPane && h.Cursors[layout.StagesPane] == h.stageThing(s) {
			c.Sub(grid.Rect{X: x, W: end - x, H: 1}).Select()
		}
		x = end + 2
	}
}

// width is the number of columns of stages in a row: each has a mark before it,
// and two blanks behind it.
func width(stages []view.Stage) int {
	n := -2
	for _, s := range stages {
		n += 4 + len(s.String())
	}
	return n
}
