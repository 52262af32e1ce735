package show

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"raftviz/cluster/trace"
	"raftviz/cluster/view"
)

// columns is how wide text that is not a table may be: what the screen has room
// for in a dialog on a small terminal.
const columns = 72

// Trace tells the story of a put: what happened to it, then node by node in
// which steps.
func Trace(s *trace.Story) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", s.Request)
	for _, m := range s.Moments {
		b.WriteString(moment(m))
	}
	for _, e := range s.Entries {
		b.WriteString(copies(e))
	}
	fmt.Fprintf(&b, "%s\n", s.Outcome)
	if n := len(s.Others); n > 0 {
		fmt.Fprintf(&b, "other puts of %s: %s\n", s.Request.Key, requestNumbers(s.Others))
	}
	return b.String()
}

// moment is a step and what happened in it, at most columns wide.
func moment(m trace.Moment) string {
	head := fmt.Sprintf("  step %-7d ", m.Step)
	text := ansi.Wordwrap(m.Text, columns-len(head), "")
	return head + strings.ReplaceAll(text, "\n", "\n"+strings.Repeat(" ", len(head))) + "\n"
}

// copies is what each node did with an entry, and in which step.
func copies(e *trace.Entry) string {
	t := newTable()
	t.row(e, "saved", "appended", "committed", "applied")
	none := true
	for i, c := range e.Copies {
		if !c.Empty() {
			none = false
			t.row(fmt.Sprintf("  %v", view.NodeID(i+1)), saved(c), step(c.Appended), step(c.Committed), applied(c))
		}
	}
	if none {
		return ""
	}
	return t.String()
}

// step is the number of a step, - for none.
func step(number int) string {
	if number == 0 {
		return "-"
	}
	return fmt.Sprint(number)
}

func saved(c trace.Copy) string {
	if c.Saved > 0 && !c.Synced {
		return step(c.Saved) + ", no fsync"
	}
	return step(c.Saved)
}

func applied(c trace.Copy) string {
	if c.Snapshot > 0 {
		return step(c.Snapshot) + ", in a snapshot"
	}
	return step(c.Applied)
}

// requestNumbers lists the last few of them.
func requestNumbers(ids []uint64) string {
	const most = 10
	list := strings.Trim(fmt.Sprint(ids[max(0, len(ids)-most):]), "[]")
	if len(ids) > most {
		return fmt.Sprintf("%d earlier ones and %s", len(ids)-most, list)
	}
	return list
}
