package session

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// savedLines are the lines of a saved session: line 6 is settle, which has
// checks in 7 and 8.
func savedLines(t testing.TB) []string {
	s := given(t, "cluster seed=3 snapshot=3", "tick 1", "settle", "until leader != 0", "crash 3", "first 40 run 9", "expect node(3).up == false", "restart 3", "run 60")
	return strings.Split(strings.TrimSuffix(s.current.saved(nil), "\n"), "\n")
}

// summed are lines with the sums that they should have.
func summed(lines []string) string {
	w := &savedWriter{}
	for _, line := range lines {
		if text, _, ok := cutSum(line); ok {
			w.check(strings.TrimPrefix(text, checkMark))
		} else {
			w.line(line)
		}
	}
	return w.text.String()
}

// with is lines with text in the place of line number n.
func with(lines []string, n int, text string) []string {
	changed := append([]string{}, lines...)
	changed[n-1] = text
	return changed
}

func TestSumsOfASavedSessionAreRight(t *testing.T) {
	lines := savedLines(t)
	if got, want := summed(lines), strings.Join(lines, "\n")+"\n"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// loadText gives a session a file to load, and returns what that says of FILE.
func loadText(t testing.TB, s *Session, text string) (string, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.raft")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	output, err := s.Do("load " + path)
	if err != nil {
		return output, errors.New(strings.ReplaceAll(err.Error(), path, "FILE"))
	}
	return output, nil
}

func TestLoadSaysWhatIsWrongWithAFile(t *testing.T) {
	lines := savedLines(t)
	text := strings.Join(lines, "\n") + "\n"
	last := len(lines)
	const edited = " changed since it was saved; without line 1 the file is a script, which can be changed"
	for _, tt := range []struct{ name, text, want string }{
		{"cut short", strings.Join(lines[:9], "\n"), "FILE:9: the file is cut short: a session's last line begins with #= end: "},
		{"cut short in a line", text[:len(text)/2], fmt.Sprintf("FILE:%d: the file is cut short: a session's last line begins with #= end: ", strings.Count(text[:len(text)/2], "\n")+1)},
		{"newer", strings.Join(with(lines, 1, "# raftviz session 2"), "\n"), "FILE:1: is a session of format 2; this raftviz reads format 1"},
		{"a command changed", strings.Join(with(lines, 7, "settle 1"), "\n"), "FILE:7: one of the lines 7-8 has" + edited},
		{"a check changed", strings.Join(with(lines, 9, "#= step 15"), "\n"), "FILE:9: one of the lines 9-11 has" + edited},
		{"the end changed", strings.Join(with(lines, last, "#= end: 7 steps ~00000000"), "\n"), fmt.Sprintf("FILE:%d: the line has", last) + edited},
		{"a line added", strings.Join(append(lines[:9:9], append([]string{"tick 1"}, lines[9:]...)...), "\n"), "FILE:10: one of the lines 10-12 has" + edited},
		{"a line added at the end", text + "tick 1\n", fmt.Sprintf("FILE:%d: the file is cut short: a session's last line begins with #= end: ", last+1)},
		{"no such command", "settle\n\nsetle\ntik\n", "FILE:3: unknown command \"setle\"; did you mean settle?"},
		{"of a session", "settle\ngoto 1\n", "FILE:2: goto: is for a session, which somebody looks at; a script has commands that act or check"},
		{"fails", "settle\nput x 1 via 7\n", "FILE:2: put: unknown node 7; nodes are 1, 2, 3"},
		{"empty", "# nothing\n", "FILE: has no command"},
		{"binary", "settle\n\x00", "FILE: is a binary file; a script is UTF-8 text"},
		{"cluster twice", "settle\ncluster\n", "FILE:2: cluster: there is a cluster already; in a script cluster is allowed as the first command only"},
		{"bad settings", "cluster nodes=3 heartbeat=10 election=5\n", "cluster: heartbeat=10 is out of range; allowed is 1..4"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Setenv("TMPDIR", t.TempDir())
			s := elected(t)
			before := fmt.Sprint(s.Branches())
			if _, err := loadText(t, s, tt.text); err == nil || err.Error() != "load: "+tt.want {
				t.Errorf("\n got %v\nwant load: %s", err, tt.want)
			}
			if after := fmt.Sprint(s.Branches()); after != before {
				t.Errorf("branches are %s, not %s", after, before)
			}
			if n := clusters(t); n != 1 {
				t.Errorf("there are the files of %d clusters", n)
			}
		})
	}
}

// A replay that does not give what the file says is that of another version of
// raft or raftviz; here the file is made to say something else.
func TestLoadSaysWhereAReplayDisagrees(t *testing.T) {
	lines := savedLines(t)
	for _, tt := range []struct {
		name string
		line int
		// old and want are regular expressions; want is how the error begins.
		old, new, want string
	}{
		{"a node", 9, "n2 follower", "n2 leader",
			"FILE:9: the replay disagrees: at step 16 it is n2 follower, term 1, log 3, commit 3, applied 3, and the file says n2 leader, term 1, log 3, commit 3, applied 3"},
		{"more than the words say", 9, `[0-9a-f]{8}:`, "00000000:",
			"FILE:9: the replay disagrees: at step 16 the digest is [0-9a-f]{8}, and the file says 00000000"},
		{"one step", 8, `(every 1 from 2: \w+ \w+) \w+`, "$1 0000",
			"FILE:8: the replay disagrees at step 4, which is here: n1 appended 3 entries up to 1/3 to MemoryStorage; at step 16 both agree again"},
		{"one of many steps", 22, `(every 4 from 107: \w+) \w+`, "$1 0000",
			"FILE:22: the replay disagrees at step 111, or up to 3 before it, which is here: "},
		{"how long a command is", 7, "settle", "tick 1",
			"FILE:8: the replay disagrees: the command comes to step 2, and the file says step 16"},
		{"a command fails", 18, "false", "true",
			"FILE:18: the replay disagrees after step 105: expect: does not hold: node.3..up == true"},
		{"logs and stores", 24, `[0-9a-f]{8} ~`, "00000000 ~",
			"FILE:24: the replay disagrees: at end: 1095 steps the digest is [0-9a-f]{8}, and the file says 00000000"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			old := regexp.MustCompile(tt.old)
			if !old.MatchString(lines[tt.line-1]) {
				t.Fatalf("line %d is %s", tt.line, lines[tt.line-1])
			}
			s := elected(t)
			_, err := loadText(t, s, summed(with(lines, tt.line, old.ReplaceAllString(lines[tt.line-1], tt.new))))
			if want := regexp.MustCompile("^load: " + tt.want); err == nil || !want.MatchString(err.Error()) {
				t.Errorf("\n got %v\nwant %s", err, want)
			}
			if len(s.Branches()) != 1 || s.At() != 121 {
				t.Errorf("branches are %v", s.Branches())
			}
		})
	}
}

func TestLoadTakesAScript(t *testing.T) {
	s := elected(t)
	output, err := loadText(t, s, "\ufeffcluster nodes=1\r\ntick all 3\r\nexpect tick == 3\r\nshow kv\r\n")
	if err != nil || output != "step 3 of 3 in a\n" {
		t.Errorf("got %q, %v", output, err)
	}
	want := []Branch{{"main", "", 0, 121, 121, false}, {"a", "", 0, 3, 3, true}}
	if got := s.Branches(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("branches are %v, want %v", got, want)
	}
	if output, err = loadText(t, s, "settle"); err != nil || !strings.HasSuffix(output, " in a-1\n") {
		t.Errorf("got %q, %v", output, err)
	}
	mustDo(t, s, "branch a")
	mustDo(t, s, "back")
	mustDo(t, s, "tick all")
	if got := s.Branches()[3]; got.Parent != "a" || got.Newest != 3 {
		t.Errorf("got %v", got)
	}
}

func TestLoadAsTheFirstCommand(t *testing.T) {
	s := given(t)
	if _, err := loadText(t, s, strings.Join(savedLines(t), "\r\n")); err != nil {
		t.Fatal(err)
	}
	if got := s.Branches(); len(got) != 1 || got[0].Name != "a" || !got[0].Current {
		t.Errorf("branches are %v", got)
	}
}

func TestALoadCanBeCancelled(t *testing.T) {
	lines := savedLines(t)
	t.Setenv("TMPDIR", t.TempDir())
	s := elected(t)
	cancelled := errors.New("cancelled")
	s.Progress(func(done, total int) error {
		if done != 1024 || !strings.HasPrefix(lines[len(lines)-1], fmt.Sprintf("#= end: %d steps", total)) {
			t.Errorf("was told %d of %d", done, total)
		}
		return cancelled
	})
	if _, err := loadText(t, s, strings.Join(lines, "\n")); err == nil || !strings.HasSuffix(err.Error(), ": cancelled") {
		t.Errorf("got %v", err)
	}
	if len(s.Branches()) != 1 || clusters(t) != 1 {
		t.Errorf("branches are %v, with the files of %d clusters", s.Branches(), clusters(t))
	}
}
