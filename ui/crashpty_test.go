//go:build unix

package ui

import (
	"context"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"raftviz/cluster/report"
	"raftviz/cluster/script"
	"raftviz/cluster/session"
)

// armed is a session in which a command panics in its middle once it is armed.
type armed struct {
	*session.Session
	after int
}

func (a *armed) Watch(f func(step int) error) {
	a.Session.Watch(func(step int) error {
		if a.after--; a.after == 0 {
			panic("a bug in a command")
		}
		return f(step)
	})
}

// bugKeys are keys that make the program panic: F5 in Update, F6 in View, F7 in
// what Bubble Tea runs beside them, F8 in a part of that, and F9 in a command of
// the session, seven steps later.
func bugKeys(a *armed) []binding {
	bug := func(*Model) tea.Cmd { panic("a bug in Update") }
	cmd := func() tea.Msg { panic("a bug in a Cmd") }
	key := func(k string, do func(*Model) tea.Cmd) binding {
		return on([]string{k}, k, "break", groupGeneral, never, nil, do)
	}
	return []binding{
		key("f5", bug),
		key("f6", func(m *Model) tea.Cmd { m.overlay = faulty{inShow: true}; return nil }),
		key("f7", func(*Model) tea.Cmd { return cmd }),
		key("f8", func(*Model) tea.Cmd {
			return tea.Sequence(tea.Tick(time.Millisecond, func(time.Time) tea.Msg { return nil }), cmd)
		}),
		key("f9", func(m *Model) tea.Cmd { a.after = 7; return m.run("tick all 9") }),
	}
}

// TestABugLeavesTheTerminalAndASessionThatReplays makes the program panic in a
// terminal after a put, and replays the file that it leaves.
func TestABugLeavesTheTerminalAndASessionThatReplays(t *testing.T) {
	for name, tt := range map[string]struct{ key, what string }{
		"in Update":                  {"\x1b[15~", "a bug in Update"},
		"in View":                    {"\x1b[17~", "a bug in View"},
		"in a Cmd":                   {"\x1b[18~", "a bug in a Cmd"},
		"in a Cmd of a sequence":     {"\x1b[19~", "a bug in a Cmd"},
		"in the middle of a command": {"\x1b[20~", "a bug in a command"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("TMPDIR", t.TempDir())
			tm := inTerminal(t, program("buggy"))
			tm.wait("no leader")
			tm.typ(":until leader != 0\r")
			tm.wait("leader ★")
			tm.typ("p\r\r")
			tm.wait("put x 1")
			tm.typ("S")
			tm.wait("x=1")
			tm.typ(tt.key)
			code, output := tm.exit()
			if code != 70 || !strings.Contains(output, tt.what) {
				t.Fatalf("status %d, %q", code, output)
			}
			checkReport(t, output, tt.what)
		})
	}
}

// checkReport reads the files that the last words name.
func checkReport(t *testing.T, words, what string) {
	t.Helper()
	trace := readFile(t, regexp.MustCompile(`\S+/raftviz-crash-\d+\.txt`).FindString(words))
	for _, want := range []string{what, `goroutine \d+`, `/crash\w*_test\.go:\d+`, "seed 42, step \\d+ of \\d+ in main"} {
		if !regexp.MustCompile(want).MatchString(trace) {
			t.Errorf("the trace has no %q:\n%s", want, trace)
		}
	}
	file := regexp.MustCompile(`\S+/raftviz-crash-\d+\.raft`).FindString(words)
	checkReplays(t, file, what == "a bug in a command")
}

// checkReplays replays a session in the three ways there are. After a command
// that broke in its middle its steps until then are there.
func checkReplays(t *testing.T, file string, middle bool) {
	t.Helper()
	s := session.New("")
	defer s.Close()
	if _, err := s.Do("load " + file); err != nil {
		t.Fatal(err)
	}
	v := s.View()
	if x, _ := v.Node(v.Leader()).KV.Get("x"); x != "1" {
		t.Errorf("the leader has x=%q", x)
	}
	if last := s.Lab().Commands()[len(s.Lab().Commands())-1]; (last == "first 7 tick all 9") != middle {
		t.Errorf("the last command is %q", last)
	}
	lines, err := script.Open(file, nil)
	if err != nil {
		t.Fatal(err)
	}
	on := session.New("")
	defer on.Close()
	var out strings.Builder
	if err := report.Run(context.Background(), lines, on, &out, report.Trace); err != nil || on.Lab().Len() != s.Lab().Len() {
		t.Errorf("run makes %d steps, load %d: %v", on.Lab().Len(), s.Lab().Len(), err)
	}
	start, err := Options{Script: file}.lines()
	if err != nil {
		t.Fatal(err)
	}
	if shown := open(t, 80, 24, start...); shown.m.trace.len != s.Lab().Len() {
		t.Errorf("--script shows %d steps, load makes %d", shown.m.trace.len, s.Lab().Len())
	}
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
