package events

import (
	"strings"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/theme"
)

// row is a row of the list: an event, a part of a long one, or a round of ticks.
type row struct {
	step *view.Step
	// number is the event's place among its step's.
	number int
	// ticks are the steps of the round, the first of them step; nil for one event.
	ticks []*view.Step
	// part counts the rows of an event with several; text is this one's, "" for
	// all of an event with one.
	part int
	text string
	// first is set in the first row of a step, begins in that of a command.
	first, begins bool
}

func (r *row) event() *view.Event { return &r.step.Events[r.number] }

func (r *row) thing() frame.Thing {
	return frame.Thing{Kind: frame.Event, Step: r.step.View.Step, Number: uint64(r.number)}
}

// is reports whether the row is about an event that is selected.
func (r *row) is(t frame.Thing) bool {
	if r.ticks != nil {
		return t.Step >= r.step.View.Step && t.Step <= r.last()
	}
	return t.Step == r.step.View.Step && t.Number == uint64(r.number)
}

// last is the number of the last step that the row tells of.
func (r *row) last() int {
	if n := len(r.ticks); n > 0 {
		return r.ticks[n-1].View.Step
	}
	return r.step.View.Step
}

// key orders rows by time. It is what the pane remembers of the row at its top.
func (r *row) key() int { return keyOf(r.step.View.Step, r.number) }

// numbers is how many events of a step have keys of their own. A live node applies
// thousands of entries in a step when it is behind.
const numbers = 1 << 24

func keyOf(step, number int) int { return step*numbers + min(number, numbers-1) }

// words are the node that the row is about, "" for none, and what happened, which
// does not name the node again.
func (r *row) words(f *frame.Frame) (node, text string) {
	node, text = name(r.event().Node), r.text
	switch {
	case r.ticks != nil:
		return "", ticked(r.ticks)
	case r.part > 0:
		return "", text
	case text == "":
		text = f.EventText(r.step, r.number)
	}
	if rest, ok := strings.CutPrefix(text, node); ok && node != "" {
		if rest, ok = strings.CutPrefix(rest, lang.T("'s ")); ok {
			return node, strings.TrimPrefix(rest, " ")
		}
		text = strings.TrimPrefix(text[len(node):], " ")
	}
	return node, text
}

// names are those of the nodes: they are written in every row.
var names = [view.MaxNodes + 1]string{"", "n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8", "n9"}

func name(id view.NodeID) string { return names[id] }

// ticked says which nodes ticked, and how far their timers are.
func ticked(steps []*view.Step) string {
	var b strings.Builder
	b.WriteString(lang.T("ticked: "))
	for i, s := range steps {
		if i > 0 {
			b.WriteString(lang.T(", "))
		}
		e := &s.Events[0]
		b.WriteString(name(e.Node))
		b.WriteByte(' ')
		b.WriteString(fraction(int(e.Count), int(e.Bytes)))
	}
	return b.String()
}

// weight is how much an event matters: the style it is written in.
func weight(e *view.Event) grid.Style {
	switch e.What {
	case view.RoleChanged, view.CommitAdvanced, view.ConfigChanged, view.Acknowledged:
		return theme.Strong
	case view.Crashed, view.Stopped, view.Lost, view.Dropped, view.ConfigRejected, view.Undecodable, view.Violated:
		return theme.Bad
	case view.Refused, view.Abandoned, view.LinksChanged, view.Armed, view.DiskArmed, view.Unreachable,
		view.RuleBroken, view.RuleObeyed, view.Omitted:
		return theme.Warn
	case view.Ticked, view.Raft, view.Took, view.Advanced, view.TermChanged:
		return theme.Dim
	}
	return theme.Text
}

// sign is the glyph before an event that the eye looks for, "" for most.
func sign(e *view.Event) string {
	switch e.What {
	case view.RoleChanged:
		return roleSigns[e.Text]
	case view.CommitAdvanced, view.Acknowledged:
		return "✓"
	case view.Crashed, view.Stopped, view.Lost, view.Dropped, view.ConfigRejected, view.Undecodable, view.Violated, view.Refused,
		view.Abandoned:
		return "✗"
	case view.Sent:
		return "→"
	case view.Delivered:
		return "←"
	case view.Took:
		return "▷"
	case view.SavedWAL, view.SavedSnapshot:
		if e.Synced {
			return "■"
		}
		return "□"
	case view.Ticked:
		return "·"
	}
	return ""
}

var roleSigns = map[string]string{
	view.Leader.String(): "★", view.Candidate.String(): "◆", view.PreCandidate.String(): "◇", view.Follower.String(): "●",
}
