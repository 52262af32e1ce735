package ready

import (
	"fmt"

	"raftviz/cluster/lang"
	"raftviz/cluster/node"
	"raftviz/cluster/rule"
	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// DrawSource draws the code of the stage at hand, as this program was built from it.
func DrawSource(f *frame.Frame, c grid.Canvas) {
	h := handOf(f)
	s := h.chosen()
	if h.rd == nil {
		s = view.NoStage
	}
	var broken rule.Set
	if h.node != nil {
		broken = h.node.Broken
	}
	lines := listed(node.SourceOf(s, h.rd, broken))
	at := 0
	chosen := -1
	for i, l := range lines {
		if l.hand {
			at = i
		}
		if f.Cursors[layout.SourcePane] == l.thing(f.At) {
			chosen = i
		}
	}
	title := []paint.Piece{
		paint.In(theme.Title, fmt.Sprintf("%s:%d", lines[at].file, lines[at].number)), paint.Label("  " + lines[at].function),
	}
	body := paint.Heading(c, f.Focus == layout.SourcePane, title, h.running(s, c.W())...)
	glyph := looks[h.at(s)]
	digits := len(fmt.Sprint(lines[at].number)) + 1
	f.List(body, frame.List{
		Pane: layout.SourcePane, Len: len(lines), Chosen: chosen, Near: near(at, body.H()),
		Thing: func(i int) frame.Thing { return lines[i].thing(f.At) },
		Draw:  func(row grid.Canvas, i int) { lines[i].draw(row, glyph.mark, glyph.glyph, digits) },
	})
}

// near is the row to show so that the whole function is seen where the line at
// hand allows it.
func near(at, rows int) int {
	if at < rows {
		return 0
	}
	return at
}

// at is the state of a stage, next for the taking of a Ready.
func (h *hand) at(s view.Stage) state {
	if s == view.NoStage || h.rd == nil {
		return next
	}
	return h.state(s)
}

// roomyTitle is the width from which on the title names the stage, too.
const roomyTitle = 76

// running says what the code that is shown is to the Ready.
func (h *hand) running(s view.Stage, columns int) []paint.Piece {
	if s == view.NoStage {
		if h.node != nil && h.node.ReadyWaiting {
			return []paint.Piece{paint.In(theme.AccentStrong, "▶ "), paint.Label(lang.T("takes the Ready"))}
		}
		return []paint.Piece{paint.Label(lang.T("takes a Ready"))}
	}
	l := looks[h.at(s)]
	word := lang.T([...]string{
		skipped: lang.Mark("skipped"), done: lang.Mark("has run"), next: lang.Mark("runs next"),
		toCome: lang.Mark("to come"), lost: lang.Mark("did not run"), failed: lang.Mark("failed"),
	}[h.at(s)])
	if columns < roomyTitle {
		return []paint.Piece{paint.In(l.mark, l.glyph+" "), paint.Label(word)}
	}
	return []paint.Piece{paint.In(l.mark, l.glyph+" "), paint.Plain(s.String()), paint.Label(" " + word)}
}

// draw draws a line of code: its number, the glyph of the stage at the line at
// hand, ▸ at those that it leads to, and the code.
func (l *codeLine) draw(c grid.Canvas, style grid.Style, glyph string, digits int) {
	if l.number == 0 {
		c.Within(3+digits+3, 0, c.W()-digits-7, theme.Faint, l.file)
		return
	}
	number := theme.Faint
	if l.hand {
		number = style
		c.Text(3+digits+1, 0, style, glyph)
	} else if l.marked {
		c.Text(3+digits+1, 0, theme.Accent, "›")
	}
	c.Right(3+digits, 0, number, fmt.Sprint(l.number))
	x := 3 + digits + 3
	paint.Write(c, x, 0, c.W()-1, l.pieces...)
	if l.hand {
		c.Sub(grid.Rect{X: x - 2, W: c.W() - x + 2, H: 1}).Select()
	}
}
