package show

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"raftviz/cluster/lang"
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
	fmt.Fprintf(&b, "%s\n", s.Request.Says())
	for _, m := range s.Moments {
		b.WriteString(moment(m))
	}
	for _, e := range s.Entries {
		b.WriteString(copies(e))
	}
	fmt.Fprintf(&b, "%s\n", s.Outcome)
	if n := len(s.Others); n > 0 {
		b.WriteString(lang.F("other puts of %s: %s", s.Request.Key, requestNumbers(s.Others)) + "\n")
	}
	return b.String()
}

// moment is a step and what happened in it, at most columns wide.
func moment(m trace.Moment) string {
	head := "  " + lang.F("step %-7d ", m.Step)
	width := ansi.StringWidth(head)
	text := lang.Wrap(m.Text, columns-width)
	return head + strings.ReplaceAll(text, "\n", "\n"+strings.Repeat(" ", width)) + "\n"
}

// copies is what each node did with an entry, and in which step.
func copies(e *trace.Entry) string {
	t := NewTable()
	t.Row(e, lang.T("saved"), lang.T("appended"), lang.T("committed"), lang.T("applied"))
	none := true
	for i, c := range e.Copies {
		if !c.Empty() {
			none = false
			t.Row(fmt.Sprintf("  %v", view.NodeID(i+1)), saved(c), step(c.Appended), step(c.Committed), applied(c))
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
		return lang.F("%s, no fsync", step(c.Saved))
	}
	return step(c.Saved)
}

func applied(c trace.Copy) string {
	if c.Snapshot > 0 {
		return lang.F("%s, in a snapshot", step(c.Snapshot))
	}
	return step(c.Applied)
}

// requestNumbers lists the last few of them.
func requestNumbers(ids []uint64) string {
	const most = 10
	list := strings.Trim(fmt.Sprint(ids[max(0, len(ids)-most):]), "[]")
	if len(ids) > most {
		return lang.F("%d earlier ones and %s", len(ids)-most, list)
	}
	return list
}
