// Package live drives a cluster.Lab by the wall clock: a goroutine for each node that
// runs in this process, a tick every 100 ms, real fsync, and etcd's rafthttp over TCP.
//
// It speaks raftexample's wire: cluster ID 0x1000, proposals in gob, snapshots in JSON,
// a new member's URL as the Context of its ConfChange. So a cluster may have members
// of both. The package decides nothing about raft and keeps no history: the Lab does.
package live
