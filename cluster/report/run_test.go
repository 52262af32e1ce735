package report

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"strings"
	"syscall"
	"testing"

	"raftviz/cluster/script"
	"raftviz/cluster/session"
)

// run runs a script and returns what it wrote.
func run(t *testing.T, ctx context.Context, text string, f Format) (string, error) {
	t.Helper()
	s, err := script.Read("a.raft", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	on := session.New("")
	defer on.Close()
	var out bytes.Buffer
	err = Run(ctx, s, on, &out, f)
	return out.String(), err
}

func TestRunEndsAtTheFirstFailure(t *testing.T) {
	for _, tt := range []struct {
		name, text, want string
		status           int
	}{
		{"held", "settle\nexpect term == 1\n", "", ExitHeld},
		{"empty", "# nothing\n", "", ExitHeld},
		{"expect", "settle\n\nexpect leader == 1\nnote unseen", "a.raft:3: expect: does not hold: leader == 1\n  leader = 0", ExitUnmet},
		{"until", "until leader == 1 && leader == 2 within 3", "a.raft:1: until: did not hold within 3 ticks: leader == 1 && leader == 2\n  leader = 0", ExitUnmet},
		{"node", "tick 5", "a.raft:1: tick: unknown node 5; nodes are 1, 2, 3", ExitWrong},
		{"message", "deliver #41", "a.raft:1: deliver: no message #41 is in flight; in flight are none", ExitWrong},
	} {
		for name, f := range map[string]Format{"trace": Trace, "json": JSON, "quiet": Quiet} {
			t.Run(tt.name+"/"+name, func(t *testing.T) {
				out, err := run(t, context.Background(), tt.text, f)
				got := ""
				if err != nil {
					got = err.Error()
				}
				if got != tt.want {
					t.Errorf("error:\n%s\nwant:\n%s", got, tt.want)
				}
				if got := ExitStatus(err); got != tt.status {
					t.Errorf("exit status %d, want %d", got, tt.status)
				}
				if strings.Contains(out, "unseen") {
					t.Error("it went on")
				}
				checkComplete(t, f, out)
			})
		}
	}
}

// checkComplete checks that the output has all that its format promises.
func checkComplete(t *testing.T, f Format, out string) {
	t.Helper()
	switch f {
	case Quiet:
		if out != "" {
			t.Errorf("quiet wrote %q", out)
		}
	case Trace:
		if out != "" && !strings.HasSuffix(out, "\n") {
			t.Errorf("the last line is not complete: %q", out)
		}
	case JSON:
		lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
		if !strings.HasPrefix(lines[len(lines)-1], `{"final":`) {
			t.Errorf("the last line is %q", lines[len(lines)-1])
		}
	}
}

func TestHelpNeedsNoCluster(t *testing.T) {
	out, err := run(t, context.Background(), "help tick\ncluster nodes=1\n", Trace)
	if err != nil || !strings.HasPrefix(out, "> help tick\ntick N|all [COUNT]\n") || !strings.Contains(out, "> cluster nodes=1 ") {
		t.Errorf("error %v, output:\n%s", err, out)
	}
}

func TestRunEndsWhenInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	s, err := script.Read("a.raft", strings.NewReader("run 100000\nrun 100000\n"))
	if err != nil {
		t.Fatal(err)
	}
	on := session.New("")
	defer on.Close()
	err = Run(ctx, s, on, writerFunc(func(p []byte) (int, error) {
		cancel()
		return len(p), nil
	}), Trace)
	if ExitStatus(err) != ExitInterrupted {
		t.Errorf("error %v, exit status %d", err, ExitStatus(err))
	}
	if n := on.Lab().Len(); n > 10_000 {
		t.Errorf("it went on for %d steps", n)
	}
}

func TestRunSaysThatItsReaderWentAway(t *testing.T) {
	s, err := script.Read("a.raft", strings.NewReader("run 100000\n"))
	if err != nil {
		t.Fatal(err)
	}
	on := session.New("")
	defer on.Close()
	err = Run(context.Background(), s, on, writerFunc(func([]byte) (int, error) { return 0, syscall.EPIPE }), JSON)
	if !errors.Is(err, syscall.EPIPE) {
		t.Errorf("got %v", err)
	}
	if n := on.Lab().Len(); n > 10_000 {
		t.Errorf("it went on for %d steps", n)
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

func TestJSONHasWhatHappened(t *testing.T) {
	out, err := run(t, context.Background(), "cluster nodes=1\nsettle\ncampaign 1\nsettle\nput x 'a > b'\nsettle\nget x\nshow kv\n", JSON)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
	var commands []string
	events := make(map[string]int)
	for i, line := range lines[:len(lines)-1] {
		var s Step
		strict := json.NewDecoder(strings.NewReader(line))
		strict.DisallowUnknownFields()
		if err := strict.Decode(&s); err != nil {
			t.Fatal(err)
		}
		if s.Step != i {
			t.Errorf("line %d has step %d", i, s.Step)
		}
		if s.Command != "" {
			commands = append(commands, s.Command)
		}
		for _, e := range s.Events {
			events[e.Event]++
		}
	}
	if got, want := strings.Join(commands[1:], "|"), "settle|campaign 1|settle|put x 'a > b'|settle|get x"; got != want {
		t.Errorf("commands are %s, want %s", got, want)
	}
	if events["started"] != 1 || events["proposed"] != 1 || events["acknowledged"] != 1 || events["got"] != 1 {
		t.Errorf("events are %v", events)
	}
	var final Final
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &final); err != nil {
		t.Fatal(err)
	}
	n := final.Final.Nodes[0]
	if final.Final.Leader != 1 || n.Role != "leader" || n.KV["x"] != "a > b" || n.Log[len(n.Log)-1].Data != "put x=a > b" {
		t.Errorf("the final view is %+v", final.Final)
	}
}
