package ui

import (
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"raftviz/ui/frame"
	"raftviz/ui/grid"
)

// find is where the screen has a text, in the first row that has it.
func (s *screen) find(text string) (x, y int) {
	s.t.Helper()
	for y, line := range strings.Split(s.m.View(), "\n") {
		if before, _, ok := strings.Cut(line, text); ok {
			return grid.Width(before), y
		}
	}
	s.t.Fatalf("the screen has no %q:\n%s", text, s.m.View())
	return 0, 0
}

// click presses and releases the left button on a text.
func (s *screen) click(text string) {
	s.t.Helper()
	s.clickAt(s.find(text))
}

func (s *screen) clickAt(x, y int) {
	s.send(tea.MouseMsg{X: x, Y: y, Button: tea.MouseButtonLeft, Action: tea.MouseActionPress})
	s.send(tea.MouseMsg{X: x, Y: y, Button: tea.MouseButtonLeft, Action: tea.MouseActionRelease})
}

// wheel turns the wheel in the middle of the screen.
func (s *screen) wheel(b tea.MouseButton, notches int) {
	for range notches {
		s.send(tea.MouseMsg{X: s.m.width / 2, Y: s.m.height / 2, Button: b, Action: tea.MouseActionPress})
	}
}

func TestAClickChoosesFromAMenu(t *testing.T) {
	s := open(t, 80, 24)
	s.press("alt+2", "f")
	s.click("crash n2 now")
	s.status("crash 2", "")
	if s.m.overlay != nil {
		t.Error("the menu is still open")
	}
	steps := s.m.trace.len
	s.press("f")
	s.click("crash n2 now")
	if s.m.overlay == nil || s.m.trace.len != steps || !s.m.status.Error {
		t.Errorf("what cannot be chosen was: %+v", s.m.status)
	}
	s.click("n2 breaks a rule")
	s.shows("rules for n2")
	s.click("send-before-save")
	s.status("violate send-before-save on 2", "")
}

func TestTheWheelMovesInAMenu(t *testing.T) {
	s := open(t, 80, 24)
	s.press("m")
	s.wheel(tea.MouseButtonWheelDown, 2)
	s.shows("▸ p  promote n1")
	s.wheel(tea.MouseButtonWheelUp, 5)
	s.shows("▸ a  add n4")
	s.wheel(tea.MouseButtonWheelDown, 50)
	s.shows("▸ J  leave")
}

func TestAClickElsewhereClosesWhatIsOpen(t *testing.T) {
	for _, keys := range []string{"m", "f", "p", "?", ":", "B"} {
		s := open(t, 80, 24)
		s.press(keys)
		for _, spot := range s.m.drawn().Spots {
			if spot.Thing.Kind == frame.Above {
				s.clickAt(spot.Rect.X, spot.Rect.Y)
			}
		}
		if s.m.overlay == nil {
			t.Errorf("%s: a click on its border closes it", keys)
		}
		page := s.m.page
		s.clickAt(79, 0)
		if s.m.overlay != nil || s.m.page != page {
			t.Errorf("%s: a click elsewhere leaves %T", keys, s.m.overlay)
		}
	}
}

func TestAClickGoesToAField(t *testing.T) {
	s := elected(t, 80, 24)
	s.press("p")
	s.click("value")
	s.press("7")
	s.click("via")
	s.press("3", "enter")
	s.status("put x 7 via 3", "")
}

func TestAClickTakesACompletion(t *testing.T) {
	s := open(t, 80, 24)
	s.press(":", "de")
	s.click("deliver")
	if got := s.m.overlay.(*prompt).input.Value(); got != "deliver " {
		t.Errorf("the line is %q", got)
	}
	s.press("esc", ":", "c")
	s.wheel(tea.MouseButtonWheelDown, 3)
	p := s.m.overlay.(*prompt)
	s.wheel(tea.MouseButtonWheelUp, 1)
	if p.chosen != 1 || p.input.Value() != p.choices[1].line {
		t.Errorf("choice %d, line %q", p.chosen, p.input.Value())
	}
	s.wheel(tea.MouseButtonWheelUp, 5)
	if p.chosen != 0 {
		t.Errorf("choice %d", p.chosen)
	}
}

func TestTheWheelScrollsADialog(t *testing.T) {
	s := open(t, 80, 24)
	s.press("?")
	s.wheel(tea.MouseButtonWheelDown, 2)
	if p := s.m.overlay.(*pager); p.top != 2*wheelRows {
		t.Errorf("it is at line %d", p.top)
	}
	s.wheel(tea.MouseButtonWheelUp, 9)
	if p := s.m.overlay.(*pager); p.top != 0 {
		t.Errorf("it is at line %d", p.top)
	}
}

func TestAClickSelectsAndASecondOneInspects(t *testing.T) {
	s := elected(t, 120, 40)
	s.click("n2 ● follower")
	if s.m.selected != 2 || s.m.overlay != nil {
		t.Fatalf("%v is selected, %T is open", s.m.selected, s.m.overlay)
	}
	s.click("n2 ● follower")
	if s.m.overlay == nil {
		t.Fatal("a second click opens nothing")
	}
}

func TestTheMouseWaitsForACommandThatIsQuick(t *testing.T) {
	s := open(t, 80, 24)
	msgs := make(chan tea.Msg, 100)
	perform(s.m.run("tick all"), msgs)
	x, y := s.find("ready")
	for i := range 40 {
		s.m.Update(tea.MouseMsg{X: i, Y: 12, Button: tea.MouseButtonLeft, Action: tea.MouseActionMotion})
	}
	s.m.Update(tea.MouseMsg{X: x, Y: y, Button: tea.MouseButtonLeft, Action: tea.MouseActionPress})
	if n := len(s.m.waiting); n != 2 {
		t.Fatalf("%d events wait, want the last of the drag and the click", n)
	}
	for s.m.running != nil {
		_, cmd := s.m.Update(<-msgs)
		perform(cmd, msgs)
	}
	if got := fmt.Sprint(s.m.page); got != "ready" {
		t.Errorf("the view is %s", got)
	}
}
