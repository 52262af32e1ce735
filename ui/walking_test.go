package ui

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"raftviz/cluster/session"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/walkthrough"
)

// burst presses keys before the first of them has done anything.
func (s *walked) burst(keys ...string) {
	s.t.Helper()
	s.inBurst(nil, keys...)
}

// inBurst is burst, behind a command that runs already.
func (s *walked) inBurst(runs tea.Cmd, keys ...string) {
	s.t.Helper()
	msgs := make(chan tea.Msg, 100)
	perform(runs, msgs)
	for _, k := range keys {
		msg := runes(k)
		if t, ok := special[k]; ok {
			msg = tea.KeyMsg{Type: t}
		}
		_, cmd := s.m.Update(msg)
		perform(cmd, msgs)
	}
	for s.m.running != nil || s.m.known.looking || s.m.searching {
		_, cmd := s.m.Update(<-msgs)
		perform(cmd, msgs)
	}
	if n := len(s.m.waiting); n > 0 {
		s.t.Errorf("%d keys still wait", n)
	}
}

// TestKeysWaitForAStepThatRuns: none comes between the commands of a step, or of several.
func TestKeysWaitForAStepThatRuns(t *testing.T) {
	s := openLesson(t, 80, 24, small)
	s.burst(" ", "T")
	if got := strings.Join(s.m.state.commands, "; "); got != "settle; until leader != 0; tick all" || !s.m.away() {
		t.Errorf("what ran is %q, away %v", got, s.m.away())
	}
	s.burst("L", " ")
	s.at(2, true) // not a step of the cluster
	s.burst("backspace", "backspace", "backspace", " ", " ", " ", " ")
	s.at(3, true)
}

// TestKeysWaitForALessonToBegin: they do not wait for the key that follows.
func TestKeysWaitForALessonToBegin(t *testing.T) {
	l, p := smallLesson(t)
	s := &walked{&screen{t, newModel(session.New(""), grid.Plain(), l.Cluster.Command.String())}, p}
	t.Cleanup(func() { _ = s.m.engine.close() })
	s.m.walk = newWalk(Walk{Lesson: l, Progress: p})
	s.m.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	s.inBurst(s.m.Init(), "2", " ")
	s.at(1, true)
	s.shows("✓ right: n3")
}

// TestAStepIsStopped: esc stops all of it, and not only the command that runs.
func TestAStepIsStopped(t *testing.T) {
	s := openLesson(t, 80, 24, small)
	s.burst(" ", "T", "esc")
	s.status("", "stopped; ")
	if got := s.m.state.commands; len(got) > 1 || len(s.m.walk.done) > 0 {
		t.Errorf("%q ran, %d steps are done", got, len(s.m.walk.done))
	}
	s.press("L")
	if s.m.overlay != nil {
		s.press("esc")
	}
	s.at(1, false)
	s.press(" ")
	s.at(1, true)
	s.shows("It leads term 2.")
}

// TestWhatDoesNothingIsNoFreePlay: the reader is where the text is, and no branch is left.
func TestWhatDoesNothingIsNoFreePlay(t *testing.T) {
	s := openLesson(t, 80, 24, small)
	s.press(" ")
	for _, line := range []string{"timeout 9 3", "deliver #99", "bogus", "rules", "breakpoint leader == 9", "show cluster"} {
		s.press(":", line, "enter", "esc")
		s.at(1, true)
	}
	if n := len(s.m.state.branches); n != 1 {
		t.Errorf("there are %d branches", n)
	}
	s.do("put x 1")
	s.status("put x 1", "branch-1 begins at step")
}

func TestAClusterOfTheReadersOwnIsFreePlay(t *testing.T) {
	s := openLesson(t, 80, 24, small)
	s.press(" ")
	s.do("cluster nodes=5 seed=9", "settle")
	s.shows("free play")
	file := filepath.Join(t.TempDir(), "a.raft")
	s.press("L")
	s.at(1, true)
	s.do("put mine 1", "save "+file, "load "+file)
	s.shows("free play")
	s.press("L", " ", " ", " ")
	s.at(3, true)
	if s.m.state.branch.Name != "main" {
		t.Errorf("the lesson is on %s", s.m.state.branch.Name)
	}
}

func TestKeysOfALessonSayWhyTheyDoNothing(t *testing.T) {
	s := openLesson(t, 80, 24, small)
	s.press(" ", "T", "backspace")
	s.status("", "backspace back: this is free play; L returns to the lesson")
}

// TestTheSecondOfTwoSameLinesIsNamed fails at a line that stands twice.
func TestTheSecondOfTwoSameLinesIsNamed(t *testing.T) {
	s := openLesson(t, 120, 40, strings.Replace(small, "settle\nuntil", "expect leader == 0\nsettle\nuntil leader != 0\nexpect leader == 0\nuntil", 1))
	s.press(" ")
	s.shows("small.md:23: expect: does not hold: leader == 0")
}

// TestProgressThatIsNotKeptIsToldOnce: not in place of what each key says.
func TestProgressThatIsNotKeptIsToldOnce(t *testing.T) {
	l, err := walkthrough.Parse("small.md", small)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "state")
	p, err := walkthrough.OpenProgress(filepath.Join(dir, "progress.toml"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(dir, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s := openWalk(t, 80, 24, Walk{Lesson: l, Progress: p, Presents: walkthrough.Present(filepath.Join(dir, "presented.toml"))})
	s.m.walk.unkept = false
	s.m.route(s.m.note()())
	s.status("", "progress is not kept: ")
	if s.press("2"); strings.Contains(s.m.View(), "not kept") || s.m.status.Error {
		t.Errorf("it is told again: %+v", s.m.status)
	}
	s.m.route(s.m.note()())
	s.status("", "answer 2; space shows what happens")
}

// TestAnswersToALessonThatChanged are forgotten where it has no such option.
func TestAnswersToALessonThatChanged(t *testing.T) {
	l, p := smallLesson(t)
	p.Set(l, walkthrough.Reached{Step: 9, Done: true, Answers: map[string]int{"0": 7, "1": 1, "77": 1, "x": 1}})
	s := openWalk(t, 80, 24, Walk{Lesson: l, Progress: p})
	s.at(4, true)
	if len(s.m.walk.answers) > 0 {
		t.Errorf("the answers are %v", s.m.walk.answers)
	}
}

// TestATextIsScrolled no further than it goes, with keys and with the wheel.
func TestATextIsScrolled(t *testing.T) {
	s := openLesson(t, 80, 24, strings.Replace(small, "The one whose", strings.Repeat("One more row.\n\n", 20)+"The one whose", 1))
	s.shows("J ")
	s.press(strings.Repeat("J", 40))
	s.shows("Who wins?", "rows above")
	if strings.Contains(s.m.View(), "more rows") {
		t.Errorf("the end is\n%s", s.m.View())
	}
	s.press("K")
	s.shows("J 1 more row")
	down, up := tea.MouseButtonWheelDown, tea.MouseButtonWheelUp
	for _, b := range []tea.MouseButton{down, down, up} {
		s.send(tea.MouseMsg{X: 9, Y: 5, Button: b, Action: tea.MouseActionPress})
	}
	s.shows("J 3 more rows")
	s.press(" ") // what is said of the run is read from its beginning
	s.shows("It leads term 2.")
}

// TestViewsOfALessonAreThoseOfTheScreen, by the same names.
func TestViewsOfALessonAreThoseOfTheScreen(t *testing.T) {
	if !slices.Equal(walkthrough.Views, layout.PageNames()) {
		t.Errorf("a lesson has %q, the screen %q", walkthrough.Views, layout.PageNames())
	}
}

// TestAnAnswerIsClickedWhereOneIsAsked, and is never the view with its number.
func TestAnAnswerIsClickedWhereOneIsAsked(t *testing.T) {
	s := openLesson(t, 80, 24, small)
	s.press("T") // free play
	page := s.m.page
	s.press("3")
	if s.m.page == page {
		t.Fatal("the key shows no view")
	}
	page = s.m.page
	s.click("2 n3")
	if s.m.page != page {
		t.Errorf("the click shows %v", s.m.page)
	}
	s.status("", "1 … 9 answer: this is free play; L returns to the lesson")
	s.press("L")
	s.click("2 n3")
	s.status("", "answer 2; ")
}
