package ui

import (
	"errors"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"raftviz/cluster"
	"raftviz/cluster/session"
	"raftviz/ui/grid"
)

// slow is a session whose command "wait" lasts until it is stopped or let go.
type slow struct {
	*session.Session
	started, letGo chan struct{}
	watch          func(step int) error
}

func newSlow() *slow {
	return &slow{Session: session.New(""), started: make(chan struct{}), letGo: make(chan struct{})}
}

func (s *slow) Watch(f func(step int) error) {
	s.watch = f
	s.Session.Watch(f)
}

func (s *slow) Do(line string) (string, error) {
	if line != "wait" {
		return s.Session.Do(line)
	}
	close(s.started)
	for {
		select {
		case <-s.letGo:
			return "", nil
		default:
		}
		if _, err := s.Session.Do("tick all"); err != nil {
			return "", err
		}
	}
}

// waiting is a model on which "wait" runs, and has for so long that it shows.
func waiting(t *testing.T) (*screen, chan tea.Msg) {
	t.Helper()
	d := newSlow()
	s := &screen{t, newModel(d, grid.Plain(), "cluster seed=1")}
	s.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	s.wait(s.m.Init())
	msgs := make(chan tea.Msg, 100)
	perform(s.m.run("wait"), msgs)
	<-d.started
	_, cmd := s.m.Update(stillRunningMsg{s.m.running})
	perform(cmd, msgs)
	t.Cleanup(func() { _ = s.m.engine.close() })
	return s, msgs
}

func TestALongCommandShowsProgressAndStops(t *testing.T) {
	s, msgs := waiting(t)
	s.shows("running… step", "esc stop")
	s.m.Update(runes("t"))
	s.shows("a command runs")
	s.m.Update(runes("?"))
	if s.m.overlay == nil {
		t.Error("the help does not open while a command runs")
	}
	s.m.Update(tea.KeyMsg{Type: tea.KeyEsc})
	s.m.Update(tea.KeyMsg{Type: tea.KeyEsc})
	for s.m.running != nil {
		_, cmd := s.m.Update(<-msgs)
		perform(cmd, msgs)
	}
	s.status("wait", "stopped after")
	if got, want := s.m.trace.step(s.m.trace.newest()).View.Step, s.m.engine.do.Lab().Len()-1; got != want {
		t.Errorf("the newest step shown is %d, there are %d", got, want)
	}
}

func TestClosingStopsALongCommand(t *testing.T) {
	s, _ := waiting(t)
	if err := s.m.engine.close(); err != nil {
		t.Error(err)
	}
}

func TestKeysWaitForACommandThatIsQuick(t *testing.T) {
	s := open(t, 80, 24)
	msgs := make(chan tea.Msg, 100)
	perform(s.m.run("tick all"), msgs)
	s.m.Update(runes("TTl"))
	if len(s.m.waiting) != 3 {
		t.Fatalf("%d keys wait, want 3", len(s.m.waiting))
	}
	for s.m.running != nil || len(s.m.waiting) > 0 {
		_, cmd := s.m.Update(<-msgs)
		perform(cmd, msgs)
	}
	if s.m.view().Tick != 3 || s.m.selected != 2 {
		t.Errorf("tick %d, %v selected", s.m.view().Tick, s.m.selected)
	}
}

func TestPlaying(t *testing.T) {
	s := open(t, 80, 24)
	s.press("P")
	s.shows("▶ playing 1×")
	first := s.m.trace.len
	if first != 2 {
		t.Errorf("%d steps after the first frame", first)
	}
	s.send(playedMsg{s.m.play.generation - 1})
	if s.m.trace.len != first {
		t.Error("a tick of an older play makes a step")
	}
	s.press("++++++++")
	s.shows("64× is as far as it goes")
	s.send(playedMsg{s.m.play.generation})
	if got := s.m.trace.len - first; got != 16 {
		t.Errorf("a frame at 64× makes %d steps", got)
	}
	s.press(" ")
	s.shows("▮▮ paused 64×")
	s.send(playedMsg{s.m.play.generation})
	if got := s.m.trace.len - first; got != 16 {
		t.Error("it plays while it is paused")
	}
}

func TestAScriptRunsFirst(t *testing.T) {
	s := open(t, 80, 24, "cluster seed=7 nodes=5", "settle", "deliver #99", "tick all")
	s.shows("seed 7", "n5")
	if st := s.m.status; st.Line != "deliver #99" || !st.Error {
		t.Errorf("a script's error does not stop it: %+v", st)
	}
}

// broken is a session that cannot start, or that has a bug.
type broken struct {
	*session.Session
	err error
}

func (b broken) Do(string) (string, error) {
	if b.err == nil {
		panic("a bug in a command")
	}
	return "", b.err
}

func (b broken) Lab() *cluster.Lab { return nil }

func TestACommandLineThatCannotStartEndsTheProgram(t *testing.T) {
	want := errors.New("no disk")
	m := newModel(broken{session.New(""), want}, grid.Plain(), "cluster")
	if err := run(t, m); !errors.Is(err, want) {
		t.Errorf("got %v", err)
	}
}

// TestAltDInAnInput presses a key that bubbles' input panics at, before a blank.
func TestAltDInAnInput(t *testing.T) {
	for _, keys := range []string{":", "p"} {
		s := open(t, 80, 24)
		s.press(keys, " ", "home", "alt+d")
		if s.m.overlay == nil {
			t.Errorf("after %q nothing is open", keys)
		}
	}
}

func TestPromptCompletesAndRemembers(t *testing.T) {
	s := open(t, 80, 24)
	s.press(":", "camp", "tab", "2", "enter")
	s.status("campaign 2", "")
	s.press(":", "settle", "enter", ":", "up", "up")
	s.shows(":campaign 2")
	s.press("down", "down", "esc", ":", "put x 1", "esc")
	if n := len(s.m.history.lines); n != 2 {
		t.Errorf("%d lines are remembered", n)
	}
	s.press(":", "d", "tab", "tab", "shift+tab")
	p := s.m.overlay.(*prompt)
	if p.chosen != 0 || p.input.Value() != p.choices[0].line || !strings.HasPrefix(p.input.Value(), "d") {
		t.Errorf("choice %d of %v, line %q", p.chosen, p.choices, p.input.Value())
	}
}
