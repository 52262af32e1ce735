package walkthrough

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"raftviz/cluster/lang"
)

func TestProgressIsKeptFromOneRunToTheNext(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state", "progress.toml")
	own := Own(lang.English).Lessons[0]
	mine := lesson(t, "## A\n\n## B\n")
	p, err := OpenProgress(file)
	if err != nil {
		t.Fatal(err)
	}
	want := Reached{Step: 1, Done: true, Answers: map[string]int{"0": 2}, Right: 1}
	p.Set(own, want)
	p.Set(mine, Reached{Step: 1, Finished: true})
	if err := p.Save(); err != nil {
		t.Fatal(err)
	}
	again, err := OpenProgress(file)
	if err != nil {
		t.Fatal(err)
	}
	if got := again.Of(own); !reflect.DeepEqual(got, want) {
		t.Errorf("it was left at %+v, want %+v", got, want)
	}
	if got := again.Of(Own(lang.Chinese).Lessons[0]); got.Step != 1 {
		t.Errorf("in Chinese it is at %+v", got)
	}
	if got := again.Of(mine); !got.Finished {
		t.Errorf("the other is at %+v", got)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file is %v, %v", info, err)
	}
}

// A lesson that got shorter is at its last step.
func TestProgressFitsTheLesson(t *testing.T) {
	p, err := OpenProgress("")
	if err != nil {
		t.Fatal(err)
	}
	short := lesson(t, "## A\n")
	p.Set(short, Reached{Step: 7})
	if got := p.Of(short).Step; got != 0 {
		t.Errorf("it is at step %d", got)
	}
	if err := p.Save(); err != nil {
		t.Error(err)
	}
}

func TestProgressThatCannotBeReadIsLeftAlone(t *testing.T) {
	file := filepath.Join(t.TempDir(), "progress.toml")
	if err := os.WriteFile(file, []byte("not toml"), 0o600); err != nil {
		t.Fatal(err)
	}
	p, err := OpenProgress(file)
	if err == nil || !strings.HasPrefix(err.Error(), "progress is not kept: "+file+" cannot be read: ") {
		t.Errorf("the error is %v", err)
	}
	p.Set(lesson(t, "## A\n"), Reached{})
	if err := p.Save(); err != nil {
		t.Error(err)
	}
	if text, _ := os.ReadFile(file); string(text) != "not toml" {
		t.Errorf("the file has %q", text)
	}
}

func TestWhatIsPresentedIsTold(t *testing.T) {
	file := filepath.Join(t.TempDir(), "presented.toml")
	if _, ok, err := Now(file); ok || err != nil {
		t.Errorf("nothing is presented: %v, %v", ok, err)
	}
	p := Present(file)
	told := Own(lang.Chinese).Lessons[1].Presented()
	told.Step, told.Ran, told.Right = 3, true, 2
	p.Tell(told)
	if err := p.Save(); err != nil {
		t.Fatal(err)
	}
	now, ok, err := Now(file)
	if !ok || err != nil || now.Step != 3 || !now.Ran || now.Right != 2 || now.Process != os.Getpid() {
		t.Errorf("it is %+v, %v, %v", now, ok, err)
	}
	if l, err := now.Open(); err != nil || l.Title != Own(lang.Chinese).Lessons[1].Title {
		t.Errorf("the lesson is %v, %v", l, err)
	}
	if err := p.End(); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := Now(file); ok || err != nil {
		t.Errorf("it was ended: %v, %v", ok, err)
	}
	var nobody *Presentation
	nobody.Tell(told)
	if nobody.Save() != nil || nobody.End() != nil {
		t.Error("nobody is told")
	}
}

// TestAPresentationIsTheLastOneTold: whatever order files are written in, and whoever ends.
func TestAPresentationIsTheLastOneTold(t *testing.T) {
	file := filepath.Join(t.TempDir(), "presented.toml")
	p, told := Present(file), Own(lang.English).Lessons[1].Presented()
	told.Step = 1
	p.Tell(told)
	told.Step = -7
	p.Tell(told)
	if err := p.Save(); err != nil {
		t.Fatal(err)
	}
	if now, ok, err := Now(file); !ok || err != nil || now.Step != 0 {
		t.Errorf("it is %+v, %v, %v", now, ok, err)
	}
	if err := p.End(); err != nil {
		t.Fatal(err)
	}
	if err := p.Save(); err != nil { // a write that comes late
		t.Fatal(err)
	}
	if _, err := os.Stat(file); err == nil {
		t.Error("what was ended is told again")
	}
}

// TestAPresentationEndsWithItsProcess, and another's is not ended with this one's.
func TestAPresentationEndsWithItsProcess(t *testing.T) {
	file := filepath.Join(t.TempDir(), "presented.toml")
	p, other := Present(file), exec.Command("sleep", "60")
	p.Tell(Own(lang.English).Lessons[1].Presented())
	if err := errors.Join(p.Save(), other.Start()); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	theirs := strings.Replace(string(text), strconv.Itoa(os.Getpid()), strconv.Itoa(other.Process.Pid), 1)
	if err := os.WriteFile(file, []byte(theirs), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := p.End(); err != nil {
		t.Error(err)
	}
	if _, ok, err := Now(file); !ok || err != nil {
		t.Errorf("the other presents: %v, %v", ok, err)
	}
	_ = other.Process.Kill()
	_ = other.Wait()
	if _, ok, err := Now(file); ok || err != nil {
		t.Errorf("the other was killed: %v, %v", ok, err)
	}
}

// TestProgressOfTwoProcesses: neither loses what the other has written.
func TestProgressOfTwoProcesses(t *testing.T) {
	file := filepath.Join(t.TempDir(), "progress.toml")
	lessons := Own(lang.English).Lessons
	a, errA := OpenProgress(file)
	b, errB := OpenProgress(file)
	a.Set(lessons[0], Reached{Step: 1})
	b.Set(lessons[1], Reached{Step: 2})
	if err := errors.Join(errA, errB, a.Save(), b.Save(), a.Save()); err != nil {
		t.Fatal(err)
	}
	again, err := OpenProgress(file)
	if err != nil || again.Of(lessons[0]).Step != 1 || again.Of(lessons[1]).Step != 2 {
		t.Errorf("kept are %+v, %v", again.Lessons, err)
	}
}

// TestTheBestResultIsKept of a lesson that is read a second time.
func TestTheBestResultIsKept(t *testing.T) {
	p, err := OpenProgress("")
	if err != nil {
		t.Fatal(err)
	}
	l := lesson(t, "## A\n")
	p.Set(l, Reached{Finished: true, Right: 3})
	p.Set(l, Reached{Right: 1})
	if got := p.Of(l); !got.Finished || got.Right != 3 {
		t.Errorf("it is %+v", got)
	}
}

// TestProgressBehindALink is written where the link leads to; what is no file of ours is
// left alone.
func TestProgressBehindALink(t *testing.T) {
	dir := t.TempDir()
	file, link, large := filepath.Join(dir, "kept.toml"), filepath.Join(dir, "progress.toml"), filepath.Join(dir, "large.toml")
	if err := errors.Join(os.WriteFile(file, nil, 0o600), os.Symlink(file, link), os.WriteFile(large, nil, 0o600), os.Truncate(large, 1<<40)); err != nil {
		t.Fatal(err)
	}
	p, err := OpenProgress(link)
	if err != nil {
		t.Fatal(err)
	}
	p.Set(lesson(t, "## A\n"), Reached{Finished: true})
	if err := p.Save(); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(file); err != nil || len(text) == 0 {
		t.Errorf("the file has %q, %v", text, err)
	}
	for _, path := range []string{large, dir} {
		if _, err := OpenProgress(path); err == nil || !strings.HasPrefix(err.Error(), "progress is not kept: "+path+" is none of the program's") {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestALessonOnStdinIsText(t *testing.T) {
	text := "\ufeff+++\ntitle = \"T\"\nlang = \"en\"\nminutes = 1\ncluster = \"\"\n+++\n\n## A\n"
	if l, err := Open("-", strings.NewReader(text)); err != nil || l.Title != "T" {
		t.Errorf("with a mark of its byte order: %v", err)
	}
	if _, err := Open("-", strings.NewReader("\x00")); err == nil || !strings.Contains(err.Error(), "stdin: is a binary file") {
		t.Errorf("a binary file: %v", err)
	}
}
