// Package api serves a node to its clients over HTTP: raftexample's REST API, method
// for method and status for status, and beside it what raftexample has not: puts that
// wait until they are applied, linearizable reads, the view, the steps as they happen,
// and metrics. docs/api.md is its reference.
//
// The handlers know a node as a Member. There are two kinds: one that runs by the wall
// clock, which is here, and one of a lab on a screen, which ui has. The package decides
// nothing about raft.
package api
