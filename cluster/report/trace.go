package report

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"raftviz/cluster/view"
)

// The trace is width columns wide, of which the first margin are the step, the
// tick and the node. A text of more than maxText characters is cut.
const (
	width   = 100
	margin  = 17
	maxText = 800
)

// traceWriter writes for people: each command as it begins, and a line a step.
type traceWriter struct {
	to *bufio.Writer
	// pending is the command that was not written yet: the cluster's start comes
	// before the first one.
	pending string
}

func (w *traceWriter) start(setup string) {
	fmt.Fprintln(w.to, wrap("> "+setup, 0))
	fmt.Fprintln(w.to, " step  tick  node")
}

func (w *traceWriter) command(text string) {
	w.begun()
	w.pending = text
}

// begun writes the pending command.
func (w *traceWriter) begun() {
	if w.pending != "" {
		fmt.Fprintln(w.to, wrap("> "+w.pending, 0))
		w.pending = ""
	}
}

func (w *traceWriter) output(text string) {
	w.begun()
	fmt.Fprint(w.to, text)
}

func (w *traceWriter) end(*view.View) { w.begun() }

func (w *traceWriter) step(_ *view.View, s *view.Step) {
	node := ""
	if s.Node != 0 {
		node = s.Node.String()
	}
	if s.View.Step > 0 {
		w.begun()
	}
	said, raft := sayings(s.Events, node)
	fmt.Fprintf(w.to, "%5d %5d  %-*s%s\n", s.View.Step, s.Tick, margin-13, node, wrap(strings.Join(said, " · "), margin))
	for _, line := range raft {
		fmt.Fprintf(w.to, "%*s%s\n", margin+2, "", wrap(line, margin+2))
	}
}

// sayings are the events in words, without the name of the node that the line
// is about: what the step did, and what raft logged meanwhile.
func sayings(events []view.Event, node string) (said, raft []string) {
	for _, e := range events {
		text := e.String()
		if node != "" {
			text = strings.TrimPrefix(strings.TrimPrefix(text, node+"'s "), node+" ")
		}
		if e.What == view.Raft {
			raft = append(raft, text)
		} else {
			said = append(said, text)
		}
	}
	return said, raft
}

// wrap breaks text, which begins at column indent, at blanks into lines that
// fit. What goes on is indented by two more.
func wrap(text string, indent int) string {
	var b strings.Builder
	column := indent
	for i, word := range strings.Split(ansi.Truncate(text, maxText, "…"), " ") {
		w := ansi.StringWidth(word)
		switch {
		case i == 0:
		case column+1+w > width:
			b.WriteString("\n" + strings.Repeat(" ", indent+2))
			column = indent + 2
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += w
	}
	return b.String()
}
