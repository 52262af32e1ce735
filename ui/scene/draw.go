package scene

import (
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/views/cluster"
	"raftviz/ui/views/events"
	"raftviz/ui/views/messages"
	"raftviz/ui/views/ready"
)

// Layout divides a screen of w by h for the frame.
func Layout(f *frame.Frame, w, h int) layout.Layout {
	l := layout.Compute(w, h, len(f.Nodes()))
	if f.Prompt != nil {
		return l
	}
	return l.WithStatus(min(statusRow{f.Status}.rows(w), 1+maxNote))
}

// Draw draws the frame on a screen of w by h.
func Draw(f *frame.Frame, w, h int) *grid.Grid {
	g := grid.New(w, h)
	c := g.Canvas()
	l := Layout(f, w, h)
	if l.TooSmall {
		tooSmall(c)
		return g
	}
	header(f, c.Sub(l.Header))
	cluster.Draw(f, c, l)
	messages.Draw(f, c.Sub(l.Messages))
	ready.Draw(f, c.Sub(l.Ready), l.Compact)
	ready.DrawLoop(f, c.Sub(l.Stages), l.Compact)
	events.Draw(f, c.Sub(l.Events))
	status(f, c.Sub(l.Status))
	keys(f, c.Sub(l.Keys))
	if f.Prompt != nil {
		promptBox{f.Prompt}.draw(c, l.Status)
	}
	if f.Dialog != nil {
		dialogBox{f.Dialog}.draw(c)
	}
	return g
}
