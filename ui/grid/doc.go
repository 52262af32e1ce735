// Package grid is a screen of character cells that is drawn into and then
// written out: as text with escape codes for a terminal, as plain text, or as
// an SVG picture.
//
// A cell is a rune and the number of a style; what a style looks like is
// decided when the grid is written, by a Palette made once for a theme and a
// terminal's colour profile. All drawing is clipped, so a grid is always
// exactly as wide and as high as it was made, whatever is drawn into it. Later
// drawing covers earlier drawing: that is all there is to dialogs.
//
// The package knows nothing of raft and nothing of Bubble Tea.
package grid
