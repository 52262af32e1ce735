// Package scene draws the screen: a Frame, which is plain data, into a grid.
//
// Nothing here keeps state or decides anything. Each pane is one function from
// the frame and a canvas to cells, in a file of its own.
package frame

import (
	"raftviz/cluster/view"
)

// Focus is the part of the screen that the arrow keys move in.
type Focus uint8

// The parts, in the order of the tab key.
const (
	Nodes Focus = iota
	Messages
	Events
	focuses
)

// Next is the part that the tab key moves to, with -1 the one before.
func (f Focus) Next(by int) Focus { return Focus((int(f) + by + int(focuses)) % int(focuses)) }

func (f Focus) String() string { return [...]string{"nodes", "messages", "events"}[f] }

// Frame is everything that one screen shows.
type Frame struct {
	// Title says what runs, About what else there is to know: "lab", "seed 42".
	Title, About string
	// Branch is the branch of the history that is shown, "" where there is one only.
	Branch string
	// Step reads a step by its number, 0..Newest. It is asked for few of them,
	// the one shown and those before it.
	Step func(i int) *view.Step
	// At is the number of the step that is shown, Newest that of the newest.
	At, Newest int
	// Ready has the steps of the selected node's Ready: the one in hand, else
	// the last one; from the step that took it on. Empty when there was none.
	Ready []*view.Step
	// Heartbeat is the cluster's setting, in ticks.
	Heartbeat int
	// Upcoming says what the next step of the schedule would do.
	Upcoming string
	Play     Play
	Selected view.NodeID
	Focus    Focus
	// Message is the number of the selected message, 0 for none.
	Message int
	// Scroll is how many steps before the one shown the events end.
	Scroll int
	// Raft is set when the events have raft's own log among them.
	Raft bool
	// Commands says what command number i was.
	Commands func(i int) string
	Status   Status
	// Prompt is set while a command is typed.
	Prompt *Prompt
	// Dialog is set while one covers the screen.
	Dialog *Dialog
	// Keys are those valid now, most useful first; Last are always shown.
	Keys, Last []Hint
}

// Play is how the schedule runs by itself.
type Play struct {
	On    bool
	Speed string
}

// Hint is a key and what it does.
type Hint struct{ Key, Does string }

// View is the cluster as the shown step left it.
func (f *Frame) View() *view.View { return &f.shown().View }

func (f *Frame) shown() *view.Step { return f.Step(f.At) }

// Past reports whether an older step than the newest is shown.
func (f *Frame) Past() bool { return f.At < f.Newest }

// Nodes are those that were ever started.
func (f *Frame) Nodes() []*view.Node {
	var ns []*view.Node
	for _, n := range f.View().Nodes {
		if n != nil {
			ns = append(ns, n)
		}
	}
	return ns
}
