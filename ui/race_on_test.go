//go:build race

package ui

// raced is set when the race detector is on, under which all takes ten times as long.
const raced = true
