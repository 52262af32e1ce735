package cluster

import (
	"raftviz/cluster/disk"
	"raftviz/cluster/view"
)

// Disk lists what is in the files of node id now, whether it is up or down.
func (l *Lab) Disk(id view.NodeID) (*disk.Listing, error) {
	m, err := l.member("show", id)
	if err != nil {
		return nil, err
	}
	if m.node == nil {
		return l.dir.List(id)
	}
	return m.node.Files().List()
}

// TakeDisk is Disk for a Lab that goes on: it takes the files of a node as they are
// now, to be listed with the Lab no longer locked.
func (l *Lab) TakeDisk(id view.NodeID) (*disk.Taken, error) {
	m, err := l.member("show", id)
	if err != nil {
		return nil, err
	}
	if m.node == nil {
		return l.dir.Take(id)
	}
	return m.node.Files().Take()
}
