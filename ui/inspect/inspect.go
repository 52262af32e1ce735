// Package inspect says all there is to know of a thing on the screen.
package inspect

import (
	"raftviz/ui/frame"
	"raftviz/ui/theme"
)

// Description is all there is to know of a thing.
type Description struct {
	Title string
	// Text is what the description is copied as.
	Text string
}

// Describe describes a thing as the frame has it, nil when there is no such thing.
func Describe(f *frame.Frame, t frame.Thing) *Description {
	if t.Kind == frame.Nothing {
		return nil
	}
	return &Description{Title: t.Node.String()}
}

// Lines is the description for a screen with so many columns for it.
func (d *Description) Lines(int) []frame.Line {
	return []frame.Line{frame.Words(theme.Text, d.Text)}
}
