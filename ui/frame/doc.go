// Package frame is what one screen shows, as plain data: the model makes a
// Frame, the views draw it.
//
// Nothing here decides anything. What drawing adds to a frame is where things
// can be selected: its spots.
package frame
