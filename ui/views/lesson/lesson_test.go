package lesson

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"raftviz/cluster/command"
	"raftviz/cluster/lang"
	"raftviz/cluster/script"
	"raftviz/ui/frame"
	"raftviz/ui/grid"
	"raftviz/ui/layout"
	"raftviz/walkthrough"
)

// each calls f with every step of the course in every language, told and run.
func each(t *testing.T, f func(t *testing.T, l *frame.Lesson)) {
	defer lang.Use(lang.English)
	for _, language := range lang.Languages() {
		lang.Use(language)
		for _, l := range walkthrough.Own(language).Lessons {
			t.Run(string(language)+"/"+l.Name, func(t *testing.T) {
				terms := l.FirstTerms()
				for i := range l.Steps {
					shown := &frame.Lesson{Title: l.Title, Number: i + 1, Steps: len(l.Steps), Step: &l.Steps[i], Chosen: -1, Right: -1, Terms: terms[i]}
					f(t, shown)
					shown.Ran = true
					if shown.Step.Question != nil {
						shown.Chosen, shown.Right = 1, 0
					}
					f(t, shown)
				}
			})
		}
	}
}

// faultless fails for each fault of a lesson.
func faultless(t *testing.T, l *walkthrough.Lesson) {
	t.Helper()
	for _, err := range Faults(l) {
		t.Error(err)
	}
}

// TestTheCourseFitsTheSmallestScreen: nothing but explanations of terms is scrolled to,
// and each term has one.
func TestTheCourseFitsTheSmallestScreen(t *testing.T) {
	for _, language := range lang.Languages() {
		for _, l := range walkthrough.Own(language).Lessons {
			t.Run(string(language)+"/"+l.Name, func(t *testing.T) { faultless(t, l) })
		}
	}
}

// TestLessonsToBeginWithAreGoodOnes: what raftviz walk new writes, and what docs/lessons.md
// shows.
func TestLessonsToBeginWithAreGoodOnes(t *testing.T) {
	file := filepath.Join(t.TempDir(), "template.md")
	if err := walkthrough.WriteTemplate(file); err != nil {
		t.Fatal(err)
	}
	template, err := walkthrough.Open(file, nil)
	if err != nil {
		t.Fatal(err)
	}
	faultless(t, template)
	page, err := os.ReadFile("../../../docs/lessons.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(page), "````markdown\n")
	source, _, _ := strings.Cut(rest, "\n````\n")
	documented, err := walkthrough.Parse("docs/lessons.md", source+"\n")
	if err != nil {
		t.Fatal(err)
	}
	faultless(t, documented)
}

func TestFaultsAreFound(t *testing.T) {
	long := strings.Repeat("word ", 200)
	l, err := walkthrough.Parse("a.md", "+++\ntitle = \"A\"\nlang = \"en\"\nminutes = 5\ncluster = \"\"\n+++\n\n## A\n\n"+long+"\n\n```raft\nsettle\n```\n\nA *flux* of "+long+"\n")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, err := range Faults(l) {
		got = append(got, err.Error())
	}
	want := []string{
		"a.md:8: the step has 15 rows before its commands on a screen of 80x24; 10 fit",
		"a.md:8: the step has 14 rows after its commands on a screen of 80x24; 10 fit",
		`a.md:8: the glossary has no "flux": a word *so* is explained where it stands first`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("the faults are\n%s", strings.Join(got, "\n"))
	}
}

// TestATextStaysInItsColumns draws all steps in the two widths that there are.
func TestATextStaysInItsColumns(t *testing.T) {
	each(t, func(t *testing.T, l *frame.Lesson) {
		for _, screen := range []int{80, 120, 200} {
			columns, beside := layout.LessonWidth(screen)
			for i, r := range text(l, columns, beside).rows {
				width := 0
				for _, p := range r.pieces {
					width += grid.Width(p.Text)
				}
				if width > columns-2*margin {
					t.Errorf("step %d at %d columns: row %d has %d columns of %d", l.Number, screen, i, width, columns-2*margin)
				}
			}
		}
	})
}

func TestMoreThanFitsIsScrolled(t *testing.T) {
	var blocks []walkthrough.Block
	for i := range 20 {
		blocks = append(blocks, walkthrough.Block{Spans: []walkthrough.Span{{Text: fmt.Sprintf("row %d", i)}}})
	}
	f := &frame.Frame{Lesson: &frame.Lesson{Number: 1, Steps: 1, Step: &walkthrough.Step{Title: "Long", Before: blocks}, Chosen: -1, Right: -1}}
	draw := func() string {
		g := grid.New(80, 8)
		Draw(f, g.Canvas(), false)
		return g.Render(grid.Plain())
	}
	if s := draw(); !strings.Contains(s, "row 0") || strings.Contains(s, "row 8") || !strings.Contains(s, "J 13 more rows") {
		t.Errorf("the top is\n%s", s)
	}
	f.Lesson.Scroll = 100
	if s := draw(); !strings.Contains(s, "row 19") || strings.Contains(s, "more rows") {
		t.Errorf("the end is\n%s", s)
	}
}

func TestOptionsCanBeClicked(t *testing.T) {
	q := &walkthrough.Question{Text: []walkthrough.Span{{Text: "Who?"}}, Options: []walkthrough.Option{{Text: []walkthrough.Span{{Text: "n1"}}}, {Text: []walkthrough.Span{{Text: "n2"}}}}}
	f := &frame.Frame{Lesson: &frame.Lesson{Number: 1, Steps: 1, Step: &walkthrough.Step{Question: q}, Chosen: -1, Right: -1}}
	g := grid.New(80, 8)
	Draw(f, g.Canvas(), false)
	if s := f.SpotAt(10, 3); s == nil || s.Thing != (frame.Thing{Kind: frame.Press, Name: "answer-2"}) {
		t.Errorf("row 3 is %+v", s)
	}
}

// TestWhatIsSaidOfTheRunIsSeen beside a view too, where the whole step has no room.
func TestWhatIsSaidOfTheRunIsSeen(t *testing.T) {
	paragraph := func(name string, rows int) (bs []walkthrough.Block) {
		for i := range rows {
			bs = append(bs, walkthrough.Block{Spans: []walkthrough.Span{{Text: fmt.Sprintf("%s %d", name, i)}}})
		}
		return bs
	}
	step := &walkthrough.Step{Title: "Long", Before: paragraph("before", 9), After: paragraph("after", 3), Lines: make([]script.Line, 1)}
	f := &frame.Frame{Lesson: &frame.Lesson{Number: 1, Steps: 1, Step: step, Ran: true, Chosen: -1, Right: -1}}
	step.Lines[0].Command, _ = command.Parse("settle")
	draw := func() string {
		g := grid.New(40, 12)
		Draw(f, g.Canvas(), true)
		return g.Render(grid.Plain())
	}
	if s := draw(); !strings.Contains(s, "after 0") || !strings.Contains(s, "after 2") || !strings.Contains(s, "K 14 rows above") {
		t.Errorf("by itself it shows\n%s", s)
	}
	room := grid.Rect{W: 40, H: 12}
	for _, by := range []int{1, -100, 3} { // not below the end, to the beginning, and down at once
		f.Lesson.Scroll = Scrolled(f.Lesson, room, true, by)
	}
	if s := draw(); strings.Contains(s, "before 0") || !strings.Contains(s, "before 2") || !strings.Contains(s, "K 3 rows above") {
		t.Errorf("three rows below the top it shows\n%s", s)
	}
	f.Lesson.Ran, f.Lesson.Scroll = false, 0
	if s := draw(); !strings.Contains(s, "before 0") || strings.Contains(s, "rows above") {
		t.Errorf("before the run it shows\n%s", s)
	}
}
