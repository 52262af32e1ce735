package report

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"raftviz/cluster/command"
	"raftviz/cluster/session"
	"raftviz/cluster/view"
)

// randomLine makes a line as somebody would who knows nothing but completion.
func randomLine(r *rand.Rand, v *view.View) string {
	pick := func(words []string) string { return words[r.IntN(len(words))] }
	// What one walk saved another one would find, in this directory.
	line := pick(slices.DeleteFunc(command.Complete("", v), func(word string) bool { return strings.HasPrefix(word, "save") }))
	for range 6 {
		if _, err := command.Parse(line); err == nil && r.IntN(3) > 0 {
			break
		}
		words := command.Complete(line+" ", v)
		if len(words) == 0 {
			words = []string{"1", "2", "12"} // a number, a key or a value
		}
		line += " " + pick(words)
		if strings.HasSuffix(line, "=") {
			line += "3"
		}
	}
	return line
}

// walk gives a session so many random lines and returns what happened. The
// lines depend on what there is, and so on everything before.
func walk(t *testing.T, seed uint64, lines int) []byte {
	t.Helper()
	var out bytes.Buffer
	to := bufio.NewWriter(&out)
	w := newJSONWriter(to)
	on := session.New("")
	defer on.Close()
	var before *view.View
	left := 0
	on.Watch(func(number int) error {
		s := on.Lab().Step(number)
		w.step(before, s)
		before = &s.View
		if left--; left < 0 {
			return errors.New("stopped") // with skip-advance broken, Readies have no end
		}
		return nil
	})
	r := rand.New(rand.NewPCG(seed, 0))
	left = 1000
	if _, err := on.Do(fmt.Sprintf("cluster seed=%d snapshot=4 catchup=1 delay=%d", seed, seed%3)); err != nil {
		t.Fatal(err)
	}
	for range lines {
		line := randomLine(r, on.Lab().View())
		left = 1000
		output, err := on.Do(line)
		fmt.Fprintln(to, line, output, err)
		left = 1000
		if _, err := on.Do("run 3"); err != nil {
			fmt.Fprintln(to, err)
		}
	}
	w.end(on.Lab().View())
	if err := to.Flush(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestRandomLinesEndTheSameEveryTime walks at random through the command
// language: nothing panics, and the same seed gives the same bytes.
func TestRandomLinesEndTheSameEveryTime(t *testing.T) {
	seeds := uint64(20)
	if testing.Short() {
		seeds = 3
	}
	for seed := range seeds {
		t.Run(fmt.Sprintf("seed=%d", seed), func(t *testing.T) {
			t.Parallel()
			first := walk(t, seed, 80)
			if again := walk(t, seed, 80); !bytes.Equal(first, again) {
				t.Errorf("the second walk differs: %s", difference(again, first))
			}
		})
	}
}
