package ready

import (
	"slices"

	"raftviz/cluster/lang"
	"raftviz/cluster/rule"
	"raftviz/cluster/view"
	"raftviz/ui/frame"
)

// hand is the Ready that is shown, and how far the node is with it.
type hand struct {
	*frame.Frame
	// rd is nil where there is none to show.
	rd *view.Ready
	// node is the selected one as it is now, nil where there is none; taken is it
	// when the Ready was taken, nil where that is too long ago.
	node, taken *view.Node
	// ran has the step that ran each stage, nil where none did that is known.
	ran [view.Advance + 1]*view.Step
}

func handOf(f *frame.Frame) *hand {
	h := &hand{Frame: f, rd: f.Hand(), node: f.View().Node(f.Selected)}
	for i, step := range f.Ready {
		if i == 0 {
			h.taken = step.View.Node(f.Selected)
		} else {
			h.ran[step.Stage] = step
		}
	}
	return h
}

// state is how far one stage is.
type state uint8

const (
	// skipped stages have nothing to do.
	skipped state = iota
	done
	next
	toCome
	// lost stages did not run, because the node went down; a failed one is the
	// reason for that.
	lost
	failed
)

// state says how far a stage of the Ready is. There must be one.
func (h *hand) state(s view.Stage) state {
	at := slices.Index(h.rd.Plan, s)
	switch {
	case at < 0:
		return skipped
	case h.ran[s] != nil && fails(h.ran[s]):
		return failed
	case h.ran[s] != nil:
		return done
	case !h.InHand():
		return lost
	case s == h.node.Stage:
		return next
	case at < slices.Index(h.rd.Plan, h.node.Stage):
		return done
	}
	return toCome
}

// fails reports whether the node stopped in the step.
func fails(s *view.Step) bool {
	return slices.ContainsFunc(s.Events, func(e view.Event) bool { return e.What == view.Stopped && e.Node == s.Node })
}

// stage is the one that matters most now: the next one, or the first that was
// lost, or the last one that ran. It is NoStage when a Ready waits to be taken,
// or none was.
func (h *hand) stage() view.Stage {
	if h.rd == nil || !h.InHand() && h.node != nil && h.node.ReadyWaiting {
		return view.NoStage
	}
	for _, s := range h.rd.Plan {
		if st := h.state(s); st != done {
			return s
		}
	}
	return h.rd.Plan[len(h.rd.Plan)-1]
}

// cutShort is the stage before which or in which the node went down with the Ready
// in hand, NoStage when it did not.
func (h *hand) cutShort() view.Stage {
	if h.rd == nil || h.InHand() {
		return view.NoStage
	}
	if s := h.stage(); s != view.NoStage && h.state(s) != done {
		return s
	}
	return view.NoStage
}

// why says why the node is down.
func (h *hand) why() string {
	switch {
	case h.node.Failure != "":
		return lang.T("was stopped by an error")
	case h.node.Removed:
		return lang.T("was removed and stopped")
	}
	return lang.T("crashed")
}

// breaks reports whether the node broke a rule when it took the Ready.
func (h *hand) breaks(r rule.Rule) bool {
	n := h.taken
	if n == nil {
		n = h.node
	}
	return n != nil && n.Broken.Has(r)
}
