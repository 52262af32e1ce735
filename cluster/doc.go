// Package cluster is the lab: a cluster of real etcd raft nodes whose every step
// is recorded, with a method for everything that can be done to it.
//
// In virtual time one goroutine drives it by a schedule, over a simulated
// network, and it is deterministic: the same settings and the same calls make the
// same steps, the same messages and the same bytes on disk. Nothing in the package
// reads a wall clock, unseeded chance or the order of a map that could reach an
// outcome. By the wall clock package live drives it, over TCP: Outside is what that
// gives, and live.go what it calls.
//
// Every method that does something records the steps it took. What raft
// refuses (no leader, a change while one is pending) is an event in a step; an
// error is for what cannot be meant, and leaves the cluster as it was.
package cluster
