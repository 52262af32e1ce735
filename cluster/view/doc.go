// Package view is the read model of a cluster: what every step leaves behind
// and what every frontend, condition and check reads.
//
// A View is immutable. Nothing in it changes after it was handed out, nothing
// in it points into a running node, and it shares with the view before it
// whatever did not change. So looking back is holding an older View.
//
// The package knows the words of etcd's raft (it uses raftpb's plain data types)
// but runs nothing.
package view
