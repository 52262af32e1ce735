package walkthrough

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"raftviz/cluster/report"
	"raftviz/cluster/script"
)

func asError(err error, to **script.Error) bool { return errors.As(err, to) }

// lesson reads a lesson of one step.
func lesson(t *testing.T, step string) *Lesson {
	t.Helper()
	l, err := Parse("a.md", matter+step)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestCheckFailsWhereTheLessonDoes(t *testing.T) {
	const asked = "## A\n\n```question\nWho?\n- n1 :: %s\n- n2 :: %s\n```\n\n```raft\nsettle\n```\n"
	for _, tt := range []struct{ name, step, want string }{
		{"holds", "## A\n\n```raft\nsettle\nexpect leader == 0\n```\n", ""},
		{"expectation", "## A\n\n```raft\nsettle\nexpect leader == 1\n```\n", "a.md:12: expect: does not hold: leader == 1"},
		{"until", "## A\n\n```raft\nuntil leader == 9 within 3\n```\n", "a.md:11: until: did not hold within 3 ticks"},
		{"violation", "## A\n\n```raft\nsettle\nviolate send-before-save\ntimeout 1 10\n```\n\n## B\n\n```raft\nexpect len(violations) == 0\n```\n", ""},
		{"no option holds", strings.NewReplacer("n1 :: %s", "n1 :: leader == 1", "n2 :: %s", "n2 :: leader == 2").Replace(asked), "a.md:11: question: no option holds; exactly one must: Who?"},
		{"two options hold", strings.NewReplacer("n1 :: %s", "n1 :: leader == 0", "n2 :: %s", "n2 :: leader != 2").Replace(asked), "a.md:11: question: options 1 and 2 both hold: leader == 0, leader != 2; exactly one may: Who?"},
		{"one option holds", strings.NewReplacer("n1 :: %s", "n1 :: leader == 1", "n2 :: %s", "n2 :: leader != 1").Replace(asked), ""},
		{"another cluster", "## A\n\n```raft\nsettle\n```\n\n## B\n\n```raft\ncluster nodes=5\nexpect node(5) != nil && step == 0\n```\n", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := lesson(t, tt.step).Check(context.Background())
			switch {
			case tt.want == "" && err != nil:
				t.Error(err)
			case tt.want != "" && (err == nil || !strings.HasPrefix(err.Error(), tt.want)):
				t.Errorf("got  %v\nwant %s", err, tt.want)
			case tt.want != "" && report.ExitStatus(err) != report.ExitUnmet:
				t.Errorf("the exit status is %d", report.ExitStatus(err))
			}
		})
	}
}

// A property that is violated must be one that the lesson is about.
func TestCheckWantsViolationsNamed(t *testing.T) {
	source, err := os.ReadFile("../cluster/testdata/rules/send-before-save.raft")
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for line := range strings.Lines(string(source)) {
		if !strings.HasPrefix(line, "cluster") {
			lines = append(lines, line)
		}
	}
	text := strings.Join(lines, "")
	named := lesson(t, "## A\n\n```raft\n"+text+"```\n")
	if err := named.Check(context.Background()); err != nil {
		t.Error(err)
	}
	var unnamed []string
	for _, line := range lines {
		if !strings.HasPrefix(line, "violated") {
			unnamed = append(unnamed, line)
		}
	}
	if err := lesson(t, "## A\n\n```raft\n"+strings.Join(unnamed, "")+"```\n").Check(context.Background()); err == nil || report.ExitStatus(err) != report.ExitUnmet {
		t.Errorf("an unnamed violation: %v", err)
	}
}

func TestCheckCanBeInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := lesson(t, "## A\n\n```raft\nrun 100000\n```\n").Check(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("it ended with %v", err)
	}
}

func TestTheTemplateHolds(t *testing.T) {
	file := filepath.Join(t.TempDir(), "my-lesson.md")
	if err := WriteTemplate(file); err != nil {
		t.Fatal(err)
	}
	l, err := Open(file, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Check(context.Background()); err != nil || l.Name != "my-lesson" || l.Questions() == 0 {
		t.Errorf("%s: %v, %d questions", l.Name, err, l.Questions())
	}
	if err := WriteTemplate(file); err == nil || err.Error() != file+": is there already; give the name of a new file" {
		t.Errorf("over a file: %v", err)
	}
}

func TestAFolderIsACourse(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := OpenDir(dir); err == nil || err.Error() != dir+": has no lesson; one is a file that ends in .md" {
		t.Errorf("an empty folder: %v", err)
	}
	write("2-b.md", matter+"## B\n")
	write("1-a.md", matter+"## A\n")
	write("notes.txt", "no lesson")
	c, err := OpenDir(dir)
	if err != nil || c.Names() != "a, b" || c.Lessons[0].File != filepath.Join(dir, "1-a.md") {
		t.Errorf("%v, %v", c, err)
	}
	write("3-c.md", "x")
	if _, err := OpenDir(dir); err == nil || !strings.HasPrefix(err.Error(), filepath.Join(dir, "3-c.md")+":1: ") {
		t.Errorf("a wrong lesson: %v", err)
	}
}
