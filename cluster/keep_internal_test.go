package cluster

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"raftviz/cluster/history"
	"raftviz/cluster/view"
)

// mirror is a history that is given what the lab's is given, and keeps less.
type mirror struct {
	lab *Lab
	*history.History
	nodes [view.MaxNodes]view.Node
}

// append appends step number i, which the lab has just recorded.
func (m *mirror) append(i int) {
	l, s := m.lab, m.lab.Step(i)
	f := history.Frame{
		Tick: s.Tick, Command: s.Command, Kind: s.Kind, Node: s.Node, Stage: s.Stage, Message: s.Message,
		Messages: l.net.InFlight(), Links: l.net.Links(), Requests: l.requests, Violations: l.recorder.violations,
		Events: l.recorder.events[:len(s.Events)], // emptied, but not yet written over
	}
	for _, e := range f.Events {
		if about, ok := e.About.(*view.Message); ok && s.Message != nil && about.ID == s.Message.ID {
			f.Message = about
		}
	}
	for k, member := range l.members {
		if member != nil && !reflect.DeepEqual(member.now, m.nodes[k]) {
			m.nodes[k] = member.now // without what the node writes over
			m.nodes[k].Progress = slices.Clone(member.now.Progress)
			if d := member.now.Disk; d != nil {
				m.nodes[k].Disk = &view.Disk{}
				*m.nodes[k].Disk = *d
			}
			f.Changed = append(f.Changed, &member.now)
		}
	}
	m.Append(&f)
}

// A history that drops its oldest steps gives the others back as one does that
// keeps all, and so does what somebody holds of it.
func TestKeptStepsReadAsIfNoneWasDropped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, err := New(randomSettings(t), "")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		m := mirror{lab: l, History: history.New()}
		keep := rapid.IntRange(1, 200).Draw(t, "keep")
		m.Keep(keep)
		m.append(0)
		held := m.Kept()
		l.Watch(func(number int) error {
			m.append(number)
			sameStep(t, l, m, m.Oldest())
			if number%97 == 0 {
				sameWindow(t, l, held)
				held = m.Kept()
			}
			return nil
		})
		t.Repeat(randomCommands(l))
		if got := m.Len() - m.Oldest(); m.Len() != l.Len() || got > keep || m.Len() > keep && got < keep-2*(keep/8) {
			t.Fatalf("of %d steps %d-%d are kept; asked for were %d", l.Len(), m.Oldest(), m.Len()-1, keep)
		}
		if got := m.Step(-1); got.Step != m.Oldest() {
			t.Fatalf("in the place of a step that is gone stands step %d, not %d", got.Step, m.Oldest())
		}
		sameWindow(t, l, m.Kept())
	})
}

// reader reads steps: a history, or what it kept at one time.
type reader interface{ Step(i int) *view.Step }

func sameStep(t *rapid.T, l *Lab, kept reader, i int) {
	got, want := *kept.Step(i), *l.Step(i)
	if len(got.Requests)+len(want.Requests) == 0 {
		got.Requests = want.Requests // no slice, or an empty one: a group begins with the newest
	}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("step %d is\n%+v\nwhere all are kept\n%+v", i, got, want)
	}
}

// sameWindow compares every step, and a walk from before the first.
func sameWindow(t *rapid.T, l *Lab, k *history.Kept) {
	for i := k.Oldest(); i < k.Len(); i++ {
		sameStep(t, l, k, i)
	}
	var walked []int
	var events [][]view.Event
	k.Walk(k.Oldest()-1, func(step int, es []view.Event) bool {
		walked, events = append(walked, step), append(events, append([]view.Event{}, es...))
		return true
	})
	if len(walked) != k.Len()-k.Oldest() || walked[0] != k.Oldest() {
		t.Fatalf("a walk passes %d steps from %d; kept are %d-%d", len(walked), walked[0], k.Oldest(), k.Len()-1)
	}
	l.recorder.history.Walk(walked[0], func(step int, es []view.Event) bool {
		i := step - walked[0]
		if i >= len(events) {
			return false
		}
		if walked[i] != step || len(es) != len(events[i]) || len(es) > 0 && !reflect.DeepEqual(es, events[i]) {
			t.Fatalf("at step %d a walk passes %v of step %d, and %v where all are kept", step, events[i], walked[i], es)
		}
		return true
	})
}

// Forgetting raises no alarm, and what the stores of the steps that are kept hold
// is there.
func TestForgettingRaisesNoFalseAlarm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, err := New(randomSettings(t), "")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		l.Keep(rapid.IntRange(1, 150).Draw(t, "keep"))
		contents := map[int][]map[string]string{}
		l.Watch(func(number int) error {
			s := l.Step(number)
			if len(s.Violations) > 0 {
				t.Fatalf("step %d: nothing was broken on purpose, and %v", s.Step, s.Violations[0])
			}
			equalNodes(t, l, s)
			contents[number] = contentsOf(s)
			return nil
		})
		actions := randomCommands(l)
		actions["check"] = func(t *rapid.T) {
			if err := l.Check(); err != nil {
				t.Fatalf("nothing was broken on purpose, and %v", err)
			}
			at := rapid.IntRange(l.Oldest(), l.Len()-1).Draw(t, "at")
			if found := l.Linearizable(at); len(found) > 0 {
				t.Fatalf("nothing was broken on purpose, and at step %d of %d-%d %v", at, l.Oldest(), l.Len()-1, found[0])
			}
		}
		t.Repeat(actions)
		for i := l.Oldest(); i < l.Len(); i++ {
			if got := contentsOf(l.Step(i)); i > 0 && !reflect.DeepEqual(got, contents[i]) {
				t.Fatalf("step %d of %d-%d: the stores hold %v, and held %v", i, l.Oldest(), l.Len()-1, got, contents[i])
			}
		}
	})
}

func contentsOf(s *view.Step) (all []map[string]string) {
	for _, n := range s.Nodes {
		if n != nil {
			all = append(all, n.KV.Map())
		}
	}
	return all
}

// Readers go on while steps are made and others dropped: each reads what it asks
// for, whole, or from the lab itself the oldest that is left.
func TestReadersGoOnWhileStepsAreDropped(t *testing.T) {
	l, err := New(Defaults(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	l.Keep(500)
	done := make(chan struct{})
	var readers sync.WaitGroup
	for range 2 {
		readers.Go(func() {
			for i := 0; ; i++ {
				select {
				case <-done:
					return
				default:
				}
				readSome(t, l, i)
			}
		})
	}
	for i := range 300 {
		err = errors.Join(err, l.Put(fmt.Sprint("k", i%9), fmt.Sprint(i), 0), l.Run(1))
	}
	close(done)
	readers.Wait()
	if err != nil || l.Oldest() < 5000 {
		t.Errorf("of %d steps those from %d are kept: %v", l.Len(), l.Oldest(), err)
	}
}

func readSome(t *testing.T, l *Lab, i int) {
	kept := l.Kept()
	at := kept.Oldest() + i*37%(kept.Len()-kept.Oldest())
	if s := kept.Step(at); s.View.Step != at || len(s.Nodes) != 3 {
		t.Errorf("step %d is read as %d, with %d nodes", at, s.View.Step, len(s.Nodes))
	}
	if s := l.Step(at); s.View.Step < at {
		t.Errorf("in the place of step %d comes %d, which is older", at, s.View.Step)
	}
	walked := 0
	kept.Walk(0, func(int, []view.Event) bool { walked++; return true })
	if walked != kept.Len()-kept.Oldest() {
		t.Errorf("a walk passes %d steps of %d", walked, kept.Len()-kept.Oldest())
	}
	v := l.View()
	for _, n := range v.Nodes {
		// A store that only steps had that are dropped meanwhile is forgotten with them.
		if got := n.KV.Map(); len(got) != n.KV.Len() && v.Step >= l.Oldest() {
			t.Errorf("%v holds %v, of %d keys", n.ID, got, n.KV.Len())
		}
	}
}
