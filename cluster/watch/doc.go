// Package watch lets one process see the nodes of another: Handler streams the steps of
// a process's own nodes, and Follow reads such streams into a live Lab, which records
// them as it does its own.
//
// The stream is exact: a reader has each node's log, store, Ready and disk as the
// process itself shows them. It is a sequence of frames, a length and so many bytes; an
// empty one says that there is nothing new. Each step is one, with what it changed of
// the nodes; a stream begins with all of them. See value.
//
// A reader that is slower than the cluster costs the process nothing: the steps are
// read from its history, and one that has fallen far behind is told how many it
// missed, and how the nodes are now.
package watch
