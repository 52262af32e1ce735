package ui

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"raftviz/cluster/session"
	"raftviz/ui/grid"
)

// screen steps a model by hand, on a cluster of its own.
type screen struct {
	t testing.TB
	m *Model
}

// open shows a fresh cluster on a screen of w by h.
func open(t testing.TB, w, h int, lines ...string) *screen {
	t.Helper()
	if len(lines) == 0 {
		lines = []string{"cluster seed=1"}
	}
	s := &screen{t, newModel(session.New(""), grid.Plain(), lines...)}
	t.Cleanup(func() {
		if err := s.m.engine.close(); err != nil {
			t.Error(err)
		}
	})
	s.send(tea.WindowSizeMsg{Width: w, Height: h})
	s.wait(s.m.Init())
	return s
}

// send hands the model a message, and waits until what it causes has ended.
func (s *screen) send(msg tea.Msg) {
	_, cmd := s.m.Update(msg)
	s.wait(cmd)
}

// wait runs a command and those that follow from it, until nothing runs.
func (s *screen) wait(cmd tea.Cmd) {
	msgs := make(chan tea.Msg, 100)
	perform(cmd, msgs)
	for s.m.running != nil || s.m.known.looking || s.m.searching {
		_, cmd := s.m.Update(<-msgs)
		perform(cmd, msgs)
	}
}

func perform(cmd tea.Cmd, msgs chan<- tea.Msg) {
	if cmd == nil {
		return
	}
	go func() {
		switch msg := cmd().(type) {
		case tea.BatchMsg:
			for _, c := range msg {
				perform(c, msgs)
			}
		default:
			msgs <- msg
		}
	}()
}

// special are the keys that have names.
var special = map[string]tea.KeyType{
	"enter": tea.KeyEnter, "esc": tea.KeyEsc, "tab": tea.KeyTab, "shift+tab": tea.KeyShiftTab,
	"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
	"backspace": tea.KeyBackspace, "end": tea.KeyEnd, "home": tea.KeyHome, "pgdown": tea.KeyPgDown, "pgup": tea.KeyPgUp,
}

// press presses keys: each is the name of one, or text that is typed.
func (s *screen) press(keys ...string) {
	s.t.Helper()
	for _, k := range keys {
		if t, ok := special[k]; ok {
			s.send(tea.KeyMsg{Type: t})
			continue
		}
		if digit, ok := strings.CutPrefix(k, "alt+"); ok {
			s.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(digit), Alt: true})
			continue
		}
		for _, r := range k {
			s.send(runes(string(r)))
		}
	}
}

func runes(text string) tea.KeyMsg {
	if text == " " {
		return tea.KeyMsg{Type: tea.KeySpace, Runes: []rune(text)}
	}
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text)}
}

// do types a command line.
func (s *screen) do(lines ...string) {
	s.t.Helper()
	for _, line := range lines {
		s.press(":", line, "enter")
		if s.m.status.Error {
			s.t.Fatalf("%s: %s", line, s.m.status.Note)
		}
	}
}

// shows fails unless the screen has all of the texts.
func (s *screen) shows(texts ...string) {
	s.t.Helper()
	got := s.m.View()
	for _, text := range texts {
		if !strings.Contains(got, text) {
			s.t.Fatalf("the screen has no %q:\n%s", text, got)
		}
	}
}

// status fails unless the status row is this command with this note.
func (s *screen) status(line, note string) {
	s.t.Helper()
	if st := s.m.status; st.Line != line || !strings.Contains(st.Note, note) {
		s.t.Fatalf("the status is %q, %q; want %q, %q", st.Line, st.Note, line, note)
	}
}
