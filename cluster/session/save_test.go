package session

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"raftviz/cluster/lang"
)

func TestSaveOverwritesNothingUnasked(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.raft")
	if err := os.WriteFile(path, []byte("precious\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	s := elected(t)
	mustFail(t, s, "save "+path, "save: "+path+" exists; save! overwrites it")
	if got := readFile(t, path); got != "precious\n" {
		t.Errorf("the file has %q", got)
	}
	if got, want := mustDo(t, s, "save! "+path), "121 steps of main are in "+path+"\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := readFile(t, path); !strings.HasPrefix(got, "# raftviz session 1\n") || !strings.Contains(got, "\nput x 1\n") {
		t.Errorf("the file has\n%s", got)
	}
	if left, _ := filepath.Glob(dir + "/.*"); len(left) > 0 {
		t.Errorf("there is %v", left)
	}
}

func TestSaveSaysWhyItCannot(t *testing.T) {
	dir := t.TempDir()
	s := elected(t)
	missing := filepath.Join(dir, "no", "a.raft")
	mustFail(t, s, "save "+missing, "save: "+missing+" cannot be written: no such file or directory")
	mustFail(t, s, "save "+dir, "save: "+dir+" exists; save! overwrites it")
	mustFail(t, s, "save! "+dir, "save!: "+dir+" is no regular file; name another")
	mustFail(t, s, "save! /dev/null", "save!: /dev/null is no regular file; name another")
}

func TestASavedSessionHasWhatActedAndWhatHeld(t *testing.T) {
	s := given(t, "cluster nodes=1 seed=7", "show cluster", "step", "step 2", "step", "expect tick >= 0", "help", "step", "note it's # done", "put 'a b' c")
	_, _ = s.Do("expect tick == 99")
	_, _ = s.Do("tick 5")
	var got []string
	for line := range strings.Lines(s.current.saved(nil)) {
		if !strings.HasPrefix(line, "#") {
			got = append(got, strings.TrimSuffix(line, "\n"))
		}
	}
	want := "cluster nodes=1 seed=7 election=10 heartbeat=1 prevote=false checkquorum=false snapshot=20 catchup=5 delay=0 msgsize=1048576\n" +
		"step 4\nexpect tick >= 0\nstep\nnote it's # done\nput 'a b' c"
	if text := strings.Join(got, "\n"); text != want {
		t.Errorf("got\n%s\nwant\n%s", text, want)
	}
}

// TestASavedSessionIsTheSameInEveryLanguage saves one that was made in Chinese.
func TestASavedSessionIsTheSameInEveryLanguage(t *testing.T) {
	lines := []string{"cluster nodes=3 seed=7", "settle", "campaign 1", "settle", "put x 1", "isolate 1", "crash 2 power", "step 9", "expect term == 2"}
	want := given(t, lines...).current.saved(nil)
	lang.Use(lang.Chinese)
	defer lang.Use(lang.English)
	if got := given(t, lines...).current.saved(nil); got != want {
		t.Errorf("made in Chinese:\n%s\nand in English:\n%s", got, want)
	}
}

// TestAPanicLeavesASessionThatCanBeSaved lets a command panic in its middle: the
// file has its steps until then.
func TestAPanicLeavesASessionThatCanBeSaved(t *testing.T) {
	s := elected(t)
	from := s.Lab().Len()
	s.Watch(func(step int) error {
		if step == from+9 {
			panic("a bug")
		}
		return nil
	})
	func() {
		defer func() { _ = recover() }()
		_, _ = s.Do("run 100")
	}()
	text, err := s.Saved()
	if err != nil || !strings.Contains(text, "\nfirst 10 run 100\n") {
		t.Fatalf("%v\n%s", err, text)
	}
	path := filepath.Join(t.TempDir(), "a.raft")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	again := given(t, "load "+path)
	if got, want := again.Lab().Len(), from+10; got != want {
		t.Errorf("the replay has %d steps, want %d", got, want)
	}
}

func TestNothingCanBeSavedBeforeTheFirstCommand(t *testing.T) {
	if text, err := New("").Saved(); err == nil {
		t.Errorf("got %q", text)
	}
}
