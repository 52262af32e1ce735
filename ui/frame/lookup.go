package frame

import (
	"raftviz/cluster/disk"
	"raftviz/cluster/view"
)

// Disk is what was read of a node's files.
type Disk struct {
	Node view.NodeID
	// Step is the newest step when they were read: there are no older files.
	Step    int
	Listing *disk.Listing
	// Err is why they could not be read; Listing is nil then.
	Err error
}

// Verdict is whether the clients' operations up to a step are linearizable.
type Verdict struct {
	Step, Operations int
	// Violations are one for each key of which they are not, empty where they are.
	Violations []*view.Violation
}
