package ui

import (
	"strings"
	"testing"

	"raftviz/ui/frame"
)

// found is the line of the pager's text that the search stands at.
func (s *screen) found() string {
	s.t.Helper()
	f := s.m.frame()
	if f.Dialog == nil || f.Dialog.Found < 0 || f.Dialog.Found >= len(f.Dialog.Lines) {
		s.t.Fatalf("no line of a dialog was found:\n%s", s.m.View())
	}
	var text []string
	for _, p := range f.Dialog.Lines[f.Dialog.Found] {
		text = append(text, p.Text)
	}
	return strings.Join(text, " ")
}

// TestSearchInTheHelp looks for words in a text that is longer than the screen.
func TestSearchInTheHelp(t *testing.T) {
	s := open(t, 80, 24)
	s.press("?", "/", "BREAK", "enter")
	if got := s.found(); !strings.Contains(got, "breakpoint COND") {
		t.Errorf("BREAK is found in %q", got)
	}
	s.shows("breakpoint COND")
	s.press("esc", "?", "/", "clipboard")
	s.shows("/ clipboard", "the clipboard (OSC 52)")
	s.press("esc")
	s.shows("Keys run lines of the command language") // as it was
	if s.m.frame().Dialog.Match != nil {
		t.Error("what was given up is still marked")
	}
	s.press("/", "nowhere in here")
	s.shows("✗ no line has it")
	s.press("enter", "esc")
	if s.m.overlay != nil {
		t.Error("esc does not close the help")
	}
}

// TestSearchGoesOn goes to the next place with n, and round behind the last one.
func TestSearchGoesOn(t *testing.T) {
	s := open(t, 80, 24)
	s.press("?", "/", "command")
	first := s.found()
	s.press("enter")
	places := map[string]bool{first: true}
	for range 200 {
		s.press("n")
		d := s.m.frame().Dialog
		if d.Found < d.Scroll || d.Found >= d.Scroll+18 {
			t.Fatalf("line %d was found; the screen begins at line %d", d.Found, d.Scroll)
		}
		places[s.found()] = true
		if s.found() == first {
			break
		}
	}
	if s.found() != first || len(places) < 4 {
		t.Errorf("n stands at %q after %d places; it began at %q", s.found(), len(places), first)
	}
	s.shows("n next place  esc close  ↓ down  y copy  / search ═") // and no half of a key
	s.press("N", "n")
	if s.found() != first {
		t.Errorf("N and n end at %q", s.found())
	}
	if d := s.m.frame().Dialog; countMatches(d) < 4 {
		t.Errorf("%d lines match", countMatches(d))
	}
}

func countMatches(d *frame.Dialog) int {
	n := 0
	for _, l := range d.Lines {
		if l.Has(d.Match) {
			n++
		}
	}
	return n
}
