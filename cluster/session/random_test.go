package session

import (
	"errors"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"raftviz/cluster/rule"
	"raftviz/cluster/view"
)

// randomSetup is a cluster command, in which much happens in few steps.
func randomSetup(t *rapid.T) string {
	return fmt.Sprintf("cluster nodes=%d seed=%d snapshot=%d catchup=%d delay=%d linger=%d prevote=%v checkquorum=%v",
		rapid.IntRange(1, 5).Draw(t, "nodes"), rapid.Uint64().Draw(t, "seed"), rapid.IntRange(2, 9).Draw(t, "snapshot"),
		rapid.IntRange(0, 4).Draw(t, "catchup"), rapid.IntRange(0, 2).Draw(t, "delay"), rapid.IntRange(0, 2).Draw(t, "linger"),
		rapid.Bool().Draw(t, "prevote"), rapid.Bool().Draw(t, "checkquorum"))
}

// patterns are lines in which N is a node, K a small number, S a stage and R a rule.
var patterns = []string{
	"step K", "step", "step", "run K", "settle", "settle", "tick all K", "tick N K", "stage N", "stage N K", "ready N",
	"put x K", "put y K", "put x K via N", "get x via N", "read y via N", "read x",
	"add N", "add N learner", "promote N", "remove N", "transfer N", "change +N ~N -N auto", "change +N -N explicit", "leave-joint",
	"campaign N", "crash N", "crash N power", "crash N at S", "crash N at S power", "restart N", "restart N", "restart N",
	"snapshot N", "fail-disk N at save-wal", "deliver all", "deliver N->N", "drop N->N", "duplicate all", "delay all K",
	"cut N->N", "mend N->N", "isolate N", "partition 1 | 2,3", "heal", "heal", "link all delay=0..3 loss=K%", "link N->N loss=50%",
	"until leader == N within K", "until node(N).commit > K within K", "until leader != 0 within 40",
	"until entry(N, K).term == 2 within K", "first K run 5", "first K until node(N).applied > 5", "first K settle",
	"expect term >= 0", "expect term == K", "show cluster", "violated election-safety", "note K",
	"violate R", "violate R on N", "obey R", "nonsense",
}

// randomLine fills in one of the patterns.
func randomLine(t *rapid.T) string {
	line := rapid.SampledFrom(patterns).Draw(t, "pattern")
	for i := 0; i < len(line); i++ {
		fill := ""
		switch {
		case strings.HasPrefix(line[i:], "N"):
			fill = fmt.Sprint(rapid.IntRange(1, 5).Draw(t, "N"))
		case strings.HasPrefix(line[i:], "K"):
			fill = fmt.Sprint(rapid.IntRange(1, 25).Draw(t, "K"))
		case strings.HasPrefix(line[i:], "S"):
			fill = rapid.SampledFrom(view.Stages()).Draw(t, "S").String()
		case strings.HasPrefix(line[i:], "R"):
			fill = rapid.SampledFrom(rule.All()).Draw(t, "R").String()
		default:
			continue
		}
		line = line[:i] + fill + line[i+1:]
	}
	return line
}

// randomSession gives a session a cluster and so many random lines, some of
// which somebody stops before their end.
func randomSession(t *rapid.T, lines int) *Session {
	s := New("")
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	mustDo(t, s, randomSetup(t))
	for range lines {
		somebodyStops(t, s)
		line := randomLine(t)
		_, err := s.Do(line)
		t.Log(line, err)
	}
	s.Watch(nil)
	return s
}

// somebodyStops ends, one time in four, the next command after some steps, and
// in any case one that has no end, as with skip-advance broken.
func somebodyStops(t *rapid.T, s *Session) {
	left := rapid.IntRange(-60, 20).Draw(t, "stop")
	s.Watch(func(int) error {
		if left--; left == 0 || left == -300 {
			return errors.New("somebody stops")
		}
		return nil
	})
}

type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

func mustDo(t fataler, s *Session, line string) string {
	t.Helper()
	output, err := s.Do(line)
	if err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	return output
}

// plain is a step with whole logs and stores for those that share what other
// steps have.
func plain(s *view.Step) (step view.Step, logs, stores []any) {
	step = *s
	step.Nodes = nil
	for _, n := range s.Nodes {
		if n == nil {
			step.Nodes = append(step.Nodes, nil)
			continue
		}
		var entries []any
		for i := n.Log.First(); i <= n.Log.Last(); i++ {
			entries = append(entries, *n.Log.Entry(i))
		}
		logs = append(logs, []any{n.Log.Compacted, n.Log.CompactedTerm, entries})
		stores = append(stores, n.KV.Map())
		copied := *n
		copied.Log, copied.KV = nil, nil
		step.Nodes = append(step.Nodes, &copied)
	}
	return step, logs, stores
}

// sameSteps fails unless the first steps of two branches are equal in all.
func sameSteps(t fataler, a, b *branch, count int) {
	t.Helper()
	for i := range count {
		step, logs, stores := plain(a.lab.Step(i))
		step2, logs2, stores2 := plain(b.lab.Step(i))
		if !reflect.DeepEqual(step, step2) || !reflect.DeepEqual(logs, logs2) || !reflect.DeepEqual(stores, stores2) {
			t.Fatalf("step %d is not the same:\n%+v\n%+v", i, a.lab.Step(i), b.lab.Step(i))
		}
	}
}

func TestBackThenForwardIsIdentity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := randomSession(t, 12)
		newest := s.Lab().Len() - 1
		if newest < 1 {
			return
		}
		from := rapid.IntRange(1, newest).Draw(t, "from")
		mustDo(t, s, fmt.Sprint("goto ", from))
		before, _, _ := plain(s.Lab().Step(s.At()))
		steps := rapid.IntRange(1, from).Draw(t, "steps")
		mustDo(t, s, fmt.Sprint("back ", steps))
		if s.At() != from-steps || s.View().Step != from-steps {
			t.Fatalf("looked at is step %d", s.At())
		}
		mustDo(t, s, fmt.Sprint("forward ", steps))
		if after, _, _ := plain(s.Lab().Step(s.At())); !reflect.DeepEqual(before, after) {
			t.Fatalf("step %d is not as it was", from)
		}
		if len(s.Branches()) != 1 || s.Lab().Len() != newest+1 {
			t.Fatalf("looking has changed something")
		}
	})
}

func TestForkThenTheSameCommandsGiveTheSameSteps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := randomSession(t, 15)
		main := s.current
		at := rapid.IntRange(0, main.newest()).Draw(t, "at")
		mustDo(t, s, fmt.Sprint("goto ", at))
		mustDo(t, s, "fork")
		sameSteps(t, main, s.current, at+1)
		if s.Lab().Len() != at+1 {
			t.Fatalf("the fork at step %d has %d steps", at, s.Lab().Len())
		}

		// From the end of a command on, all that followed can be given again.
		i := rapid.IntRange(0, len(main.done)).Draw(t, "commands")
		begin := 1
		if i > 0 {
			begin = main.done[i-1].end
		}
		mustDo(t, s, "branch main")
		mustDo(t, s, fmt.Sprint("goto ", begin-1))
		mustDo(t, s, "fork")
		for _, d := range main.done[i:] {
			if d.end > begin {
				_, err := s.Do(d.written(d.end - begin))
				t.Log(d.written(d.end-begin), err)
			}
			begin = d.end
		}
		if s.Lab().Len() != main.lab.Len() {
			t.Fatalf("there are %d steps, not %d", s.Lab().Len(), main.lab.Len())
		}
		sameSteps(t, main, s.current, s.Lab().Len())
	})
}

func TestSaveThenLoadThenSaveGivesTheSameFile(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		s := randomSession(t, 15)
		if rapid.Bool().Draw(t, "of a fork") {
			mustDo(t, s, fmt.Sprint("goto ", rapid.IntRange(0, s.current.newest()).Draw(t, "at")))
			mustDo(t, s, "fork")
			_, _ = s.Do("put z 1") // where a node is up
		}
		first, second := dir+"/first.raft", dir+"/second.raft"
		mustDo(t, s, "save! "+first)
		saved := s.current
		mustDo(t, s, "load "+first)
		mustDo(t, s, "save! "+second)
		if saved == s.current || saved.lab.Len() != s.Lab().Len() {
			t.Fatalf("the loaded branch has %d steps, the saved one %d", s.Lab().Len(), saved.lab.Len())
		}
		if one, two := readFile(t, first), readFile(t, second); one != two {
			t.Fatalf("saved:\n%s\nsaved again:\n%s", one, two)
		}
	})
}

func readFile(t fataler, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return string(data)
}
