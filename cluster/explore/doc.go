// Package explore searches for schedules under which a safety property does not
// hold, or a node cannot go on: random commands of the command language over
// many seeds, each on a cluster of its own.
//
// A run is a pure function of its seed and the options, so what a search finds
// does not depend on how many goroutines look. It is the one package of the core
// that starts goroutines: each has clusters of its own, and they share nothing.
package explore
