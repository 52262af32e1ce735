package events

import (
	"fmt"
	"slices"

	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/paint"
	"raftviz/ui/theme"
	"raftviz/ui/views/messages"
)

// Draw lists what happened, the newest at the bottom.
func Draw(f *frame.Frame, c grid.Canvas) {
	var right []paint.Piece
	last := f.At
	if t := f.Cursors[layout.EventsPane]; t.Kind == frame.Event {
		last = min(t.Step, last)
	}
	if last < f.At {
		right = []paint.Piece{paint.Label(newerBelow(f.At - last))}
	}
	body := paint.Heading(c, f.Focus == layout.EventsPane, []paint.Piece{paint.In(theme.Title, "events")}, right...)
	digits := max(len(fmt.Sprint(f.Newest)), 3)
	columns := body.W() - eventColumn(digits) - 1
	if body.H() < wrappingEvents {
		columns = wide
	}
	lines := eventLines(f, last, body.H(), columns)
	for y, l := range lines {
		l.draw(f, body.Row(y), digits)
		f.Spot(layout.EventsPane, body, grid.Rect{Y: y, W: body.W(), H: 1}, frame.Thing{Kind: frame.Event, Step: l.step.View.Step})
	}
}

// eventLine is one line of what happened: a step's event, or many ticks.
type eventLine struct {
	step    *view.Step
	first   bool // of its step
	command int  // the number of the command that begins here, 0 for none
	style   grid.Style
	text    string
}

// wrappingEvents is the number of rows from which on an event may have several.
const wrappingEvents = 5

// wide is wider than any text.
const wide = 1 << 20

// newerBelow says how many steps are left out below.
func newerBelow(steps int) string {
	if steps == 1 {
		return "a newer step below"
	}
	return fmt.Sprintf("%d newer steps below", steps)
}

// eventLines are the last so many lines of what was done up to step last, for
// texts of so many columns, oldest first; with raft's own log among them, or
// without.
func eventLines(f *frame.Frame, last, count, columns int) []eventLine {
	var lines []eventLine // newest first
	for i := last; i >= 0 && len(lines) < count; {
		s := f.Step(i)
		from := i
		for ticks(s) && from > 0 && ticks(f.Step(from-1)) && i-from < len(s.Nodes)-1 {
			from--
		}
		begins := 0
		if from == 0 || f.Step(from-1).Command != s.Command {
			begins = s.Command
		}
		if from < i {
			lines = append(lines, tickLine(f, from, i, begins))
		} else {
			lines = append(lines, stepLines(s, begins, columns, f.Raft)...)
		}
		i = from - 1
	}
	slices.Reverse(lines)
	return lines[max(len(lines)-count, 0):]
}

// ticks reports whether a tick was all that happened in the step.
func ticks(s *view.Step) bool {
	return s.Kind == view.KindTick && len(s.Events) == 1
}

func tickLine(f *frame.Frame, from, to, command int) eventLine {
	text := "ticked:"
	for i := from; i <= to; i++ {
		e := f.Step(i).Events[0]
		if i > from {
			text += ","
		}
		text += fmt.Sprintf(" %v %d/%d", e.Node, e.Count, e.Bytes)
	}
	return eventLine{step: f.Step(from), first: true, command: command, style: theme.Dim, text: text}
}

// stepLines are a step's events, the newest first. Only what must not be
// missed, a violation, has more than one line.
func stepLines(s *view.Step, command, columns int, raft bool) []eventLine {
	lines := make([]eventLine, 0, len(s.Events))
	for _, e := range slices.Backward(s.Events) {
		switch text := e.String(); {
		case e.What == view.Violated:
			for _, part := range slices.Backward(grid.Wrap(text, columns)) {
				lines = append(lines, eventLine{step: s, style: weight(e), text: part})
			}
		case raft || e.What != view.Raft:
			lines = append(lines, eventLine{step: s, style: weight(e), text: text})
		}
	}
	if n := len(lines); n > 0 {
		lines[n-1].first, lines[n-1].command = true, command
	}
	return lines
}

// weight is how much an event matters: the style it is written in.
func weight(e view.Event) grid.Style {
	switch e.What {
	case view.RoleChanged, view.CommitAdvanced, view.ConfigChanged, view.Acknowledged:
		return theme.Strong
	case view.Crashed, view.Stopped, view.Lost, view.Dropped, view.ConfigRejected, view.Undecodable, view.Violated:
		return theme.Bad
	case view.Refused, view.Abandoned, view.LinksChanged, view.Armed, view.DiskArmed, view.Unreachable,
		view.RuleBroken, view.RuleObeyed:
		return theme.Warn
	case view.Ticked, view.Raft, view.Took, view.Advanced, view.TermChanged:
		return theme.Dim
	}
	return theme.Text
}

// eventColumn is where an event's text begins, behind a step's number of so many
// digits.
func eventColumn(digits int) int { return 3 + digits + 2 }

func (l eventLine) draw(f *frame.Frame, c grid.Canvas, digits int) {
	if l.first {
		c.Text(3, 0, theme.Faint, fmt.Sprintf("%*d", digits, l.step.View.Step))
	}
	x, end := eventColumn(digits), c.W()-1
	if l.command > 0 && f.Commands != nil && c.W() >= messages.Roomy-20 {
		if line := f.Commands(l.command); line != "" {
			line = grid.Clip(line, c.W()/4)
			if x+grid.Width(l.text)+grid.Width(line)+5 <= end {
				end = paint.WriteRight(c, end, 0, paint.In(theme.Faint, "‹ "), paint.In(theme.Command, line)) - 1
			}
		}
	}
	c.Within(x, 0, end-x, l.style, l.text)
}
