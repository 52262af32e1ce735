// Package node is one node of the cluster: raftexample's raftNode, written
// once, whatever drives it.
//
// A Node is a raft.RawNode, a raft.MemoryStorage, a WAL with snapshots and a
// key-value store, and the Ready loop as a list of stages that its driver runs
// one by one. It has no goroutine, no clock and no network of its own: the
// driver ticks it, steps messages into it, and gets what it sends.
package node
