// Package spacetime draws the cluster as a space-time diagram: a lane a node,
// time downwards, and an arrow a message, the way Raft is drawn on a whiteboard.
//
// It works in three moves. Steps become rows, with marks on the lanes and flights
// between them (build, sending, losing, changing). The rows to show are chosen
// (window). They are drawn on a sheet whose lines know where they cross (ink,
// arrows, picture, labels, words). All of it is a pure function of the steps and
// of what is selected.
package spacetime
