package ui

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/exp/golden"
	"github.com/charmbracelet/x/exp/teatest"

	"raftviz/cluster/lang"
	"raftviz/cluster/session"
	"raftviz/ui/frame"
	"raftviz/ui/frametest"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/walkthrough"
)

// small is a lesson with all that a step can have.
const small = `+++
title = "Small"
lang = "en"
minutes = 1
cluster = "nodes=3 seed=1"
+++

## Who leads

The one whose *timeout* is shortest.

` + "```question\nWho wins?\n- n1 :: leader == 1\n- n3 :: leader == 3\n> It was the first.\n```" + `

` + "```raft view=ready node=3\nsettle\nuntil leader != 0\nshow messages\n```" + `

It leads term 2.

## In between

Nothing runs here.

## A put

` + "```raft view=logs zoom\nput x 1\nsettle\n```" + `

A *quorum* has it.

## A vote that is forgotten

` + "```raft\ncluster nodes=3 seed=2\nsettle\n```\n"

// smallLesson is it, and a progress that nobody keeps.
func smallLesson(t *testing.T) (*walkthrough.Lesson, *walkthrough.Progress) {
	t.Helper()
	l, err := walkthrough.Parse("small.md", small)
	if err != nil {
		t.Fatal(err)
	}
	p, err := walkthrough.OpenProgress("")
	if err != nil {
		t.Fatal(err)
	}
	return l, p
}

// walked is a screen with a lesson, and how far its reader is.
type walked struct {
	*screen
	progress *walkthrough.Progress
}

func openLesson(t *testing.T, w, h int, source string) *walked {
	t.Helper()
	l, err := walkthrough.Parse("small.md", source)
	if err != nil {
		t.Fatal(err)
	}
	p, err := walkthrough.OpenProgress(filepath.Join(t.TempDir(), "progress.toml"))
	if err != nil {
		t.Fatal(err)
	}
	return openWalk(t, w, h, Walk{Lesson: l, Progress: p})
}

func openWalk(t *testing.T, w, h int, walk Walk) *walked {
	t.Helper()
	s := &screen{t, newModel(session.New(""), grid.Plain(), walk.Lesson.Cluster.Command.String())}
	s.m.walk = newWalk(walk)
	t.Cleanup(func() {
		if err := s.m.engine.close(); err != nil {
			t.Error(err)
		}
	})
	s.send(tea.WindowSizeMsg{Width: w, Height: h})
	s.wait(s.m.Init())
	return &walked{s, walk.Progress}
}

// click clicks where the screen has a text.
func (s *walked) click(text string) {
	s.t.Helper()
	for y, line := range strings.Split(s.m.View(), "\n") {
		if x := strings.Index(line, text); x >= 0 {
			s.send(tea.MouseMsg{X: x, Y: y, Button: tea.MouseButtonLeft, Action: tea.MouseActionPress})
			return
		}
	}
	s.t.Fatalf("there is no %q to click", text)
}

// at fails unless the lesson is at that step, counted from 1, told or run.
func (s *walked) at(step int, ran bool) {
	s.t.Helper()
	if w := s.m.walk; w.step != step-1 || w.ran != ran || s.m.away() {
		s.t.Errorf("the lesson is at step %d, ran %v, away %v; want step %d, ran %v", w.step+1, w.ran, s.m.away(), step, ran)
	}
}

func TestALessonIsWalkedThrough(t *testing.T) {
	s := openLesson(t, 80, 24, small)
	s.at(1, false)
	s.shows("1/4 Who leads", "? Who wins?", "1 n1", "2 n3", "▶ settle; until leader != 0", "space run", "1 … 2 answer")
	if s.m.trace.newest() != 0 {
		t.Error("commands have run already")
	}
	s.click("1 n1")
	s.shows("▸ 1 n1")
	s.press("2")
	s.shows("▸ 2 n3")
	s.press(" ")
	s.at(1, true)
	s.shows("✓ right: n3", "It was the first.", "It leads term 2.", "space next")
	if s.m.page != layout.Ready || s.m.selected != 3 {
		t.Errorf("view %v of n%d", s.m.page, s.m.selected)
	}
	if s.m.overlay != nil {
		t.Error("what a command prints covers the screen")
	}
	s.press("enter")
	s.at(2, true) // nothing runs
	s.shows("2/4 In between", "Nothing runs here.")
	s.press(" ")
	s.at(3, false)
	if s.m.page != layout.Logs || !s.m.zoom {
		t.Errorf("view %v, zoom %v", s.m.page, s.m.zoom)
	}
	s.press(" ")
	s.at(3, true)
	s.press(" ", " ")
	s.at(4, true)
	if len(s.m.state.branches) != 2 || s.m.state.settings.Seed != 2 {
		t.Errorf("the step's own cluster is not there: %+v", s.m.state.branches)
	}
	s.press(" ")
	s.at(5, false)
	s.shows("the end", "1 of 1 questions answered right")
	s.press(" ")
	s.status("", "this was the last lesson; q quits")
	s.press("backspace")
	s.at(4, true)
}

func TestAWrongAnswerIsExplained(t *testing.T) {
	s := openLesson(t, 80, 24, small)
	s.press("3")
	s.status("", "there is no answer 3; there are 2")
	s.press("1", " ")
	s.shows("✗ not 1 but 2: n3", "It was the first.")
	if right, asked := s.m.walk.score(); right != 0 || asked != 1 {
		t.Errorf("%d of %d", right, asked)
	}
	s.press("1") // no question: a view
	if s.m.page != layout.Cluster {
		t.Errorf("1 shows %v", s.m.page)
	}
}

// Going back looks at the cluster as it was, and going on again runs nothing twice.
func TestALessonGoesBackAndForth(t *testing.T) {
	s := openLesson(t, 120, 40, small)
	s.press(" ", " ", " ", " ")
	s.at(3, true)
	newest := s.m.trace.newest()
	for _, p := range []struct {
		step int
		ran  bool
	}{{3, false}, {2, true}, {1, true}, {1, false}} {
		s.press("backspace")
		s.at(p.step, p.ran)
	}
	if s.m.at != 0 || s.m.view().Leader() != 0 {
		t.Errorf("at the beginning, the screen is at step %d, and n%d leads", s.m.at, s.m.view().Leader())
	}
	s.press("backspace")
	s.status("", "this is the first step")
	s.press(" ", " ", " ", " ")
	s.at(3, true)
	if s.m.trace.newest() != newest || s.m.at != newest || len(s.m.state.branches) != 1 {
		t.Errorf("it ran again: step %d of %d, was %d; %d branches", s.m.at, s.m.trace.newest(), newest, len(s.m.state.branches))
	}
}

func TestAReaderPlaysFreelyAndReturns(t *testing.T) {
	s := openLesson(t, 80, 24, small)
	s.press(" ")
	at := s.m.here()
	s.press("T")
	if !s.m.away() || s.m.state.branch.Name == at.branch {
		t.Errorf("the lesson's own branch goes on: %+v", s.m.here())
	}
	s.shows("free play", "L returns", "L return")
	s.press(" ")
	s.do("put mine 1", "settle")
	s.shows("free play")
	s.press("L")
	s.at(1, true)
	if s.m.here() != at {
		t.Errorf("it returned to %+v, not %+v", s.m.here(), at)
	}
	s.press("P") // plays by itself
	s.send(playedMsg{s.m.play.generation})
	if !s.m.away() {
		t.Error("what plays goes on with the lesson")
	}
	s.press(":", "return", "enter")
	s.at(1, true)
	s.press("left")
	if !s.m.away() {
		t.Error("looking back is not away")
	}
	s.press("L", " ", " ", " ")
	s.at(3, true)
	if v, _ := s.m.view().Node(1).KV.Get("mine"); v != "" {
		t.Error("the lesson went on with what was played")
	}
	s.press("q")
	if s.m.overlay != nil {
		t.Error("quitting asks for what nobody wants to keep")
	}
}

func TestAReaderJumps(t *testing.T) {
	s := openLesson(t, 80, 24, small)
	s.press("L")
	s.shows("Who leads", "In between", "A put")
	s.press("L")
	if s.m.overlay != nil {
		t.Error("the key that opened the steps does not close them")
	}
	s.press("L", "down", "down", "enter")
	s.at(3, false)
	if s.m.view().Leader() != 3 {
		t.Error("what comes before has not run")
	}
	s.press("L", "up", "up", "enter")
	s.at(1, false)
	s.press("L")
	s.shows("✓  1  Who leads")
	s.press("down", "down", "enter")
	s.at(3, false)
}

// The progress is kept after each key, and the lesson opens where it was left.
func TestALessonIsResumed(t *testing.T) {
	s := openLesson(t, 80, 24, small)
	s.press("2", " ", " ", " ")
	s.at(3, false)
	again := openWalk(t, 80, 24, Walk{Lesson: s.m.walk.Lesson, Progress: s.progress})
	again.at(3, false)
	if right, asked := again.m.walk.score(); right != 1 || asked != 1 {
		t.Errorf("%d of %d answers are right", right, asked)
	}
	again.press(" ")
	third := openWalk(t, 80, 24, Walk{Lesson: s.m.walk.Lesson, Progress: s.progress})
	third.at(3, true)
	anew := openWalk(t, 80, 24, Walk{Lesson: s.m.walk.Lesson, Progress: s.progress, Again: true})
	anew.at(1, false)
}

// What the reader wants to be stopped at in free play does not stop the lesson.
func TestBreakpointsAreForFreePlay(t *testing.T) {
	s := openLesson(t, 80, 24, small)
	s.do("breakpoint leader != 0")
	s.press(" ")
	s.at(1, true)
	s.press("backspace")
	s.do("settle", "until leader != 0")
	if !s.m.status.Paused {
		t.Errorf("free play is not stopped: %+v", s.m.status)
	}
}

// A lesson by somebody else may not hold: its place is named, and it can be gone on from.
func TestALessonThatFailsSaysWhere(t *testing.T) {
	s := openLesson(t, 120, 40, strings.Replace(small, "show messages", "expect leader == 9", 1))
	s.press(" ")
	s.shows("small.md:22: expect: does not hold: leader == 9")
	s.press("esc")
	if !s.m.away() {
		t.Error("the cluster is where the text says")
	}
	s.press("L")
	s.at(1, false)
}

// A violation that the lesson does not speak of is a fault of it, as for walk check.
func TestAViolationThatIsNotNamedStopsALesson(t *testing.T) {
	broken := "violate apply-before-commit on 1\ncampaign 1\nsettle\nisolate 1\nput x 1 via 1\nsettle\ncrash 1\ncampaign 2\nsettle\nput x 2 via 2\nsettle"
	s := openLesson(t, 120, 40, strings.Replace(small, "until leader != 0\nshow messages", broken, 1))
	s.press(" ")
	if !s.m.away() || !strings.HasPrefix(s.m.status.Note, "small.md:") || !strings.Contains(s.m.status.Note, "is violated") {
		t.Errorf("away %v, status %+v, violations %v", s.m.away(), s.m.status, s.m.view().Violations)
	}
	named := openLesson(t, 120, 40, strings.Replace(small, "until leader != 0\nshow messages", broken+"\nsettle\nsettle\nviolated state-machine-safety\nviolated durability", 1))
	named.press(" ")
	named.at(1, true)
}

func TestWhatIsPresentedHasLittleBesides(t *testing.T) {
	l, p := smallLesson(t)
	file := filepath.Join(t.TempDir(), "presented.toml")
	s := openWalk(t, 80, 24, Walk{Lesson: l, Progress: p, Presents: walkthrough.Present(file)})
	if strings.Contains(s.m.View(), "P play") {
		t.Error("the bottom line has more than it needs")
	}
	s.press("pgdown")
	s.at(1, true)
	s.press("pgup")
	s.at(1, false)
	s.press("pgdown")
	if msg := s.m.note()().(notedMsg); msg.err != nil { // as after each key, beside the screen
		t.Fatal(msg.err)
	}
	now, ok, err := walkthrough.Now(file)
	if !ok || err != nil || now.Step != 0 || !now.Ran || now.Right != 2 {
		t.Errorf("told is %+v, %v, %v", now, ok, err)
	}
}

func TestNotesFollowWhatIsPresented(t *testing.T) {
	dir := t.TempDir()
	file, lesson := filepath.Join(dir, "presented.toml"), filepath.Join(dir, "small.md")
	source := strings.Replace(small, "It leads term 2.", "It leads term 2.\n\n<!-- Ask the class\nwhy. -->", 1)
	if err := os.WriteFile(lesson, []byte(source), 0o644); err != nil {
		t.Fatal(err)
	}
	l, err := walkthrough.Open(lesson, nil)
	if err != nil {
		t.Fatal(err)
	}
	n := &notes{file: file, palette: grid.Plain()}
	n.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	shows := func(texts ...string) {
		t.Helper()
		n.Update(n.look(n.now, n.lesson)())
		for _, text := range texts {
			if !strings.Contains(n.View(), text) {
				t.Errorf("no %q in\n%s", text, n.View())
			}
		}
	}
	shows("Nothing is presented")
	p := walkthrough.Present(file)
	told := l.Presented()
	tell := func() {
		t.Helper()
		p.Tell(told)
		if err := p.Save(); err != nil {
			t.Fatal(err)
		}
	}
	tell()
	shows("Small · 1/4 · told", "Ask the class why.", "? Who wins?", "2 n3 (leader == 3)", "It was the first.", "next: In between")
	told.Ran, told.Right = true, 2
	tell()
	shows("its commands have run", "✓ 2 n3")
	n.Update(tea.WindowSizeMsg{Width: 80, Height: 8})
	shows("Small · 1/4", "↑ ↓ scroll")
	for range 20 {
		n.Update(keyNamed("down"))
	}
	shows("next: In between", "It was the first.")
	n.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	told.Step = 4
	tell()
	shows("Small: the end, after 0:0")
	if err := p.End(); err != nil {
		t.Fatal(err)
	}
	shows("Nothing is presented")
	if _, cmd := n.Update(keyNamed("q")); cmd == nil {
		t.Error("q does not quit")
	}
}

// TestStepsOfTheCourse draws a step of it in both languages, at all sizes.
func TestStepsOfTheCourse(t *testing.T) {
	defer lang.Use(lang.English)
	for _, language := range lang.Languages() {
		lang.Use(language)
		l := walkthrough.Own(language).Find("election")
		for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
			t.Run(fmt.Sprintf("%s/%dx%d", language, size[0], size[1]), func(t *testing.T) {
				p, err := walkthrough.OpenProgress("")
				if err != nil {
					t.Fatal(err)
				}
				s := openWalk(t, size[0], size[1], Walk{Lesson: l, Progress: p})
				s.press("L", "down", "down", "down", "enter", " ")
				s.at(4, true)
				golden.RequireEqual(t, s.m.View()+"\n")
			})
		}
	}
}

// TestNoEnglishIsLeftOnALessonsScreen walks through a lesson in Chinese: what is around
// the text is Chinese too.
func TestALessonInChineseHasNoEnglishAroundIt(t *testing.T) {
	lang.Use(lang.Chinese)
	defer lang.Use(lang.English)
	l, err := walkthrough.Parse("small.md", strings.NewReplacer(
		"Small", "小课", "Who leads", "谁领导", "The one whose *timeout* is shortest.", "超时最短的那个。", "Who wins?", "谁赢？",
		"It was the first.", "它最先。", "It leads term 2.", "它领导任期 2。", "In between", "其间", "Nothing runs here.", "这里什么也不运行。",
		"A put", "写入", "A *quorum* has it.", "*quorum* 已有它。", "A vote that is forgotten", "被忘记的投票").Replace(small))
	if err != nil {
		t.Fatal(err)
	}
	p, err := walkthrough.OpenProgress("")
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		s := openWalk(t, size[0], size[1], Walk{Lesson: l, Progress: p, Again: true})
		for range 9 {
			frametest.OnlyTerms(t, s.m.View(), "leader", "messages", "cluster", "nodes", "seed", "backspace", "entry", "cad", "cadm", "match", "next", "probe", "node", "stages", "Take", "raw", "quorum")
			s.press(" ")
		}
	}
}

// TestACourseIsTaken goes from the first lesson to the second, with keys alone.
func TestACourseIsTaken(t *testing.T) {
	c := walkthrough.Own(lang.English)
	p, err := walkthrough.OpenProgress("")
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Walk: &Walk{Lesson: c.Lessons[1], Course: c, Progress: p}}
	m, err := o.model()
	if err != nil {
		t.Fatal(err)
	}
	m.palette = grid.Plain()
	t.Cleanup(func() { _ = m.engine.close() })
	fl := &flow{t, teatest.NewTestModel(t, m, teatest.WithInitialTermSize(120, 40))}
	steps := c.Lessons[1].Steps
	for i, s := range steps {
		fl.waits(fmt.Sprintf("%d/%d %s", i+1, len(steps), firstWords(s.Title)))
		if s.Question != nil {
			fl.press("1")
			fl.waits("answer 1;")
		}
		if len(s.Lines) > 0 {
			fl.press(" ")
			fl.waits("space next")
		}
		fl.press(" ")
	}
	fl.waits(c.Lessons[2].Title)
	fl.press("enter")
	m = fl.tm.FinalModel(t, teatest.WithFinalTimeout(patient)).(*Model)
	if !m.walk.following || m.walk.next() != c.Lessons[2] || !p.Of(c.Lessons[1]).Finished {
		t.Errorf("following %v, next %v, progress %+v", m.walk.following, m.walk.next().Name, p.Of(c.Lessons[1]))
	}
}

// firstWords is the beginning of a title, which a narrow heading has whole.
func firstWords(title string) string {
	if len(title) > 18 {
		return title[:18]
	}
	return title
}

// A lesson may have as many nodes as there can be, on the smallest screen.
func TestALessonOfNineNodes(t *testing.T) {
	s := openLesson(t, 80, 24, strings.NewReplacer("nodes=3 seed=1", "nodes=9 seed=1", "leader == 1", "leader == 5",
		"view=ready node=3", "view=cluster", "show messages\n", "").Replace(small))
	s.shows("n1 ", "n9 ", "Who wins?")
	s.press(" ")
	s.shows("n1 ", "n9 ", "★", "It was the first.")
}

// What is selected in a step that another cluster does not have is forgotten, while the
// command that starts it still runs, too.
func TestWhatAnotherClusterLacksIsNotSelected(t *testing.T) {
	s := elected(t, 80, 24)
	s.press("8", "up", "up")
	if s.m.cursors[layout.EventsPane].Step == 0 {
		t.Fatalf("selected is %+v", s.m.cursors[layout.EventsPane])
	}
	other := open(t, 80, 24)
	s.m.grown(other.m.trace.lab, other.m.trace.len) // as stillRunning does
	if got := s.m.cursors[layout.EventsPane]; got != (frame.Thing{}) {
		t.Errorf("selected is %+v of %d steps", got, s.m.trace.len)
	}
}
