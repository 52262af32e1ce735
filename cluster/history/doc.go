// Package history keeps every step of a session, or as many of the newest as it is
// told to, and gives any of them back as a view, in a small fraction of the room that
// the views would take.
//
// A View has a few hundred bytes of which a step changes a few. So a node is
// kept as a row of numbers, and a step as the differences from the row before;
// every so often a whole row is written, from which reading begins. What is not
// a number (a log, a store, a Ready) is kept once, and the row has its place.
// Reading a step costs some microseconds, wherever in the history it is.
package history
