package view

// Kind is what a step did.
type Kind uint8

// The kinds of steps: the smallest things that can happen.
const (
	// KindStart is a node's start or restart, and step 0, the cluster's.
	KindStart Kind = iota
	// KindTick is one tick of one node's RawNode.
	KindTick
	// KindTake is a Ready taken in hand (RawNode.Ready).
	KindTake
	// KindStage is one stage of one Ready.
	KindStage
	// KindDeliver is one message stepped into its receiver.
	KindDeliver
	// KindNetwork is one message dropped, duplicated or delayed, or a link changed.
	KindNetwork
	// KindRequest is one client's request: put, get, read.
	KindRequest
	// KindMember is a configuration change or a leadership transfer asked for.
	KindMember
	// KindControl is what a user does to a node: campaign, crash, timeout, snapshot.
	KindControl
	// KindNote is a note in the trace, or what a check of the history found.
	KindNote
)

var kindNames = [...]string{"start", "tick", "take", "stage", "deliver", "network", "request", "member", "control", "note"}

func (k Kind) String() string { return kindNames[k] }

// Step is one thing that happened and the view that it left. A Step is immutable.
type Step struct {
	// View is the cluster after the step; View.Step is the step's number.
	View
	// Command is the number of the command that caused the step, from 1; 0 is the start.
	Command int
	Kind    Kind
	// Node is the one that the step happened on, 0 for the network's own.
	Node NodeID
	// Stage is the one that ran, in a KindStage step.
	Stage Stage
	// Message is the one delivered, dropped, duplicated or delayed, else nil.
	Message *Message
	// Events are what happened, in order; the first says what the step did.
	Events []Event
}
