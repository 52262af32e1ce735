// Package ui is raftviz's screen: a Bubble Tea program that draws the views of
// a session and turns keys into command lines that the session runs.
//
// The screen knows nothing of raft that is not in a view, and changes nothing
// but by a command line. So whatever a key does can be typed, written in a
// script and saved. This package has the model: what is selected, what is open,
// what runs. It makes frames, which package scene draws; docs/architecture.md
// has the way from a step to the screen.
package ui
