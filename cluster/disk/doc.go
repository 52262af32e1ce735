// Package disk keeps what a node must not forget: etcd's WAL and snapshot
// files, one directory a node, in a data directory that belongs to one run.
//
// It also does to the files what a crash does to them: a killed process loses
// what the WAL still held in its own buffer, a machine without power loses what
// was not fsynced too.
package disk
