package chronicle

import (
	"reflect"
	"testing"

	"raftviz/cluster/session"
	"raftviz/cluster/view"
)

// run is a session that has run the lines.
func run(t testing.TB, lines ...string) *session.Session {
	t.Helper()
	s := session.New("")
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	for _, line := range lines {
		do(t, s, line)
	}
	return s
}

func do(t testing.TB, s *session.Session, line string) {
	t.Helper()
	if _, err := s.Do(line); err != nil {
		t.Fatalf("%s: %v", line, err)
	}
}

// moments are lines, each with the kinds of moments that its steps have.
var moments = []struct {
	line string
	want []Kind
}{
	{"cluster seed=1", nil},
	{"settle", nil},
	{"until leader != 0", []Kind{Elected}},
	{"settle", []Kind{Committed}},
	{"put x 1", nil},
	{"settle", []Kind{Committed}},
	{"snapshot 1", []Kind{Snapshotted}},
	{"crash 1", []Kind{Crashed}},
	{"restart 1", []Kind{Restarted}},
	{"settle", nil},
	{"partition 1 | 2,3", []Kind{Faulted}},
	{"heal", []Kind{Mended}},
	{"cut 1->2", []Kind{Faulted}},
	{"mend 1->2", []Kind{Mended}},
	{"link 1->2 delay=1..2", []Kind{Faulted}},
	{"heal", []Kind{Mended}},
	{"violate no-fsync on 2", []Kind{Faulted}},
	{"obey no-fsync on 2", []Kind{Mended}},
	{"add 4", nil},
	{"settle", []Kind{Committed, Configured}},
	{"run 5", nil},
	{"remove 4", nil},
	{"settle", []Kind{Committed, Configured}},
	{"crash 1 at send", []Kind{Faulted}},
	{"put x 2", nil},
	{"settle", []Kind{Committed, Crashed}},
	{"restart 1", []Kind{Restarted}},
	{"fail-disk 1 at save-wal", []Kind{Faulted}},
	{"put x 3", nil},
	{"settle", []Kind{Committed, Crashed}},
	{"restart 1", []Kind{Restarted}},
	{"until node(1).commit == node(3).commit within 50", nil},
}

// TestMoments runs lines on a real cluster, and looks at the moments of the steps
// that each of them made.
func TestMoments(t *testing.T) {
	s := run(t)
	var c Chronicle
	for _, m := range moments {
		from := 0
		if s.Lab() != nil {
			from = s.Lab().Len()
		}
		do(t, s, m.line)
		to := s.Lab().Len()
		c.Grow(s.Lab(), to)
		var got []Kind
		for k := range Kinds {
			if c.Count(k, from, to) > 0 {
				got = append(got, k)
			}
		}
		if !reflect.DeepEqual(got, m.want) {
			t.Errorf("%s: steps %d to %d have %v, want %v", m.line, from, to-1, got, m.want)
		}
	}
}

// TestViolation runs into one: two nodes lead the same term.
func TestViolation(t *testing.T) {
	lines := []string{
		"cluster seed=1", "settle", "until leader != 0", "settle", "violate forget-vote-on-restart on 3",
		"campaign 1", "ready 1", "campaign 2", "ready 2", "deliver 1->3 MsgVote", "ready 3", "crash 3", "restart 3",
		"deliver 2->3 MsgVote",
	}
	s := run(t, lines...)
	if _, err := s.Do("settle"); err == nil {
		t.Fatal("two votes of one node do no harm")
	}
	var c Chronicle
	c.Grow(s.Lab(), s.Lab().Len())
	want := s.Lab().View().Violations[0].Steps[1]
	if step, ok := c.Next(Violated, 0); !ok || step != want {
		t.Errorf("the violation is at step %d (%v), want %d", step, ok, want)
	}
	if step, ok := c.Next(Violated, want+1); ok {
		t.Errorf("another violation is at step %d", step)
	}
}

// TestTerms compares the terms with those of every view, and the elections with
// the steps in which a node leads that did not before.
func TestTerms(t *testing.T) {
	s := run(t, "cluster nodes=5 seed=3", "until leader != 0", "run 5", "isolate 1", "run 60", "heal", "run 30", "crash 2", "run 60")
	var c Chronicle
	c.Grow(s.Lab(), s.Lab().Len())
	var term uint64
	var before []view.NodeID
	elected := 0
	for i := range s.Lab().Len() {
		v := &s.Lab().Step(i).View
		term = max(term, v.Term())
		if got := c.TermAt(i); got != term {
			t.Fatalf("the term at step %d is %d, want %d", i, got, term)
		}
		leaders := v.Leaders()
		if len(leaders) > len(before) {
			elected++
			if step, ok := c.Next(Elected, i); !ok || step != i {
				t.Errorf("at step %d %v lead, and %v before; the next election is at step %d", i, leaders, before, step)
			}
		}
		before = leaders
	}
	if term < 4 || c.Count(Elected, 0, s.Lab().Len()) != elected {
		t.Errorf("term %d is reached with %d elections, %d are known", term, elected, c.Count(Elected, 0, s.Lab().Len()))
	}
	if c.TermAt(-1) != 0 || c.TermAt(1<<30) != term {
		t.Error("the terms before and behind all steps are wrong")
	}
}

// TestGrowingInPieces reads the steps of a run in pieces, and all at once.
func TestGrowingInPieces(t *testing.T) {
	var lines []string
	for _, m := range moments {
		lines = append(lines, m.line)
	}
	lab := run(t, lines...).Lab()
	var whole, pieces Chronicle
	whole.Grow(lab, lab.Len())
	for n := 0; n < lab.Len(); n += 7 {
		pieces.Grow(lab, n)
		pieces.Grow(lab, n/2) // fewer than there are: nothing is new
	}
	pieces.Grow(lab, lab.Len())
	if !reflect.DeepEqual(whole, pieces) {
		t.Errorf("in pieces it is\n%+v\nat once\n%+v", pieces, whole)
	}
}

func BenchmarkGrow(b *testing.B) {
	s := run(b, "cluster seed=1", "until leader != 0", "settle")
	const steps = 1_000_000
	for s.Lab().Len() < steps {
		do(b, s, "put x 1")
		do(b, s, "settle")
	}
	b.ReportAllocs()
	for b.Loop() {
		var c Chronicle
		c.Grow(s.Lab(), steps)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/steps, "ns/step")
}
