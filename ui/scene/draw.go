// Package scene draws the screen: a frame into a grid. It puts the views
// together, and draws what is around and above them.
package scene

import (
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/ui/views/cluster"
	"raftviz/ui/views/disk"
	"raftviz/ui/views/events"
	"raftviz/ui/views/lesson"
	"raftviz/ui/views/logs"
	"raftviz/ui/views/messages"
	"raftviz/ui/views/progress"
	"raftviz/ui/views/ready"
	"raftviz/ui/views/spacetime"
	"raftviz/ui/views/store"
	"raftviz/ui/views/timeline"
)

// panes draw the panes, each into the room that it has.
var panes = [layout.Panes]func(*frame.Frame, grid.Canvas){
	layout.NodesPane:      cluster.Draw,
	layout.MessagesPane:   messages.Draw,
	layout.StagesPane:     ready.DrawLoop,
	layout.FieldsPane:     ready.Draw,
	layout.SourcePane:     ready.DrawSource,
	layout.LogsPane:       logs.Draw,
	layout.SpaceTimePane:  spacetime.Draw,
	layout.ProgressPane:   progress.Draw,
	layout.ConfigPane:     progress.DrawConfig,
	layout.StoresPane:     store.Draw,
	layout.OperationsPane: store.DrawOperations,
	layout.FilesPane:      disk.Draw,
	layout.RecoveryPane:   disk.DrawRecovery,
	layout.EventsPane:     events.Draw,
	layout.TimelinePane:   timeline.Draw,
}

// Layout divides a screen of w by h for the frame.
func Layout(f *frame.Frame, w, h int) layout.Layout {
	s := layout.Screen{W: w, H: h, Nodes: len(f.Nodes()), Page: f.Page, Zoom: f.Zoom}
	if f.Lesson != nil {
		s.Lesson = lesson.Rows(f.Lesson, w)
	}
	if f.Prompt == nil {
		s.Status = min(statusRow{f.Status}.rows(w, upcomingWidth(f, w)), 1+maxNote)
	}
	return layout.Compute(s)
}

// Draw draws the frame on a screen of w by h, and writes into the frame where
// its things are.
func Draw(f *frame.Frame, w, h int) *grid.Grid {
	g := grid.New(w, h)
	c := g.Canvas()
	f.Spots = f.Spots[:0]
	l := Layout(f, w, h)
	if l.TooSmall {
		tooSmall(f, c)
		return g
	}
	header(f, c.Sub(l.Header))
	tabs(f, c.Sub(l.Tabs))
	if f.Lesson != nil {
		lesson.Draw(f, c.Sub(l.Lesson), l.Lesson.W < w)
	}
	for p, r := range l.Panes {
		if !r.Empty() {
			panes[p](f, c.Sub(r))
		}
	}
	status(f, c.Sub(l.Status))
	keys(f, c.Sub(l.Keys))
	if f.Prompt != nil {
		promptBox{f, f.Prompt}.draw(c, l.Status)
	}
	if f.Dialog != nil {
		f.Spots = f.Spots[:0] // what it covers cannot be clicked
		dialogBox{f, f.Dialog}.draw(c)
	}
	return g
}
