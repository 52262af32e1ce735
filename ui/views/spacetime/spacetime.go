// Package spacetime draws the cluster as a space-time diagram: a lane a node,
// time downwards, and an arrow a message, the way Raft is drawn on a whiteboard.
//
// It works in four moves, each a file or two: steps become marks and flights
// (tell, moment), these are put into rows (build), the rows that can be seen are
// chosen (window), and drawn with lines that know where they cross (ink, lanes,
// arrows, words). All of it is a pure function of the steps.
package spacetime
