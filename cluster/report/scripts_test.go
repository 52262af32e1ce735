package report

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"raftviz/cluster/rule"
	"raftviz/cluster/script"
	"raftviz/cluster/session"
)

// scripts are the files in cluster/testdata/scripts, and those of each rule with
// and without the violation.
func scripts(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob("../testdata/scripts/*.raft")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, r := range rule.All() {
		paths = append(paths, ruleScript(r), obeying(t, ruleScript(r)))
	}
	return paths
}

// output is what a script writes in a format. The script must succeed.
func output(t *testing.T, path string, f Format) []byte {
	t.Helper()
	s, err := script.Open(path, nil)
	if err != nil {
		t.Error(err)
		return nil
	}
	on := session.New("")
	defer on.Close()
	var out bytes.Buffer
	if err := Run(context.Background(), s, on, &out, f); err != nil {
		t.Error(err)
	}
	return out.Bytes()
}

// TestSameScriptSameBytes runs each script many times, on one processor and on
// two with several runs at once.
func TestSameScriptSameBytes(t *testing.T) {
	runs := 15
	if testing.Short() {
		runs = 3
	}
	for _, path := range scripts(t) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			want := output(t, path, JSON)
			for _, processors := range []int{1, 2} {
				before := runtime.GOMAXPROCS(processors)
				var all sync.WaitGroup
				for range runs {
					run := func() {
						if got := output(t, path, JSON); !bytes.Equal(got, want) {
							t.Errorf("on %d processors, a run differs from the first: %s", processors, difference(got, want))
						}
					}
					if processors > 1 {
						all.Go(run)
					} else {
						run()
					}
				}
				all.Wait()
				runtime.GOMAXPROCS(before)
			}
		})
	}
}

// difference is the first line that differs.
func difference(got, want []byte) string {
	a, b := bytes.Split(got, []byte("\n")), bytes.Split(want, []byte("\n"))
	for i := range min(len(a), len(b)) {
		if !bytes.Equal(a[i], b[i]) {
			return string(a[i]) + "\nwas\n" + string(b[i])
		}
	}
	return "one is longer"
}

func TestTraceFitsItsWidth(t *testing.T) {
	for _, path := range scripts(t) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			for line := range strings.SplitSeq(string(output(t, path, Trace)), "\n") {
				if w := ansi.StringWidth(line); w > width {
					t.Errorf("%d columns: %s", w, line)
				}
			}
		})
	}
}

func TestTraceReads(t *testing.T) {
	const golden = "testdata/election.trace"
	got := output(t, "testdata/election.raft", Trace)
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("the trace is not %s; if it should be, renew it with: go test ./cluster/report -run TestTraceReads -update (%v)\n%s", golden, err, got)
	}
}
