package walkthrough

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"raftviz/cluster/lang"
)

// page reads a page of the documentation.
func page(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("../docs/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestTheDocumentedLessonHolds runs the lesson that docs/lessons.md shows.
func TestTheDocumentedLessonHolds(t *testing.T) {
	const begin, end = "````markdown\n", "\n````\n"
	_, rest, ok := strings.Cut(page(t, "lessons.md"), begin)
	source, _, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("docs/lessons.md has no lesson between %q and %q", begin, end)
	}
	l, err := Parse("docs/lessons.md", source+"\n")
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Check(context.Background()); err != nil {
		t.Error(err)
	}
	if len(l.Steps) < 4 || l.Questions() == 0 {
		t.Errorf("it shows too little: %d steps, %d questions", len(l.Steps), l.Questions())
	}
}

// TestTheTableOfTheCourseIsRight: docs/teaching.md has each lesson with its title and
// minutes.
func TestTheTableOfTheCourseIsRight(t *testing.T) {
	text := page(t, "teaching.md")
	for i, l := range Own(lang.English).Lessons {
		if row := fmt.Sprintf("\n| %d | `%s` | %s | %d | ", i+1, l.Name, l.Title, l.Minutes); !strings.Contains(text, row) {
			t.Errorf("docs/teaching.md has no row that begins with %q", row[1:])
		}
	}
}
