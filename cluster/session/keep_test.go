package session

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"raftviz/cluster/rule"
	"raftviz/cluster/script"
	"raftviz/cluster/view"
)

// keeping is a session whose clusters keep few steps, and 40 are kept of the 400
// and more that it has made.
func keeping(t *testing.T) *Session {
	s := New("")
	t.Cleanup(func() { s.Close() })
	s.Keep(40)
	for _, line := range []string{"cluster", "until leader != 0", "put x 1", "settle", "run 40", "first 8 run 9"} {
		mustDo(t, s, line)
	}
	if oldest, newest := s.Lab().Oldest(), s.Lab().Len()-1; newest < 400 || newest-oldest >= 40 || newest-oldest < 30 {
		t.Fatalf("kept are %d-%d", oldest, newest)
	}
	return s
}

func TestStepsThatAreGoneAreNamed(t *testing.T) {
	s := keeping(t)
	kept := strings.NewReplacer("OLD", strconv.Itoa(s.Lab().Oldest()), "NEW", strconv.Itoa(s.Lab().Len()-1))
	for _, tt := range []struct{ line, output, fails string }{
		{line: "goto 12", fails: "goto: step 12 is no longer kept; kept are OLD-NEW"},
		{line: "goto 100000", fails: "goto: there is no step 100000 in main; steps are OLD-NEW"},
		{line: "diff 12", fails: "diff: step 12 is no longer kept; kept are OLD-NEW"},
		{line: "trace x", fails: `trace: no put of key "x" is in the steps that are kept; those are OLD-NEW`},
		{line: "back 1000", output: "step OLD of NEW in main\n"},
		{line: "back", fails: "back: this is step OLD, the oldest that is kept; forward and goto go on"},
		{line: "forward 1000", output: "step NEW of NEW in main\n"},
	} {
		output, err := s.Do(tt.line)
		said := ""
		if err != nil {
			said = err.Error()
		}
		if output != kept.Replace(tt.output) || said != kept.Replace(tt.fails) {
			t.Errorf("%s says %q, %q; want %q, %q", tt.line, output, said, kept.Replace(tt.output), kept.Replace(tt.fails))
		}
	}
}

// What can no longer be seen can still be made again: the commands are all there.
func TestAForkOfKeptStepsIsTheSame(t *testing.T) {
	s := keeping(t)
	mustDo(t, s, "back 10")
	at := s.At()
	want := digestStep(s.Lab().Step(at), true)
	mustDo(t, s, "fork")
	if got := digestStep(s.Lab().Step(at), true); got != want || s.Lab().Len() != at+1 || s.Lab().Oldest() == 0 {
		t.Errorf("the fork has %d steps, kept from %d, and the last has digest %x, not %x", s.Lab().Len(), s.Lab().Oldest(), got, want)
	}
}

// A session of which not all is kept is saved as a script; one that was saved whole
// is loaded and compared as far as its steps are kept then.
func TestSavedSessionsWithFewStepsKept(t *testing.T) {
	s, whole := keeping(t), New("")
	defer whole.Close()
	file, script := filepath.Join(t.TempDir(), "whole"), filepath.Join(t.TempDir(), "script")
	mustDo(t, s, "save "+script)
	mustDo(t, whole, "load "+script)
	want := whole.current.saved(nil)
	if got := digestStep(whole.Lab().Step(s.At()), true); got != digestStep(s.Lab().Step(s.At()), true) {
		t.Error("the script makes other steps")
	}
	mustDo(t, whole, "save "+file)
	mustDo(t, s, "load "+file)
	if s.Lab().Oldest() == 0 {
		t.Error("all steps of a session that was loaded are kept")
	}
	wrong := strings.Split(want, "\n")
	last := len(wrong) - 3 // the newest step of the last command
	wrong[last] = strings.Replace(wrong[last], "leader", "follower", 1)
	if err := os.WriteFile(file+"2", []byte(summed(wrong[:len(wrong)-1])), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Do("load " + file + "2"); err == nil || !strings.Contains(err.Error(), "the replay disagrees") {
		t.Errorf("another state of a step that is kept is loaded: %v", err)
	}
}

// The checks find a broken rule though what was before is forgotten meanwhile, as
// long as what it conflicts with can still be seen.
func TestBrokenRulesAreFoundWhileStepsAreForgotten(t *testing.T) {
	for _, r := range rule.All() {
		t.Run(r.String(), func(t *testing.T) {
			lines, err := script.Open(filepath.Join("../testdata/rules", r.String()+".raft"), nil)
			if err != nil {
				t.Fatal(err)
			}
			all := violationsOf(t, lines, 0)
			if len(all) == 0 {
				return // an error ends its node
			}
			reach := 0
			for _, v := range all {
				reach = max(reach, v.Steps[1]-v.Steps[0]+1)
			}
			keep := (reach+1)*8/7 + 8
			if got := violationsOf(t, lines, keep); !slices.EqualFunc(got, all, equal) {
				t.Errorf("with %d steps kept it violates %v\nand else %v", keep, got, all)
			}
		})
	}
}

func equal(a, b *view.Violation) bool { return a.String() == b.String() && a.Steps == b.Steps }

func violationsOf(t *testing.T, lines *script.Script, keep int) []*view.Violation {
	s := New("")
	defer s.Close()
	s.Keep(keep)
	for _, l := range lines.Lines {
		_, _ = s.Run(l.Command) // a violation is an error
	}
	_, _ = s.Do("check")
	if keep > 0 && s.Lab().Oldest() == 0 && s.Lab().Len() > keep {
		t.Fatal("nothing was forgotten")
	}
	return s.View().Violations
}

// Whatever rules are broken: what is found with few steps kept is what is found with
// all of them, and what is not found then is in conflict with something that is gone.
func TestForgettingFindsTheSameViolations(t *testing.T) {
	found := 0
	rapid.Check(t, func(t *rapid.T) {
		all, few := New(""), New("")
		defer all.Close()
		defer few.Close()
		few.Keep(rapid.IntRange(20, 200).Draw(t, "keep"))
		both := func(line string) {
			for _, s := range []*Session{all, few} {
				left := 300 // with skip-advance broken some commands have no end
				s.Watch(func(int) error {
					if left--; left == 0 {
						return errors.New("enough")
					}
					return nil
				})
				_, _ = s.Do(line)
			}
		}
		both(randomSetup(t))
		both("until leader != 0 within 100")
		usual := rapid.SampledFrom([]string{
			"check", "put x 1", "put x 2", "read x", "run 9", "settle", "crash 1 power", "crash 2 power", "crash 3 power", "crash 1", "restart 1",
			"restart 2", "restart 3", "campaign 1", "campaign 2", "isolate 1", "heal", "partition 1,2 | 3", "snapshot 1",
		})
		for range rapid.IntRange(1, 3).Draw(t, "rules") {
			both("violate " + rapid.SampledFrom(rule.All()).Draw(t, "rule").String())
		}
		for range rapid.IntRange(20, 120).Draw(t, "lines") {
			both(rapid.OneOf(rapid.Custom(randomLine), usual, usual).Draw(t, "line"))
			a, f := all.View().Violations, few.View().Violations
			if len(a)+len(f) == 0 {
				continue
			}
			oldest := few.Lab().Oldest()
			switch {
			case len(a) == 0:
				t.Fatalf("a false alarm at step %d, with steps from %d kept: %v", few.At(), oldest, f[0])
			case len(f) > 0 && (f[0].Property != a[0].Property || f[0].Steps[1] != a[0].Steps[1]):
				t.Fatalf("with steps from %d kept it is %v at step %d, and else %v at step %d", oldest, f[0], f[0].Steps[1], a[0], a[0].Steps[1])
			case len(f) == 0 && a[0].Steps[0] >= oldest && a[0].Property != view.Linearizability:
				t.Fatalf("with steps from %d kept nothing is found, and else %v in steps %v", oldest, a[0], a[0].Steps)
			case len(f) > 0:
				found++
			}
			return
		}
	})
	t.Log(found, "violations")
}
