// Package kv is the replicated state machine: a map of strings that committed
// raft entries are applied to.
//
// It is raftexample's store. A proposal is a gob of {Key, Val}, a snapshot is
// the map as JSON; both can be read by etcd's raftexample and the other way
// round. The package knows nothing of raft, of nodes or of time.
package kv
