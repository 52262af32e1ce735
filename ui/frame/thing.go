package frame

import "raftviz/cluster/view"

// Thing is something that a screen shows and a user can select: it names it, so
// that it is found again on the next screen. The zero Thing is none.
type Thing struct {
	Kind Kind
	// Node is whose it is, 0 where that means nothing.
	Node view.NodeID
	// Step is the number of the step that it belongs to, where it belongs to one.
	Step int
	// Number and Name tell it from others of its kind; Kind says how.
	Number uint64
	Name   string
}

// Kind is what kind of thing it is.
type Kind uint8

// The kinds. The comment says which fields they use.
const (
	// Nothing is selected.
	Nothing Kind = iota
	// Node: Node.
	Node
	// Message in flight or on its way in a step: Number is its ID; Step is one in
	// which it was sent, on its way or came to its end.
	Message
	// Entry of Node's log: Number is its index.
	Entry
	// Stage of Node's Ready: Number is the view.Stage. Step is the one that is shown,
	// so that with the next one the stage at hand is followed again.
	Stage
	// ReadyField is a field of Node's Ready: Name is raft's.
	ReadyField
	// Member is what the leader Node knows of one member: Number is the member's node.
	Member
	// Configuration that Node has applied: Node.
	Configuration
	// Key of the stores: Name; Node is the store, 0 for all.
	Key
	// Operation of a client: Step is the one that it was asked for in, Number the
	// request's ID, 0 for a get.
	Operation
	// Record of Node's WAL: Number counts them.
	Record
	// File of Node's disk: Name.
	File
	// Event of a step: Step, and Number counts the events in it.
	Event
	// Moment is a step: Step.
	Moment
	// Tab of a view: Number is the layout.Page.
	Tab
	// Press is a key that can be clicked: Name.
	Press
	// Option of what is open above the screen, as a menu's row: Number counts them.
	Option
	// Code is a line of this program's own: Name is the file, Number the line, and
	// Step is as in a Stage.
	Code
	// Above is all else of it.
	Above
)
