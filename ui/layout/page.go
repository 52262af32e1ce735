package layout

import (
	"slices"

	"raftviz/cluster/lang"
)

// Page is one of the views that fill the screen between the header and the
// timeline. Each has panes.
type Page uint8

// The views, in the order of their keys.
const (
	Cluster Page = iota
	Ready
	Logs
	SpaceTime
	Progress
	KeyValue
	Disk
	Events
	// Pages is how many there are.
	Pages
)

// pageNames are the same in every language, as a configuration has them; they are drawn
// in the reader's.
var pageNames = [Pages]string{
	lang.Mark("cluster"), "ready", lang.Mark("logs"), lang.Mark("space-time"), lang.Mark("progress"), "kv", lang.Mark("disk"),
	lang.Mark("events"),
}

func (p Page) String() string { return pageNames[p] }

// PageNames are the names of all views, in the order of their keys.
func PageNames() []string { return pageNames[:] }

// ParsePage is the view with that name.
func ParsePage(name string) (p Page, ok bool) {
	i := slices.Index(pageNames[:], name)
	return Page(max(i, 0)), i >= 0
}

var mainPanes = [Pages]Pane{
	NodesPane, StagesPane, LogsPane, SpaceTimePane, ProgressPane, StoresPane, FilesPane, EventsPane,
}

// Main is the pane that the view is named for: it always has it.
func (p Page) Main() Pane { return mainPanes[p] }

// Pane is a part of the screen that shows one thing. Several views may have it.
type Pane uint8

// The panes.
const (
	// NoPane is none of them: the rest of the screen.
	NoPane Pane = iota
	// NodesPane has a box for each node.
	NodesPane
	// MessagesPane has the messages in flight.
	MessagesPane
	// StagesPane has the stages of the selected node's Ready, FieldsPane what is in
	// it, and SourcePane the code of the stage at hand.
	StagesPane
	FieldsPane
	SourcePane
	// LogsPane has all logs, aligned by index.
	LogsPane
	// SpaceTimePane has a lane a node and an arrow a message.
	SpaceTimePane
	// ProgressPane has what the leader knows of each member, ConfigPane what each
	// node has for the configuration.
	ProgressPane
	ConfigPane
	// StoresPane has the nodes' stores, OperationsPane what clients asked for.
	StoresPane
	OperationsPane
	// FilesPane has the records and files of the selected node's disk, RecoveryPane
	// what a restart would make of them.
	FilesPane
	RecoveryPane
	// EventsPane has what happened.
	EventsPane
	// TimelinePane has the whole history in a line.
	TimelinePane
	// Panes is how many there are.
	Panes
)

var paneNames = [Panes]string{
	"", "nodes", "messages", "stages", "Ready", "source", "logs", "space-time", "progress", "configuration",
	"stores", "operations", "files", "recovery", "events", "timeline",
}

func (p Pane) String() string { return paneNames[p] }
