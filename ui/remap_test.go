package ui

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"raftviz/ui/config"
)

// remapped is a screen on which the user has keys of her own.
func remapped(t *testing.T, keys map[string][]string) *screen {
	t.Helper()
	s := open(t, 120, 40)
	if err := s.m.appear(Appearance{Keys: keys}); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestRemappedKeysDoWhatTheyAreFor(t *testing.T) {
	s := remapped(t, map[string][]string{"tick-all": {"X", "f5"}, "drop": {"ctrl+d"}, "page-down": {"f6"}, "zoom": {"Z"}, "restart": {"f8"}, "menu-close": {"f7"}})
	s.press("X")
	s.status("tick all", "")
	s.send(tea.KeyMsg{Type: tea.KeyF5})
	s.shows("tick 2")
	s.press("T")
	s.status("", "T means nothing here")
	s.press("m")
	s.press("esc")
	if s.m.overlay == nil {
		t.Error("a key that was taken from the menu closes it")
	}
	s.send(tea.KeyMsg{Type: tea.KeyF7})
	if s.m.overlay != nil {
		t.Error("the menu's new key does not close it")
	}
}

func TestRemappedKeysAreShown(t *testing.T) {
	s := remapped(t, map[string][]string{"step": {"f2"}, "tick-all": {"X", "f5"}, "zoom": {"Z"}, "restart": {"f8"}, "view-kv": {"f9"}})
	s.send(tea.WindowSizeMsg{Width: 160, Height: 40})
	s.shows("f2 step", "X f5 tick all", "f9 kv")
	s.do("crash 1")
	s.press("alt+1")
	s.shows("f8 restarts it")
	s.press("t")
	s.status("", "f8 restarts it")
	s.press("Z")
	s.shows("Z ")
	s.press("?")
	var help strings.Builder
	for _, l := range s.m.helpLines() {
		for _, p := range l {
			help.WriteString(p.Text + "\n")
		}
	}
	if !strings.Contains(help.String(), "X f5\ntick all\n") {
		t.Errorf("the help has other keys:\n%s", &help)
	}
}

// TestSentencesNameTheKeysThatThereAre looks for all keys that sentences of the
// views name, and asks the table what they are.
func TestSentencesNameTheKeysThatThereAre(t *testing.T) {
	call := regexp.MustCompile(`\.Key\("([^"]+)", "([^"]+)"\)`)
	actions, found := Actions(), 0
	check := func(path string) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range call.FindAllStringSubmatch(string(text), -1) {
			found++
			i := slices.IndexFunc(actions, func(a config.Action) bool { return a.Name == m[1] })
			if i < 0 || !slices.ContainsFunc(actions[i].Keys, func(k string) bool { return config.Shown([]string{k}) == m[2] }) {
				t.Errorf("%s: %s is not by itself the key of %s", path, m[2], m[1])
			}
		}
	}
	for _, pattern := range []string{"scene/*.go", "views/*/*.go", "inspect/*.go", "paint/*.go"} {
		paths, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			check(path)
		}
	}
	if found < 10 {
		t.Errorf("only %d sentences name keys", found)
	}
}

func TestAppearance(t *testing.T) {
	s := open(t, 120, 40)
	if err := s.m.appear(Appearance{View: "logs", Speed: 16, ASCII: true, NoMouse: true}); err != nil {
		t.Fatal(err)
	}
	if got := s.m.View(); strings.ContainsAny(got, "─│★▸") || s.m.page.String() != "logs" || s.m.play.speed.String() != "16×" {
		t.Errorf("view %v, speed %v:\n%s", s.m.page, s.m.play.speed, got)
	}
	if s.m.resumed() != nil {
		t.Error("the mouse is taken after a suspension, though it is the terminal's")
	}
	for want, a := range map[string]Appearance{
		`theme "pink" is unknown`: {Theme: "pink"}, `view "x" is unknown`: {View: "x"}, "speed 3 is unknown; allowed are 0.25, 0.5, 1,": {Speed: 3},
	} {
		if err := s.m.appear(a); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
