package session

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"raftviz/cluster/command"
)

// given is a session that was given lines, none of which fails.
func given(t testing.TB, lines ...string) *Session {
	t.Helper()
	s := New("")
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	for _, line := range lines {
		mustDo(t, s, line)
	}
	return s
}

// elected is a session of 122 steps: n2 leads, and x is 1.
func elected(t testing.TB) *Session {
	return given(t, "cluster seed=3", "settle", "campaign 2", "settle", "put x 1", "settle")
}

func mustFail(t testing.TB, s *Session, line, want string) {
	t.Helper()
	output, err := s.Do(line)
	if err == nil || err.Error() != want || output != "" {
		t.Errorf("%s:\n got %v\nwant %s", line, err, want)
	}
}

func TestEveryCommandOfASessionIsDone(t *testing.T) {
	rows := 0
	for _, spec := range command.Specs() {
		if spec.OfSession() {
			rows++
			if own[spec.Name] == nil {
				t.Errorf("nothing does %s", spec.Name)
			}
		}
	}
	if rows != len(own) {
		t.Errorf("%d rows, and %d that do them", rows, len(own))
	}
}

func TestEveryExampleOfASessionRuns(t *testing.T) {
	for _, spec := range command.Specs() {
		for _, line := range spec.Examples {
			if !spec.OfSession() {
				continue
			}
			t.Run(line, func(t *testing.T) {
				t.Chdir(t.TempDir())
				s := elected(t)
				for _, line := range []string{"goto 30", "fork", "back 6", "breakpoint term == 9"} {
					mustDo(t, s, line)
				}
				if spec.Name != "save" {
					mustDo(t, s, "save election.raft") // what load and save! find
				}
				mustDo(t, s, line)
			})
		}
	}
}

func TestLookingAtOtherSteps(t *testing.T) {
	s := given(t, "cluster", "tick all 3") // steps 0-9
	for _, tt := range []struct{ line, output, err string }{
		{"forward", "", "forward: this is step 9, the newest; step makes another"},
		{"back", "step 8 of 9 in main\n", ""},
		{"back 3", "step 5 of 9 in main\n", ""},
		{"forward", "step 6 of 9 in main\n", ""},
		{"back 100", "step 0 of 9 in main\n", ""},
		{"back", "", "back: this is step 0, the first; forward and goto go on"},
		{"goto 4", "step 4 of 9 in main\n", ""},
		{"expect step == 4 && tick == 2", "", ""},
		{"goto 10", "", "goto: there is no step 10 in main; steps are 0-9"},
		{"expect step == 4", "", ""},
		{"forward 100", "step 9 of 9 in main\n", ""},
	} {
		output, err := s.Do(tt.line)
		if output != tt.output || fmt.Sprint(err) != tt.err && (err != nil || tt.err != "") {
			t.Errorf("%s: got %q, %v", tt.line, output, err)
		}
	}
	if s.Lab().Len() != 10 || len(s.Branches()) != 1 {
		t.Error("looking has changed something")
	}
}

func TestShowSeesTheStepLookedAt(t *testing.T) {
	s := elected(t)
	mustDo(t, s, "goto 0")
	if out := mustDo(t, s, "show cluster"); !strings.HasPrefix(out, "step 0, tick 0, term 1, leader -") {
		t.Errorf("got %s", out)
	}
	if out := mustDo(t, s, "show kv"); out != "every store is empty\n" {
		t.Errorf("got %s", out)
	}
	if s.View().Step != 0 || s.At() != 0 {
		t.Errorf("looked at is step %d", s.At())
	}
}

func TestActingInThePastStartsABranch(t *testing.T) {
	s := elected(t)
	newest := s.Lab().Len() - 1
	mustDo(t, s, `back 5`)
	at := s.At()
	if out, want := mustDo(t, s, "crash 3"), fmt.Sprintf("branch-1 begins at step %d of main\n", at); out != want {
		t.Errorf("got %q, want %q", out, want)
	}
	want := []Branch{{"main", "", 0, newest, at, false}, {"branch-1", "main", at, at + 1, at + 1, true}}
	if got := s.Branches(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("branches are %v, want %v", got, want)
	}
	sameSteps(t, s.find("main"), s.current, at+1)

	mustDo(t, s, "branch main")
	mustDo(t, s, "forward 100")
	mustDo(t, s, "tick all")
	if got := s.Branches(); got[0].Newest != newest+3 || !got[0].Current || len(got) != 2 {
		t.Errorf("branches are %v", got)
	}
}

func TestWhatDoesNothingInThePastStartsNoBranch(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	s := elected(t)
	mustDo(t, s, "goto 2")
	mustFail(t, s, "tick 7", "tick: unknown node 7; nodes are 1, 2, 3")
	if len(s.Branches()) != 1 || s.At() != 2 {
		t.Errorf("branches are %v", s.Branches())
	}
	if n := clusters(t); n != 1 {
		t.Errorf("there are the files of %d clusters", n)
	}
}

// clusters is how many clusters have files in TMPDIR.
func clusters(t *testing.T) int {
	t.Helper()
	entries, err := os.ReadDir(os.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return len(entries)
}

func TestBranchesHaveNames(t *testing.T) {
	s := elected(t)
	for _, line := range []string{"goto 10", "fork", "fork what-if", "branch main", "fork"} {
		mustDo(t, s, line)
	}
	want := "  branch    began        newest  looked at\n" +
		"  main      -            121     10\n" +
		"  branch-1  main@10      10      10\n" +
		"  what-if   branch-1@10  10      10\n" +
		"* branch-2  main@10      10      10\n"
	if got := mustDo(t, s, "branches"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	mustFail(t, s, "fork main", "fork: there is a branch main already; give another name")
	mustFail(t, s, "branch nope", "branch: unknown branch nope; branches are main, branch-1, what-if, branch-2")
}

func TestThereAreNotTooManyBranches(t *testing.T) {
	s := given(t, "cluster nodes=1")
	for range maxBranches - 1 {
		mustDo(t, s, "fork")
	}
	mustFail(t, s, "fork", "fork: there are 100 branches; that many are allowed: save those you need, and begin anew")
}

func TestAForkCanBeCancelled(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	s := given(t, "cluster", "until leader != 0", "run 300")
	before := fmt.Sprint(s.Branches(), s.At())
	cancelled := errors.New("cancelled")
	var told []int
	s.Progress(func(done, total int) error {
		if told = append(told, done, total); len(told) == 6 {
			return cancelled
		}
		return nil
	})
	mustDo(t, s, fmt.Sprint("goto ", s.current.newest()-1))
	if _, err := s.Do("tick all"); !errors.Is(err, cancelled) {
		t.Errorf("got %v", err)
	}
	mustDo(t, s, "forward")
	if after := fmt.Sprint(s.Branches(), s.At()); after != before {
		t.Errorf("branches are %s, not %s", after, before)
	}
	if n := clusters(t); n != 1 {
		t.Errorf("there are the files of %d clusters", n)
	}
	total := s.Lab().Len() - 1
	if want := fmt.Sprint([]int{1024, total, 2048, total, 3072, total}); fmt.Sprint(told) != want {
		t.Errorf("was told %v, want %s", told, want)
	}
}

func TestWatchSeesNoReplay(t *testing.T) {
	s := elected(t)
	var seen []int
	s.Watch(func(step int) error {
		seen = append(seen, step)
		if s.Lab().Step(step).View.Step != step {
			t.Errorf("step %d is not Lab's", step)
		}
		return nil
	})
	mustDo(t, s, "goto 20")
	mustDo(t, s, "step 2")
	if fmt.Sprint(seen) != "[21 22]" {
		t.Errorf("saw %v", seen)
	}
}

func TestAClusterThatWentOnFromFilesIsNotReplayed(t *testing.T) {
	dir := t.TempDir()
	for run := range 2 {
		s := New(dir)
		mustDo(t, s, "settle")
		_, err := s.Do("fork")
		switch {
		case run == 0 && err != nil:
			t.Error(err)
		case run == 1:
			const why = "the nodes of main began with files of an earlier run, which a replay does not have; it needs a cluster that began without"
			mustFail(t, s, "fork", "fork: "+why)
			mustFail(t, s, "save "+dir+"/a.raft", "save: "+why)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestACommandEndedEarlyIsReplayedToWhereItCame(t *testing.T) {
	stop := errors.New("stop")
	for _, tt := range []struct {
		name, line string
		stopAfter  int
		written    string
	}{
		{"stopped", "run 20", 7, "first 7 run 20"},
		{"stopped in part", "first 9 run 20", 7, "first 7 run 20"},
		{"part", "first 9 run 20", 0, "first 9 run 20"},
		{"failed", "stage 1 3", 0, "first 1 stage 1 3"},
		{"ran out", "until leader == 9 within 3", 0, "first 107 until leader == 9 within 3"},
		{"to its end", "tick all 3", 0, "tick all 3"},
		{"at a breakpoint", "tick all 5", -1, "first 5 tick all 5"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := given(t, "cluster", "settle", "campaign 1", "stage 1 3")
			if tt.stopAfter < 0 {
				mustDo(t, s, "breakpoint node(2).electionElapsed == 2")
			}
			left := tt.stopAfter
			s.Watch(func(int) error {
				if left--; left == 0 {
					return stop
				}
				return nil
			})
			_, err := s.Do(tt.line)
			t.Log(err)
			s.Watch(nil)
			d := s.current.done[len(s.current.done)-1]
			begin := s.current.done[len(s.current.done)-2].end
			if got := d.written(d.end - begin); got != tt.written {
				t.Errorf("it is written %q, want %q", got, tt.written)
			}
			main := s.current
			mustDo(t, s, "fork")
			sameSteps(t, main, s.current, main.lab.Len())
			if s.Lab().Len() != main.lab.Len() {
				t.Errorf("the fork has %d steps, not %d", s.Lab().Len(), main.lab.Len())
			}
		})
	}
}

func TestDiffSaysWhatDiffers(t *testing.T) {
	s := elected(t)
	mustDo(t, s, "fork other")
	mustDo(t, s, "put y 2")
	mustDo(t, s, "cut 1->3")
	here, there := s.find("main").newest(), s.current.newest()
	got := mustDo(t, s, "diff main")
	for _, line := range []string{
		fmt.Sprintf("step %d of main | step %d of other", here, there),
		"n1: the same", "n2: log 1-5 | 1-6", "n2: log 6: · | 2 put y=2", "n2: Ready - | waiting", "n3: the same",
		"links: · | link n1->n3 is cut", fmt.Sprintf("requests: · | unanswered since step %d: put y=2 (request 2) at n2", there-1),
	} {
		if !strings.Contains(got, line+"\n") {
			t.Errorf("%q is not in\n%s", line, got)
		}
	}
	for _, line := range []string{fmt.Sprintf("diff main@%d other", here), fmt.Sprintf("diff main other@%d", there)} {
		if again := mustDo(t, s, line); again != got {
			t.Errorf("%s gives\n%s", line, again)
		}
	}
	same := mustDo(t, s, fmt.Sprintf("diff main %d", here))
	if strings.Contains(same[strings.Index(same, "\n"):], "|") {
		t.Errorf("what is shared differs:\n%s", same)
	}
	mustFail(t, s, "diff nope", "diff: unknown branch nope; branches are main, other")
	mustFail(t, s, "diff main@999", fmt.Sprintf("diff: there is no step 999 in main; steps are 0-%d", here))
}
