package frame

import (
	"raftviz/cluster"
	"raftviz/cluster/session"
	"raftviz/cluster/view"
	"raftviz/ui/chronicle"
	"raftviz/ui/filter"
	"raftviz/ui/layout"
)

// Frame is everything that one screen shows.
type Frame struct {
	// Title says what runs, About what else there is to know: "lab", "seed 42".
	Title, About string
	// Address says where a member is, "" where nobody knows; nil where nodes have no
	// addresses.
	Address func(view.NodeID) string
	// Live is set where the cluster goes on by itself, by the wall clock.
	Live bool
	// Branch is the branch of the history that is shown, "" where there is one only.
	Branch string
	// Step reads a step by its number, Oldest..Newest. It is asked for few of them,
	// the one shown and those before it.
	Step func(i int) *view.Step
	// At is the number of the step that is shown, Oldest that of the oldest that is
	// kept, and Newest that of the newest.
	At, Oldest, Newest int
	// Ready has the steps of the selected node's Ready: the one in hand, else
	// the last one; from the step that took it on. Empty when there was none.
	Ready []*view.Step
	// Settings are the cluster's.
	Settings cluster.Settings
	// Chronicle is what the whole history up to the newest step comes to.
	Chronicle *chronicle.Chronicle
	// Phrases says what entries are in words; nil decodes each anew.
	Phrases *Phrases
	// Disk is what is in the selected node's files, nil while they are being read.
	Disk *Disk
	// Verdict is the newest one on whether the clients' operations are linearizable,
	// nil where they were not checked. Checks is set when they are without being asked.
	Verdict *Verdict
	Checks  bool
	// Branches are all branches of the session, the one that is shown among them.
	Branches []session.Branch
	// Upcoming says what the next step of the schedule would do.
	Upcoming string
	Play     Play
	// Page is the view that is shown, Zoom the pane that has all its room, NoPane
	// for none, and Focus the pane that the arrow keys move in.
	Page  layout.Page
	Zoom  layout.Pane
	Focus layout.Pane
	// Selected is the node whose Ready, disk and the like are shown.
	Selected view.NodeID
	// Cursors are what is selected in each pane. Where it is nothing, or is not
	// there any more, a pane shows what matters most now.
	Cursors [layout.Panes]Thing
	// Tops are the first rows that the panes' lists show. Drawing moves them so
	// that what is selected can be seen.
	Tops [layout.Panes]int
	// Spots are where things are, and Ends the first and the last thing of each
	// pane's list: drawing writes them.
	Spots []Spot
	Ends  [layout.Panes][2]Thing
	// Raft is set when the events have raft's own log among them.
	Raft bool
	// Found are the events that a filter matches, nil while there is no filter.
	Found *filter.Found
	// Words are the text of an event of a step; nil is Event.String.
	Words func(s *view.Step, i int) string
	// Remapped are the keys of actions that the user has given others, see Key.
	Remapped map[string]string
	// Commands says what command number i was.
	Commands func(i int) string
	Status   Status
	// Lesson is what is read beside the cluster, nil for nothing.
	Lesson *Lesson
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

// EventText is the text of event number i of a step.
func (f *Frame) EventText(s *view.Step, i int) string {
	if f.Words != nil {
		return f.Words(s, i)
	}
	return s.Events[i].String()
}

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
