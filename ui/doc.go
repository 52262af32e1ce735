// Package ui is raftviz's screen: a Bubble Tea program that draws the views of
// a session and turns keys into command lines that the session runs.
//
// The screen knows nothing of raft that is not in a view, and changes nothing
// but by a command line. So whatever a key does can be typed, written in a
// script and saved. Package grid has the cells that are drawn into, layout the
// rectangles, theme the colours and scene the panes; this package has the
// model: what is selected, what is open, what runs.
package ui
