package ui

import (
	"fmt"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"raftviz/ui/chronicle"
	"raftviz/ui/frame"
	"raftviz/ui/layout"
	"raftviz/ui/scene"
)

// pointer does something with the left button of the mouse.
func (s *screen) pointer(x, y int, action tea.MouseAction) {
	s.send(tea.MouseMsg{X: x, Y: y, Button: tea.MouseButtonLeft, Action: action})
}

// on is where a thing is on the screen; it fails where it is not.
func (s *screen) on(t frame.Thing) (x, y int) {
	s.t.Helper()
	for _, spot := range s.m.drawn().Spots {
		if spot.Thing == t && !spot.Rect.Empty() {
			return spot.Rect.X, spot.Rect.Y
		}
	}
	s.t.Fatalf("%+v is nowhere on the screen:\n%s", t, s.m.View())
	return 0, 0
}

// TestTheTimelineGoesAnywhere clicks and drags on it, with one row and with two.
func TestTheTimelineGoesAnywhere(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		s := elected(t, size[0], size[1])
		newest := s.m.trace.newest()
		line := scene.Layout(s.m.frame(), size[0], size[1]).Panes[layout.TimelinePane]
		election, ok := s.m.chronicle.Next(chronicle.Elected, 0)
		if !ok {
			t.Fatal("there was no election")
		}
		x, y := s.on(frame.Thing{Kind: frame.Moment, Step: election})
		s.pointer(x, y, tea.MouseActionPress)
		s.status(fmt.Sprintf("goto %d", election), "")
		s.shows(fmt.Sprintf("◀ step %d of %d", election, newest), "became leader")
		s.pointer(x-20, y, tea.MouseActionMotion)
		if s.m.at >= election || s.m.at == 0 {
			t.Errorf("dragged to the left the step is %d", s.m.at)
		}
		s.pointer(-3, 0, tea.MouseActionMotion) // wherever the pointer goes, it drags
		if s.m.at != 0 {
			t.Errorf("dragged beyond the left end the step is %d", s.m.at)
		}
		s.pointer(size[0]+5, line.Y, tea.MouseActionMotion)
		if s.m.past() {
			t.Errorf("dragged beyond the right end the step is %d of %d", s.m.at, newest)
		}
		s.pointer(0, line.Y, tea.MouseActionRelease)
		s.pointer(x, y, tea.MouseActionMotion)
		if s.m.past() {
			t.Errorf("the released pointer drags to step %d", s.m.at)
		}
	}
}

// TestHintsCanBeClicked clicks on the keys of the bottom line and of the header.
func TestHintsCanBeClicked(t *testing.T) {
	s := elected(t, 120, 40)
	before := s.m.trace.newest()
	s.pointer(click(s.on(frame.Thing{Kind: frame.Press, Name: "space"})))
	if s.m.trace.newest() != before+1 {
		t.Errorf("a click on space makes %d steps", s.m.trace.newest()-before)
	}
	s.pointer(click(s.on(frame.Thing{Kind: frame.Press, Name: "p"})))
	s.shows("═ put ═", "esc close")
	s.press("esc", "z")
	s.shows("z all panes")
	s.pointer(click(s.on(frame.Thing{Kind: frame.Press, Name: "z"})))
	if s.m.zoom {
		t.Error("a click on z leaves the pane zoomed")
	}
	s.pointer(click(s.on(frame.Thing{Kind: frame.Tab, Number: uint64(layout.Events)})))
	if s.m.page != layout.Events {
		t.Errorf("a click on the tab of the events shows %v", s.m.page)
	}
	s.pointer(click(s.on(frame.Thing{Kind: frame.Press, Name: "?"})))
	s.shows("═ help ═", "Keys run lines")
}

// click is a press at a place.
func click(x, y int) (int, int, tea.MouseAction) { return x, y, tea.MouseActionPress }
