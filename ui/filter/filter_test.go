package filter

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"raftviz/cluster/report"
	"raftviz/cluster/session"
	"raftviz/cluster/view"
)

// ran is a session with a put, a message lost, a crash and a restart.
func ran(t testing.TB, lines ...string) *session.Session {
	t.Helper()
	s := session.New("")
	t.Cleanup(func() { _ = s.Close() })
	for _, line := range append([]string{
		"cluster seed=42 heartbeat=3", "settle", "until leader != 0", "settle", "put x 1", "put 'a b' 2", "settle",
		"isolate 1", "put x 3", "settle", "crash 3", "heal", "restart 3", "run 100",
	}, lines...) {
		if _, err := s.Do(line); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
	}
	return s
}

func parse(t testing.TB, text string) Filter {
	t.Helper()
	f, err := Parse(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return f
}

// TestMatch checks each filter against a plain reading of every event.
func TestMatch(t *testing.T) {
	lab := ran(t).Lab()
	aboutX := func(s *view.Step, e *view.Event) bool { return slices.Contains(Keys(e), "x") }
	for text, want := range map[string]func(s *view.Step, e *view.Event) bool{
		"commit INDEX": func(_ *view.Step, e *view.Event) bool {
			return strings.Contains(e.String(), "commit") && strings.Contains(e.String(), "index")
		},
		"leader term": func(_ *view.Step, e *view.Event) bool {
			return strings.Contains(e.String(), "leader") && strings.Contains(e.String(), "term")
		},
		"entry and hard": func(_ *view.Step, e *view.Event) bool {
			return strings.Contains(e.String(), "entry") && strings.Contains(e.String(), "and") && strings.Contains(strings.ToLower(e.String()), "hard")
		},
		"sent msgvote n1": func(_ *view.Step, e *view.Event) bool {
			return strings.Contains(e.String(), "sent") && strings.Contains(e.String(), "MsgVote") && concerns(e, 1)
		},
		"fsync": func(_ *view.Step, e *view.Event) bool { return strings.Contains(e.String(), "fsync") },
		"ready softstate": func(_ *view.Step, e *view.Event) bool {
			return strings.Contains(e.String(), "Ready") && strings.Contains(e.String(), "SoftState")
		},
		"node:3":       func(_ *view.Step, e *view.Event) bool { return concerns(e, 3) },
		"n3":           func(_ *view.Step, e *view.Event) bool { return concerns(e, 3) },
		"node:1 n3":    func(_ *view.Step, e *view.Event) bool { return concerns(e, 1) || concerns(e, 3) },
		"kind:crash":   func(_ *view.Step, e *view.Event) bool { return slices.Contains(groups[2].whats, e.What) },
		"kind:applied": func(_ *view.Step, e *view.Event) bool { return e.What == view.Applied },
		"kind:MsgApp": func(_ *view.Step, e *view.Event) bool {
			m, ok := e.About.(*view.Message)
			rd, _ := e.About.(*view.Ready)
			return ok && m.Type.String() == "MsgApp" ||
				e.What == view.Sent && slices.ContainsFunc(rd.Messages, func(m *view.Message) bool { return m.Type.String() == "MsgApp" })
		},
		"key:x":         aboutX,
		`key:"a b"`:     func(_ *view.Step, e *view.Event) bool { return slices.Contains(Keys(e), "a b") },
		"#7":            func(_ *view.Step, e *view.Event) bool { return hasMessage(e, 7) },
		"key:x node:2":  func(s *view.Step, e *view.Event) bool { return aboutX(s, e) && concerns(e, 2) },
		"key:x applied": func(s *view.Step, e *view.Event) bool { return aboutX(s, e) && strings.Contains(e.String(), "applied") },
		"term:2 kind:ticked": func(s *view.Step, e *view.Event) bool {
			return e.What == view.Ticked && s.View.Node(e.Node).Term == 2
		},
		"kind: node: #": func(*view.Step, *view.Event) bool { return true },
	} {
		t.Run(text, func(t *testing.T) {
			f := New(parse(t, text), true, lab.Len())
			got := f.Scan(lab, 0, lab.Len())
			var all []Ref
			for i := range lab.Len() {
				s := lab.Step(i)
				for n := range s.Events {
					if want(s, &s.Events[n]) {
						all = append(all, Ref{i, int32(n)})
					}
				}
			}
			if !slices.Equal(got, all) || len(got) == 0 {
				t.Errorf("%d events match, want %d", len(got), len(all))
			}
		})
	}
}

func TestRaftsLogIsLeftOut(t *testing.T) {
	lab := ran(t).Lab()
	for _, tt := range []struct {
		text string
		raft bool
		want bool
	}{{"became", false, false}, {"became", true, true}, {"kind:raft", false, true}} {
		f := New(parse(t, tt.text), tt.raft, lab.Len())
		got := slices.ContainsFunc(f.Scan(lab, 0, lab.Len()), func(r Ref) bool {
			return lab.Step(int(r.Step)).Events[r.Number].What == view.Raft
		})
		if got != tt.want {
			t.Errorf("%q, raft's log %v: lines of it match: %v", tt.text, tt.raft, got)
		}
	}
}

// TestFoundForgetsWhatIsGone drops steps while others are searched.
func TestFoundForgetsWhatIsGone(t *testing.T) {
	lab := ran(t).Lab()
	wanted := parse(t, "kind:message")
	whole := New(wanted, false, 0).Scan(lab, 0, lab.Len())
	f := New(wanted, false, lab.Len()/2)
	for dropped := 0; ; dropped += 5 {
		from, to := f.Next(lab.Len(), 40)
		if from == to {
			break
		}
		found := f.Scan(lab, from, to)
		f.Drop(dropped)
		f.Take(from, to, found)
		left := slices.DeleteFunc(slices.Clone(whole), func(r Ref) bool { return r.Step < max(f.From, dropped) || r.Step >= f.To })
		for i, r := range left {
			if f.Len() != len(left) || f.At(i) != r {
				t.Fatalf("with steps before %d gone and %d-%d read there are %d, not %d", dropped, f.From, f.To-1, f.Len(), len(left))
			}
		}
	}
	if got := f.Done(lab.Len()); got != 100 {
		t.Errorf("%d %% are done", got)
	}
	f.Drop(lab.Len() + 10)
	if from, to := f.Next(lab.Len()+10, 40); f.Len() != 0 || from != to || f.Done(lab.Len()+10) != 100 {
		t.Errorf("of steps that are all gone %d are found, and %d-%d are next", f.Len(), from, to)
	}
}

// TestFoundInAnyOrder reads steps in chunks, with new ones coming in between, and
// compares with reading all at once.
func TestFoundInAnyOrder(t *testing.T) {
	lab := ran(t).Lab()
	wanted := parse(t, "kind:message")
	whole := New(wanted, false, 0).Scan(lab, 0, lab.Len())
	for _, chunk := range []int{1, 7, 64, 1000} {
		steps := lab.Len() / 2
		f := New(wanted, false, steps)
		for {
			from, to := f.Next(steps, chunk)
			if from == to {
				break
			}
			f.Take(from, to, f.Scan(lab, from, to))
			steps = min(steps+chunk/2, lab.Len())
		}
		f.Take(f.To, lab.Len(), f.Scan(lab, f.To, lab.Len()))
		if f.Done(lab.Len()) != 100 || f.Len() != len(whole) {
			t.Fatalf("chunks of %d: %d found in %d %%, want %d", chunk, f.Len(), f.Done(lab.Len()), len(whole))
		}
		for i, r := range whole {
			if f.At(i) != r || f.Index(int(r.Step), int(r.Number)) != i {
				t.Fatalf("chunks of %d: number %d is %v, want %v; its place is %d", chunk, i, f.At(i), r, f.Index(int(r.Step), int(r.Number)))
			}
		}
		if at := int(whole[len(whole)/2].Step); f.UpTo(at) <= len(whole)/2 || f.UpTo(-1) != 0 || f.Index(at, 999) != -1 {
			t.Errorf("chunks of %d: up to step %d there are %d", chunk, at, f.UpTo(at))
		}
	}
}

func TestErrorsNameWhatIsAllowed(t *testing.T) {
	for text, want := range map[string]string{
		"node:0": "nodes are 1 to 9", "node:x": "nodes are 1 to 9", "kind:nonsense": "election", "term:x": "a number", "#x": "a number",
	} {
		if _, err := Parse(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error is %v", text, err)
		}
	}
}

func TestEveryKindCanBeAskedFor(t *testing.T) {
	for _, name := range KindNames() {
		if f := parse(t, "kind:"+name); f.Empty() {
			t.Errorf("kind:%s asks for nothing", name)
		}
	}
	for w := range view.Whats {
		f := parse(t, "kind:"+report.EventName(view.What(w)))
		if !f.could(&view.Event{What: view.What(w)}) {
			t.Errorf("kind:%s does not match such an event", report.EventName(view.What(w)))
		}
	}
}

// TestVocabulary says with the letters of each event's text that it could be said.
func TestVocabulary(t *testing.T) {
	lab := ran(t, "snapshot 2", "read x", "add 4", "run 50").Lab()
	for i := range lab.Len() {
		for _, e := range lab.Step(i).Events {
			if text := strings.ToLower(e.String()); !sayable(e.What, strings.Fields(text)) {
				t.Fatalf("step %d: %q could not be said", i, text)
			}
		}
	}
	if sayable(view.Took, []string{"became"}) {
		t.Error("took Ready says became")
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{"", "a b", "node:2 kind:crash key:x term:3 #41", `key:"a b`, "kind:", "n9 N1", "::", "#", `\`, "key:'", "語"} {
		f.Add(text)
	}
	s := &view.Step{View: view.View{}, Events: []view.Event{{What: view.Noted, Text: "a note"}}}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := Parse(text)
		if err != nil {
			if !strings.Contains(err.Error(), ": unknown ") {
				t.Errorf("%q: error is %v", text, err)
			}
			return
		}
		if again, err := Parse(got.Text); err != nil || fmt.Sprint(again) != fmt.Sprint(got) {
			t.Errorf("%q is read as %v, then as %v (%v)", text, got, again, err)
		}
		if matches := got.Match(s, 0); got.Empty() && !matches {
			t.Errorf("%q asks for nothing and does not match", text)
		}
	})
}

func FuzzTerm(f *testing.F) {
	f.Add("x")
	f.Add(`a "b' c\`)
	f.Fuzz(func(t *testing.T, key string) {
		if key == "" {
			return
		}
		got, err := Parse(Term("key", key))
		if err != nil || len(got.keys) != 1 || got.keys[0] != key {
			t.Errorf("%q is read as %q (%v)", key, got.keys, err)
		}
	})
}

// BenchmarkScan reads a long history for words and for a kind, in steps a second.
func BenchmarkScan(b *testing.B) {
	s := ran(b, "run 100000")
	lab := s.Lab()
	for name, text := range map[string]string{"words": "became leader", "kind": "kind:crash", "node": "node:2"} {
		b.Run(name, func(b *testing.B) {
			f := New(parse(b, text), false, lab.Len())
			for b.Loop() {
				f.Scan(lab, 0, lab.Len())
			}
			b.ReportMetric(float64(lab.Len())*float64(b.N)/b.Elapsed().Seconds(), "steps/s")
		})
	}
}
