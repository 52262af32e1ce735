package report

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"raftviz/cluster"
	"raftviz/cluster/session"
	"raftviz/cluster/view"
)

// TestWhyAnswersWhateverHappened asks about every entry of every node in a walk at
// random: there is an answer of at most 80 columns, it agrees with the view, and
// what it advises can be done.
func TestWhyAnswersWhateverHappened(t *testing.T) {
	seeds := uint64(30)
	if testing.Short() {
		seeds = 5
	}
	for seed := range seeds {
		t.Run(fmt.Sprintf("seed=%d", seed), func(t *testing.T) {
			t.Parallel()
			on := session.New("")
			defer on.Close()
			if _, err := on.Do(fmt.Sprintf("cluster seed=%d snapshot=4 catchup=1 delay=%d", seed, seed%3)); err != nil {
				t.Fatal(err)
			}
			r := rand.New(rand.NewPCG(seed, 1))
			for range 60 {
				_, _ = on.Do(randomLine(r, on.Lab().View()))
				_, _ = on.Do(fmt.Sprintf("step %d", 1+r.IntN(40)))
				advice := askAll(t, on)
				if len(advice) == 0 {
					continue
				}
				line := advice[r.IntN(len(advice))]
				// With a broken rule the advice may bring a violation to light.
				var violated *cluster.Violated
				if _, err := on.Do(line); err != nil && !errors.As(err, &violated) {
					t.Fatalf("step %d: what why advises cannot be done: %v", on.Lab().Len(), err)
				}
			}
		})
	}
}

// askAll asks about every entry, and returns what the answers advise.
func askAll(t *testing.T, on *session.Session) (advice []string) {
	t.Helper()
	for _, n := range on.Lab().View().Nodes {
		if n == nil {
			continue
		}
		for index := uint64(1); index <= n.Log.Last()+2; index++ {
			answer, err := on.Do(fmt.Sprintf("why %d %d", n.ID, index))
			if err != nil {
				t.Fatal(err)
			}
			checkAnswer(t, answer, n, index)
			advice = append(advice, advised(answer)...)
		}
	}
	return advice
}

func checkAnswer(t *testing.T, answer string, n *view.Node, index uint64) {
	t.Helper()
	for _, line := range strings.Split(answer, "\n") {
		if ansi.StringWidth(line) > 80 {
			t.Errorf("%q is %d columns wide", line, ansi.StringWidth(line))
		}
	}
	first, _, _ := strings.Cut(answer, "\n")
	held := n.Log.Entry(index) != nil
	if got, want := strings.Contains(first, "is not committed"), held && index > n.Commit; got != want {
		t.Errorf("%v, commit %d: %s", n.ID, n.Commit, first)
	}
	if got, want := strings.Contains(answer, "it is applied"), index <= n.Applied && index <= n.Commit && n.Up; got != want {
		t.Errorf("%v, applied %d, commit %d: %s", n.ID, n.Applied, n.Commit, answer)
	}
}

// advised are the commands that an answer says to try.
func advised(answer string) (commands []string) {
	lines := strings.Split(strings.ReplaceAll(answer, "\n    ", " "), "\n")
	for _, line := range lines {
		if _, try, ok := strings.Cut(line, "; try: "); ok {
			commands = append(commands, strings.Split(try, ", ")...)
		}
	}
	return commands
}
