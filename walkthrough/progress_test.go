package walkthrough

import (
	"os"
	"path/filepath"
	"reflect"
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
	if err := p.Tell(told); err != nil {
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
	if err := nobody.Tell(told); err != nil || nobody.End() != nil {
		t.Error("nobody is told")
	}
}
