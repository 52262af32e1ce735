package report

import (
	"bufio"
	"encoding/json"

	"raftviz/cluster/view"
)

// jsonWriter writes one JSON object a step, and then the final view.
type jsonWriter struct {
	to *json.Encoder
	// pending is the command whose first step was not written yet, setup the one
	// that step 0 belongs to.
	pending, setup string
}

func newJSONWriter(to *bufio.Writer) *jsonWriter {
	enc := json.NewEncoder(to)
	enc.SetEscapeHTML(false)
	return &jsonWriter{to: enc}
}

func (w *jsonWriter) start(setup string) { w.setup = setup }

func (w *jsonWriter) command(text string) { w.pending = text }

func (w *jsonWriter) output(string) {}

func (w *jsonWriter) step(before *view.View, s *view.Step) {
	caused := w.setup
	if before != nil {
		caused, w.pending = w.pending, ""
	}
	w.write(StepOf(before, s, caused))
}

// StepOf is a step with the text of the command that caused it, "" to say none. It has
// the nodes that are not as the view before has them, all of them where that is nil.
func StepOf(before *view.View, s *view.Step, command string) Step {
	out := Step{
		Step: s.View.Step, Tick: s.Tick, Command: command, Kind: s.Kind.String(), Node: int(s.Node), Stage: s.Stage.String(),
		Events: each(s.Events, toEvent),
		Nodes:  changed(before, &s.View),
	}
	if s.Message != nil {
		m := toMessage(s.Message)
		out.Message = &m
	}
	return out
}

// ViewOf is a whole view.
func ViewOf(v *view.View) *View { return toView(v) }

func (w *jsonWriter) end(v *view.View) {
	if v == nil {
		w.write(Final{})
		return
	}
	w.write(Final{toView(v)})
}

// write writes one line. An error in writing stays in the bufio.Writer, which
// says it when it is flushed.
func (w *jsonWriter) write(value any) { _ = w.to.Encode(value) }

// changed are the nodes of which something is not as the view before has it.
func changed(before, after *view.View) []Node {
	out := []Node{}
	for _, n := range after.Nodes {
		if n == nil {
			continue
		}
		now := toNode(n)
		if before == nil || before.Node(n.ID) == nil || toNode(before.Node(n.ID)) != now {
			out = append(out, now)
		}
	}
	return out
}
