package api

import (
	"context"

	"raftviz/cluster"
	"raftviz/cluster/view"
)

// Member is one node, as its clients reach it. It is safe for concurrent use.
//
// An error says in one line why it was not done. Invalid is one of a request that can
// never be done, cluster.ErrPending one of a change that has to wait for another; all
// else may go well when it is tried again. A method that waits ends with ctx.
type Member interface {
	// ID is the node's number.
	ID() view.NodeID
	// Put proposes to set a key. It returns once raft has the proposal, or with commit
	// once the node has applied it.
	Put(ctx context.Context, key, value string, commit bool) error
	// Get is what the node's store has for a key: as it is, or with linearizable once a
	// quorum has confirmed that it is as new as the request.
	Get(ctx context.Context, key string, linearizable bool) (value string, found bool, err error)
	// Add proposes to add a member whose peers find it at a URL.
	Add(ctx context.Context, id view.NodeID, url string) error
	// Remove proposes to remove a member.
	Remove(ctx context.Context, id view.NodeID) error
	// Record is what has happened in the cluster up to now.
	Record() Record
}

// Invalid is the error of a request that is wrong, whenever it comes.
type Invalid struct{ Reason string }

func (e *Invalid) Error() string { return e.Reason }

// Record is what a cluster has done, as far as it is told.
type Record struct {
	Steps
	// Told is how many steps are told.
	Told int
	// Command is the text of a command by its number, "" where there is none. It is
	// asked for those of steps that are told.
	Command func(i int) string
}

// Steps are a cluster's, safe to read while it goes on: *cluster.Lab is one. Two
// Records are of the same cluster when they have the same Steps.
type Steps interface {
	// Step is step number i, or where that is no longer kept the oldest that is.
	Step(i int) *view.Step
	Settings() cluster.Settings
	Counts(id view.NodeID) cluster.Counts
}

// view is the cluster as the last step told has left it.
func (r Record) view() *view.View { return &r.Step(r.Told - 1).View }
