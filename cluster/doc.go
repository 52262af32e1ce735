// Package cluster is the lab: a cluster of real etcd raft nodes, driven one
// step at a time in virtual time, over a simulated network, by one goroutine.
//
// A Lab is deterministic: the same settings and the same calls make the same
// steps, the same messages and the same bytes on disk. Nothing in it reads a
// wall clock, unseeded chance or the order of a map.
//
// Every method that does something records the steps it took. What raft
// refuses (no leader, a change while one is pending) is an event in a step; an
// error is for what cannot be meant, and leaves the cluster as it was.
package cluster
