package explore_test

import (
	"context"
	"errors"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"raftviz/cluster/explore"
	"raftviz/cluster/report"
	"raftviz/cluster/rule"
	"raftviz/cluster/script"
	"raftviz/cluster/session"
)

func TestMain(m *testing.M) {
	explore.UseMemory(options())
	os.Exit(m.Run())
}

func options() explore.Options {
	return explore.Options{Nodes: 3, Steps: 3000, Faults: explore.AllFaults(), Seed: 1, Workers: 2}
}

// liveness are the rules whose damage is that nothing goes on any more.
var liveness = []rule.Rule{rule.SkipSnapshotConfState, rule.NoReportSnapshot}

// budget is within how many steps a broken rule must be found.
const budget = 2_000_000

// maxCommands is how many commands the script of a finding may have.
const maxCommands = 60

// unstartable are the rules whose damage is a node that cannot start again; that
// of all others but the liveness ones is a safety property's.
var unstartable = []rule.Rule{rule.SaveHardStateBeforeSnapshot, rule.SnapshotRecordBeforeFile}

func TestEachRuleThatIsBrokenIsFound(t *testing.T) {
	for _, r := range rule.All() {
		if slices.Contains(liveness, r) || slower > 1 && r != rule.SnapshotBeforeApply {
			continue
		}
		t.Run(r.String(), func(t *testing.T) {
			o := options()
			o.Seeds, o.Violate = budget/o.Steps, []rule.Rule{r}
			o.Safety = !slices.Contains(unstartable, r)
			result := search(t, o)
			if result.Finding == nil {
				t.Fatalf("nothing found in %d steps of %d seeds", result.Steps, result.Seeds)
			}
			tries := 0
			least, err := explore.Minimise(context.Background(), result.Finding, func(int) { tries++ })
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%d steps, %d lines, %d after %d tries:\n%s", result.Steps, len(result.Finding.Lines), len(least.Lines), tries, least.Script("a test"))
			if n := len(least.Lines); n > maxCommands || n > len(result.Finding.Lines) {
				t.Errorf("%d commands are left of %d; %d are allowed", n, len(result.Finding.Lines), maxCommands)
			}
			if least.Kind() != result.Finding.Kind() {
				t.Errorf("a %s became a %s", result.Finding.Kind(), least.Kind())
			}
			checkFails(t, least)
		})
	}
}

func search(t *testing.T, o explore.Options) explore.Result {
	t.Helper()
	result, err := explore.Search(context.Background(), o, nil)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// checkFails runs the script as raftviz run does.
func checkFails(t *testing.T, f *explore.Finding) {
	t.Helper()
	s, err := script.Read("found.raft", strings.NewReader(f.Script("a test")))
	if err != nil {
		t.Fatal(err)
	}
	on := session.New("")
	err = report.Run(context.Background(), s, on, io.Discard, report.Quiet)
	if closing := on.Close(); closing != nil {
		t.Fatal(closing)
	}
	if report.ExitStatus(err) != report.ExitUnmet || !strings.Contains(err.Error(), f.Fails()) {
		t.Errorf("the script ends with %v, want %s", err, f.Fails())
	}
	var last *script.Error
	if errors.As(err, &last) && last.Line != s.Lines[len(s.Lines)-1].Number {
		t.Errorf("it fails in line %d, before its last", last.Line)
	}
}

// TestNothingIsFoundWhereNoRuleIsBroken is a false alarm's test, and a bug's.
func TestNothingIsFoundWhereNoRuleIsBroken(t *testing.T) {
	o := options()
	o.Seeds = 1_000_000/slower/o.Steps + 1
	result := search(t, o)
	if f := result.Finding; f != nil {
		t.Fatalf("%s", f.Script("a test"))
	}
	if result.Steps < int64(o.Seeds*o.Steps) {
		t.Errorf("%d seeds took %d steps, want %d each", o.Seeds, result.Steps, o.Steps)
	}
}

func TestTheFindingIsTheSameHoweverManyLook(t *testing.T) {
	o := options()
	o.Seeds, o.Violate = 300, []rule.Rule{rule.ForgetHardState}
	var first explore.Result
	for _, workers := range []int{1, 2, 7} {
		o.Workers = workers
		result := search(t, o)
		if result.Finding == nil {
			t.Fatal("nothing found")
		}
		if first.Finding == nil {
			first = result
			continue
		}
		if result.Seeds != first.Seeds || result.Steps != first.Steps || result.Finding.Script("") != first.Finding.Script("") {
			t.Errorf("with %d workers: %d seeds, %d steps, %+v\nwith one: %d seeds, %d steps, %+v", workers,
				result.Seeds, result.Steps, result.Finding, first.Seeds, first.Steps, first.Finding)
		}
	}
}

func TestASearchThatIsInterruptedSaysHowFarItCame(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	runs := 0
	result, err := explore.Search(ctx, options(), func(int) {
		if runs++; runs == 3 {
			cancel()
		}
	})
	if err != nil || result.Finding != nil {
		t.Fatal(result, err)
	}
	if result.Seeds < 3 || result.Steps < 3*3000 {
		t.Errorf("%d seeds, %d steps, after three runs of 3000", result.Seeds, result.Steps)
	}
}

func TestOptionsSayWhatIsAllowed(t *testing.T) {
	for _, tt := range []struct {
		change func(*explore.Options)
		want   string
	}{
		{func(o *explore.Options) { o.Nodes = 10 }, "explore: --nodes 10 is out of range; allowed is 1..9"},
		{func(o *explore.Options) { o.Steps = 0 }, "explore: --steps 0 is out of range; allowed is 1..1000000"},
		{func(o *explore.Options) { o.Workers = 0 }, "explore: --workers 0 is out of range; allowed is 1..1000"},
		{func(o *explore.Options) { o.Seeds = -1 }, "explore: --seeds -1 is out of range; allowed is 0, for no limit, and more"},
	} {
		o := options()
		tt.change(&o)
		if _, err := explore.Search(context.Background(), o, nil); err == nil || err.Error() != tt.want {
			t.Errorf("got %v, want %s", err, tt.want)
		}
	}
}

func TestFaultsAreReadAsTheyAreWritten(t *testing.T) {
	for _, text := range append(explore.FaultNames(), "none", "crash,power", "loss,delay,members") {
		set, err := explore.ParseFaults(text)
		if err != nil || set.String() != text {
			t.Errorf("%q is read as %v, %v", text, set, err)
		}
	}
	if set, err := explore.ParseFaults(explore.AllFaults().String()); err != nil || set != explore.AllFaults() {
		t.Errorf("all faults are read as %v, %v", set, err)
	}
	want := `unknown fault "fire"; faults are crash, power, disk, partition, loss, delay, messages, elections, members, or none`
	if _, err := explore.ParseFaults("crash,fire"); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
