package store

import (
	"fmt"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/chronicle"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
)

// DrawOperations draws what clients asked for by the step that is shown, and what
// had become of it then.
func DrawOperations(f *frame.Frame, c grid.Canvas) {
	ops := f.Chronicle.OperationsUpTo(f.At)
	title := []paint.Piece{paint.In(theme.Title, lang.T("operations"))}
	body := paint.Heading(c, f.Focus == layout.OperationsPane, title, verdict(f, len(ops), c.W()-20)...)
	if len(ops) == 0 {
		paint.Say(body, 3, 0, theme.Faint, noOperations(f))
		return
	}
	columns := newColumns(f, body.W())
	columns.head(body)
	f.List(body.Sub(grid.Rect{Y: 1, W: body.W(), H: body.H() - 1}), frame.List{
		Pane: layout.OperationsPane, Len: len(ops), Chosen: chosenOperation(f, ops), Tail: true,
		Thing: func(i int) frame.Thing { return thingOf(&ops[i]) },
		Draw:  func(row grid.Canvas, i int) { columns.row(row, f, &ops[i]) },
	})
}

func noOperations(f *frame.Frame) string {
	if f.Past() {
		return lang.T("no client had asked for anything by this step")
	}
	return lang.T("no client has asked for anything: p puts a key, :read KEY reads one, g gets one")
}

func thingOf(o *chronicle.Operation) frame.Thing {
	return frame.Thing{Kind: frame.Operation, Node: o.Node, Step: o.Asked, Number: o.ID}
}

// chosenOperation is the place of the selected one, -1 for none.
func chosenOperation(f *frame.Frame, ops []chronicle.Operation) int {
	t := f.Cursors[layout.OperationsPane]
	i, ok := f.Chronicle.AskedIn(t.Step)
	if t.Kind != frame.Operation || !ok || i >= len(ops) {
		return -1
	}
	return i
}

// fateWidth is how far from where it begins a fate, and how long it took, go at most.
const fateWidth = 96

// columns are where the parts of an operation begin.
type columns struct{ number, asks, node, step, fate, end int }

func newColumns(f *frame.Frame, width int) columns {
	k := columns{number: 3, end: width - 1}
	k.asks = k.number + max(len(fmt.Sprint(len(f.Chronicle.Operations))), 2) + 2
	k.node = k.asks + min(max(width/5, 14), 30)
	k.step = k.node + 2 + max(len("n1"), grid.Width(lang.T("of")))
	k.fate = k.step + max(len(fmt.Sprint(f.Newest)), 4) + 2
	k.end = min(k.end, k.fate+fateWidth)
	return k
}

func (k columns) head(c grid.Canvas) {
	c.Right(k.asks-2, 0, theme.Faint, "#")
	c.Text(k.asks, 0, theme.Faint, lang.T("asked"))
	c.Text(k.node, 0, theme.Faint, lang.T("of"))
	c.Text(k.step, 0, theme.Faint, lang.T("step"))
	c.Text(k.fate, 0, theme.Faint, lang.T("fate"))
	c.Right(k.end, 0, theme.Faint, lang.T("took"))
}

func (k columns) row(c grid.Canvas, f *frame.Frame, o *chronicle.Operation) {
	if o.ID > 0 {
		paint.NumberRight(c, k.asks-2, 0, theme.Dim, int(o.ID))
	}
	c.Within(k.asks, 0, k.node-k.asks-1, theme.Text, o.Asks())
	c.Text(k.node, 0, theme.Text, o.Node.String())
	paint.Number(c, k.step, 0, theme.Dim, o.Asked)
	t := fateOf(o, f.At)
	x := t.draw(c, k.fate, k.end)
	drawTook(c, x+2, k.end, o, f.At)
}

// fate is what had become of an operation, in a word and what there is to say
// of it.
type fate struct {
	style grid.Style
	word  string
	// put is an acknowledged put, whose position in the log is said, nil for none.
	put *chronicle.Operation
	// text is an answer or a reason, more what there is to add to it; "" for none.
	text, more string
	// end is the step that it ended in, said where it fits, 0 where it is not said.
	end int
}

// fateOf is what had become of an operation by a step.
func fateOf(o *chronicle.Operation, at int) fate {
	switch o.FateAt(at) {
	case chronicle.Acknowledged:
		return answered(o)
	case chronicle.Lost:
		return fate{style: theme.Bad, word: lang.T("✗ lost"), text: view.Recorded(o.Why), end: o.End}
	case chronicle.Refused:
		return fate{style: theme.Bad, word: lang.T("✗ refused"), text: view.Recorded(o.Why)}
	}
	return fate{style: theme.Accent, word: lang.T("○ pending")}
}

// answered says what the answer was.
func answered(o *chronicle.Operation) fate {
	switch {
	case o.Kind == view.PutRequest:
		return fate{style: theme.Good, word: lang.T("✓ acknowledged"), put: o, end: o.End}
	case o.Stale != "":
		return fate{style: theme.Warn, word: lang.T("≠ stale"), text: view.Recorded(o.Answer()), more: lang.T("; ") + o.Stale}
	case o.Kind == view.GetRequest:
		return fate{style: theme.Good, word: lang.T("✓ got"), text: view.Recorded(o.Answer()), more: lang.T(", from its own store")}
	}
	return fate{style: theme.Good, word: lang.T("✓ answered"), text: view.Recorded(o.Answer()), end: o.End}
}

// draw draws the fate from column x on, up to column end, and returns the column
// behind it.
func (t *fate) draw(c grid.Canvas, x, end int) int {
	x = c.Within(x, 0, end-x, t.style, t.word)
	if o := t.put; o != nil {
		term := theme.Term(o.Term)
		x = paint.Number(c, x+1, 0, term, int(o.Term))
		x = c.Text(x, 0, term, "/")
		x = paint.Number(c, x, 0, term, int(o.Index))
	}
	colon := lang.T(": ")
	if t.end > 0 {
		if at := lang.F(" at step %d", t.end); x+grid.Width(at)+grid.Width(colon)+grid.Width(t.text) <= end {
			x = c.Text(x, 0, theme.Dim, at)
		}
	}
	if t.text == "" {
		return x
	}
	x = c.Text(x, 0, theme.Dim, colon)
	x = c.Within(x, 0, end-x, theme.Text, t.text)
	return c.Within(x, 0, end-x, theme.Dim, t.more)
}

// drawTook draws how long an operation took, or has been waiting, between columns
// x and end, as far as there is room; nothing for one that took no time.
func drawTook(c grid.Canvas, x, end int, o *chronicle.Operation, at int) {
	last, ticks := o.End, o.Ticks
	if o.FateAt(at) == chronicle.Pending {
		last, ticks = at, 0
	}
	if last == o.Asked {
		return
	}
	steps := last - o.Asked
	comma, unit, units := lang.T(", "), lang.T(" tick"), lang.T(" ticks")
	width := paint.Digits(steps) + grid.Width(lang.T(" steps"))
	if ticks > 0 && x+width+grid.Width(comma)+paint.Digits(ticks)+grid.Width(units) <= end {
		end = c.Right(drawCount(c, end, ticks, unit, units), 0, theme.Dim, comma)
	}
	if x+width <= end {
		drawCount(c, end, steps, lang.T(" step"), lang.T(" steps"))
	}
}

// drawCount draws so many of something, one or more, so that it ends before column x,
// and returns the column that it starts in.
func drawCount(c grid.Canvas, x, n int, one, more string) int {
	if n == 1 {
		more = one
	}
	return paint.NumberRight(c, c.Right(x, 0, theme.Dim, more), 0, theme.Dim, n)
}

// operations is so many of them, in words.
func operations(n int) string {
	if n == 1 {
		return lang.T("1 operation")
	}
	return lang.F("%d operations", n)
}

// verdict says whether the operations are linearizable, as far as that is known.
func verdict(f *frame.Frame, asked, room int) []paint.Piece {
	v := f.Verdict
	switch {
	case asked == 0:
		return nil
	case f.View().Apart():
		return []paint.Piece{paint.Label(grid.Fit(room, lang.T("linearizability: not checked, other processes have clients, too"), lang.T("not checked")))}
	case v != nil && len(v.Violations) > 0:
		return []paint.Piece{paint.In(theme.Bad, grid.Clip(lang.F("✗ not linearizable: %s", v.Violations[0].Says()), room))}
	case v != nil:
		return []paint.Piece{paint.In(theme.Good, lang.F("✓ linearizable up to step %d (%s)", v.Step, operations(v.Operations)))}
	case f.Checks:
		return []paint.Piece{paint.Label(lang.T("linearizability: not checked yet"))}
	}
	return []paint.Piece{paint.Label(grid.Fit(room, lang.T("linearizability: not checked, :check does"), lang.T("not checked, :check does")))}
}
