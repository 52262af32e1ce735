package cluster

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"raftviz/cluster/view"
)

// Walk passes each step once and in order, with the events that the step has.
func TestWalkPassesTheEventsOfEveryStep(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, err := New(randomSettings(t), "")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		t.Repeat(randomCommands(l))
		from := rapid.IntRange(0, l.Len()-1).Draw(t, "from")
		next := from
		l.recorder.history.Walk(from, func(step int, events []view.Event) bool {
			if step != next {
				t.Fatalf("step %d comes after %d", step, next-1)
			}
			next++
			want := l.Step(step).Events
			if len(want) != len(events) {
				t.Fatalf("step %d has %d events, not %d", step, len(events), len(want))
			}
			for i, e := range events {
				if e.About == nil {
					e.About = want[i].About
				}
				if !reflect.DeepEqual(e, want[i]) {
					t.Fatalf("step %d: event %d is %+v, not %+v", step, i, e, want[i])
				}
			}
			return true
		})
		if next != l.Len() {
			t.Fatalf("the walk ended before step %d of %d", next, l.Len())
		}
	})
}

// A story agrees with the views of the steps that it names.
func TestTraceAgreesWithTheViews(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, err := New(randomSettings(t), "")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		t.Repeat(randomCommands(l))
		for _, key := range []string{"v", "x", "y", "z"} {
			story, err := l.Trace(key, 0, l.Len()-1)
			if err != nil {
				continue // never put
			}
			for _, e := range story.Entries {
				for i, c := range e.Copies {
					check := func(what string, step int, holds func(*view.Node) bool) {
						if step > 0 && !holds(l.Step(step).Nodes[i]) {
							t.Fatalf("%s: n%d did not have %v %s in step %d", story.Request, i+1, e, what, step)
						}
					}
					check("saved", c.Saved, func(n *view.Node) bool { return n.Disk.Last >= e.Index })
					check("appended", c.Appended, func(n *view.Node) bool { return n.Log.Last() >= e.Index })
					check("committed", c.Committed, func(n *view.Node) bool { return n.Commit >= e.Index && n.Log.Term(e.Index) == e.Term })
					check("applied", c.Applied, func(n *view.Node) bool { return n.Applied >= e.Index })
					if c.Appended > 0 && c.Saved == 0 {
						t.Fatalf("%s: n%d appended %v in step %d and never saved it", story.Request, i+1, e, c.Appended)
					}
					if c.Committed > 0 && l.Step(c.Committed - 1).Nodes[i].Commit >= e.Index {
						t.Fatalf("%s: n%d had committed %v before step %d", story.Request, i+1, e, c.Committed)
					}
				}
			}
		}
	})
}
