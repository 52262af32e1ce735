package store

import (
	"cmp"
	"fmt"
	"slices"

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
	title := []paint.Piece{paint.In(theme.Title, "operations")}
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
		return "no client had asked for anything by this step"
	}
	return "no client has asked for anything: p puts a key, :read KEY reads one, g gets one"
}

func thingOf(o *chronicle.Operation) frame.Thing {
	return frame.Thing{Kind: frame.Operation, Node: o.Node, Step: o.Asked, Number: o.ID}
}

// chosenOperation is the place of the selected one, -1 for none. A step asks for
// one at most.
func chosenOperation(f *frame.Frame, ops []chronicle.Operation) int {
	t := f.Cursors[layout.OperationsPane]
	if t.Kind != frame.Operation {
		return -1
	}
	i, ok := slices.BinarySearchFunc(ops, t.Step, func(o chronicle.Operation, step int) int { return cmp.Compare(o.Asked, step) })
	if !ok {
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
	k.step = k.node + 4
	k.fate = k.step + max(len(fmt.Sprint(f.Newest)), 4) + 2
	k.end = min(k.end, k.fate+fateWidth)
	return k
}

func (k columns) head(c grid.Canvas) {
	c.Right(k.asks-2, 0, theme.Faint, "#")
	c.Text(k.asks, 0, theme.Faint, "asked")
	c.Text(k.node, 0, theme.Faint, "of")
	c.Text(k.step, 0, theme.Faint, "step")
	c.Text(k.fate, 0, theme.Faint, "fate")
	c.Right(k.end, 0, theme.Faint, "took")
}

func (k columns) row(c grid.Canvas, f *frame.Frame, o *chronicle.Operation) {
	if o.ID > 0 {
		c.Right(k.asks-2, 0, theme.Dim, fmt.Sprint(o.ID))
	}
	c.Within(k.asks, 0, k.node-k.asks-1, theme.Text, o.Asks())
	c.Text(k.node, 0, theme.Text, o.Node.String())
	c.Text(k.step, 0, theme.Dim, fmt.Sprint(o.Asked))
	pieces := fate(o, f.At)
	end := k.end
	took := took(o, f.At, k.end-k.fate-paint.Width(pieces)-2)
	if took != "" {
		end = c.Right(k.end, 0, theme.Dim, took) - 1
	}
	paint.Write(c, k.fate, 0, end, pieces...)
}

// fate says what had become of an operation by a step.
func fate(o *chronicle.Operation, at int) []paint.Piece {
	switch o.FateAt(at) {
	case chronicle.Acknowledged:
		return answered(o)
	case chronicle.Lost:
		return []paint.Piece{paint.In(theme.Bad, "✗ lost"), paint.Label(atStep(o)), paint.Plain(": " + o.Why)}
	case chronicle.Refused:
		return []paint.Piece{paint.In(theme.Bad, "✗ refused"), paint.Plain(": " + o.Why)}
	}
	return []paint.Piece{paint.In(theme.Accent, "○ pending")}
}

// answered says what the answer was.
func answered(o *chronicle.Operation) []paint.Piece {
	switch {
	case o.Kind == view.PutRequest:
		position := paint.In(theme.Term(o.Term), fmt.Sprintf(" %d/%d", o.Term, o.Index))
		return []paint.Piece{paint.In(theme.Good, "✓ acknowledged"), position, paint.Label(atStep(o))}
	case o.Stale != "":
		return []paint.Piece{paint.In(theme.Warn, "≠ stale: "), paint.Plain(o.Answer()), paint.Label("; " + o.Stale)}
	case o.Kind == view.GetRequest:
		return []paint.Piece{paint.In(theme.Good, "✓ "), paint.Plain(o.Answer()), paint.Label(" in its own store")}
	}
	return []paint.Piece{paint.In(theme.Good, "✓ answered "), paint.Plain(o.Answer()), paint.Label(atStep(o))}
}

func atStep(o *chronicle.Operation) string { return fmt.Sprintf(" at step %d", o.End) }

// took says how long an operation took, or has been waiting, in at most so many
// columns; "" for one that took no time.
func took(o *chronicle.Operation, at, room int) string {
	end := o.End
	if o.FateAt(at) == chronicle.Pending {
		end = at
	}
	steps := count(end-o.Asked, "step")
	switch {
	case end == o.Asked || room < grid.Width(steps):
		return ""
	case end == o.End && o.Ticks > 0 && room >= grid.Width(steps)+10:
		return steps + ", " + count(o.Ticks, "tick")
	}
	return steps
}

// count is so many of something, in words.
func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// verdict says whether the operations are linearizable, as far as that is known.
func verdict(f *frame.Frame, operations, room int) []paint.Piece {
	v := f.Verdict
	switch {
	case operations == 0:
		return nil
	case v != nil && len(v.Violations) > 0:
		return []paint.Piece{paint.In(theme.Bad, grid.Clip("✗ not linearizable: "+v.Violations[0].Text, room))}
	case v != nil:
		return []paint.Piece{paint.In(theme.Good, fmt.Sprintf("✓ linearizable up to step %d (%s)", v.Step, count(v.Operations, "operation")))}
	case f.Checks:
		return []paint.Piece{paint.Label("linearizability: not checked yet")}
	}
	return []paint.Piece{paint.Label(grid.Fit(room, "linearizability: not checked, :check does", "not checked, :check does"))}
}
