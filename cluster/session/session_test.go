package session

import (
	"errors"
	"strings"
	"testing"
)

func TestTheFirstCommandSetsUpTheCluster(t *testing.T) {
	for _, tt := range []struct {
		line  string
		nodes int
	}{
		{"cluster nodes=5", 5},
		{"settle", 3},
	} {
		t.Run(tt.line, func(t *testing.T) {
			s := New("")
			defer s.Close()
			for _, line := range []string{"", "# nothing yet", "help", "tick", "cluster nodes=12"} {
				_, _ = s.Do(line)
			}
			if s.Lab() != nil {
				t.Fatal("there is a cluster already")
			}
			if _, err := s.Do(tt.line); err != nil {
				t.Fatal(err)
			}
			if got := len(s.Lab().View().Nodes); got != tt.nodes {
				t.Errorf("%d nodes, want %d", got, tt.nodes)
			}
		})
	}
}

// TestASecondClusterIsABranch starts a fresh cluster in a session, and goes back to
// the one before.
func TestASecondClusterIsABranch(t *testing.T) {
	s := New("")
	defer s.Close()
	for _, tt := range []struct{ line, output string }{
		{"cluster seed=7", ""}, {"tick all", ""},
		{"cluster nodes=5 seed=9", "step 0 of 0 in seed-9\n"},
		{"cluster seed=9", "step 0 of 0 in seed-9-1\n"},
		{"branch seed-9", "step 0 of 0 in seed-9\n"},
	} {
		if output, err := s.Do(tt.line); err != nil || output != tt.output {
			t.Errorf("%s says %q, %v; want %q", tt.line, output, err, tt.output)
		}
	}
	if n := len(s.View().Nodes); n != 5 {
		t.Errorf("seed-9 has %d nodes", n)
	}
	if _, err := s.Do("branch main"); err != nil || s.View().Tick != 1 || len(s.Branches()) != 3 {
		t.Errorf("main is at tick %d of %v: %v", s.View().Tick, s.Branches(), err)
	}
}

func TestStepsBelongToTheirCommand(t *testing.T) {
	s := New("")
	defer s.Close()
	for _, line := range []string{"cluster nodes=1", "tick n1 # one", "note   hello"} {
		if _, err := s.Do(line); err != nil {
			t.Fatal(err)
		}
	}
	lab := s.Lab()
	if got := lab.Commands(); len(got) != 2 || got[0] != "tick 1" || got[1] != "note hello" {
		t.Errorf("commands are %q", got)
	}
	for i, want := range []int{0, 1, 2} {
		if got := lab.Step(i).Command; got != want {
			t.Errorf("step %d belongs to command %d, want %d", i, got, want)
		}
	}
}

func TestWatchSeesEveryStep(t *testing.T) {
	s := New("")
	defer s.Close()
	var seen []int
	stop := errors.New("enough")
	s.Watch(func(step int) error {
		seen = append(seen, step)
		if len(seen) == 4 {
			return stop
		}
		return nil
	})
	if _, err := s.Do("tick all 5"); !errors.Is(err, stop) {
		t.Errorf("got %v", err)
	}
	if len(seen) != 4 || seen[0] != 0 || seen[3] != 3 {
		t.Errorf("saw %v", seen)
	}
	s.Watch(nil)
	if _, err := s.Do("tick all"); err != nil || len(seen) != 4 {
		t.Errorf("error %v, saw %v", err, seen)
	}
}

func TestCloseOfASessionWithoutACluster(t *testing.T) {
	if err := New("").Close(); err != nil {
		t.Error(err)
	}
}

// TestAsideLeavesTheBranchAsItIs: what acts does so on a new one, and what does nothing
// leaves none.
func TestAsideLeavesTheBranchAsItIs(t *testing.T) {
	s := New("")
	defer s.Close()
	if _, err := s.Do("settle"); err != nil {
		t.Fatal(err)
	}
	newest := s.Lab().Len() - 1
	for _, line := range []string{"timeout 9 3", "rules", "show cluster", "bogus"} {
		_, _ = s.Aside(line)
		if all := s.Branches(); len(all) != 1 || all[0].Newest != newest {
			t.Errorf("%s: branches are %+v", line, all)
		}
	}
	if out, err := s.Aside("tick all"); err != nil || !strings.HasPrefix(out, "branch-1 begins at step ") {
		t.Errorf("tick all: %q, %v", out, err)
	}
	if all := s.Branches(); len(all) != 2 || all[0].Newest != newest || !all[1].Current {
		t.Errorf("branches are %+v", all)
	}
	if _, err := s.Do("tick all"); err != nil || len(s.Branches()) != 2 {
		t.Errorf("what comes then has a branch of its own too: %v", err)
	}
}
