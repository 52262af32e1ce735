package cluster

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"go.etcd.io/etcd/raft/v3/raftpb"
	"pgregory.net/rapid"

	"raftviz/cluster/view"
)

// A history gives every step back as it was recorded, however late it is asked:
// at once, and again when a session of random commands is over.
func TestHistoryGivesBackWhatWasRecorded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, err := New(randomSettings(t), "")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		var seen []*view.Step
		l.Watch(func(number int) error {
			s := l.Step(number)
			if len(s.Violations) > 0 {
				t.Fatalf("step %d: nothing was broken on purpose, and %v", s.Step, s.Violations[0])
			}
			equalNodes(t, l, s)
			equalReplicas(t, l, s)
			if got, want := fmt.Sprint(numbers(s.Messages)), fmt.Sprint(numbers(l.net.InFlight())); got != want {
				t.Fatalf("step %d: messages are %s, not %s", s.Step, got, want)
			}
			seen = append(seen, s)
			return nil
		})
		t.Repeat(randomCommands(l))
		if err := l.Check(); err != nil {
			t.Fatalf("nothing was broken on purpose, and %v", err)
		}
		l.Watch(nil)
		l.Step(0)
		for _, want := range seen {
			if got := l.Step(want.Step); !reflect.DeepEqual(got, want) {
				t.Fatalf("step %d reads otherwise later:\n got %+v\nwant %+v", want.Step, got, want)
			}
		}
	})
}

func numbers(ms []view.InFlight) (out []string) {
	for _, m := range ms {
		out = append(out, fmt.Sprint(m.ID, m.Sent, m.Due, m.Message.String()))
	}
	return out
}

// equalNodes compares a step's nodes with what the lab knows of them itself.
func equalNodes(t *rapid.T, l *Lab, s *view.Step) {
	for i, m := range l.members {
		if m == nil {
			continue
		}
		want, got := m.now, *s.Nodes[i]
		if want.Failure != "" && !strings.Contains(want.Failure, "no space left on device") {
			t.Fatalf("step %d: %v stopped, and nothing was broken on purpose: %s", s.Step, m.id, want.Failure)
		}
		if len(want.Progress) == 0 {
			want.Progress = nil
		}
		if gotReady, wantReady := describe(got.Ready), describe(want.Ready); gotReady != wantReady {
			t.Fatalf("step %d: Ready of %v is\n%s\nnot\n%s", s.Step, m.id, gotReady, wantReady)
		}
		want.Ready, got.Ready = nil, nil
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("step %d: %v is\n%+v\nnot\n%+v", s.Step, m.id, got, want)
		}
	}
}

// equalReplicas checks that nodes which have applied the same entries, and have
// nothing in hand, are in the same configuration and hold the same keys.
func equalReplicas(t *rapid.T, l *Lab, s *view.Step) {
	first := map[uint64]*view.Node{}
	for _, n := range s.Nodes {
		if n == nil || !n.Up || n.Ready != nil || n.ReadyWaiting || n.Applied < uint64(l.settings.Nodes) {
			continue
		}
		other := first[n.Applied]
		if other == nil {
			first[n.Applied] = n
			continue
		}
		if a, b := n.Config.String(), other.Config.String(); a != b {
			t.Fatalf("step %d: at index %d %v has %s, and %v %s", s.Step, n.Applied, n.ID, a, other.ID, b)
		}
		if a, b := fmt.Sprint(n.KV.Map()), fmt.Sprint(other.KV.Map()); a != b {
			t.Fatalf("step %d: at index %d %v holds %s, and %v %s", s.Step, n.Applied, n.ID, a, other.ID, b)
		}
	}
}

func describe(r *view.Ready) string {
	if r == nil {
		return "none"
	}
	return fmt.Sprint(r.Number, r.Soft, r.Hard, r.ReadStates, r.Entries, r.CommittedEntries, r.MustSync, r.Plan, r.Messages, r.Snapshot)
}

func randomSettings(t *rapid.T) Settings {
	s := Defaults()
	s.Nodes = rapid.IntRange(1, 4).Draw(t, "nodes")
	s.Seed = rapid.Uint64Range(0, 99).Draw(t, "seed")
	s.Snapshot = rapid.Uint64Range(1, 9).Draw(t, "snapshot")
	s.CatchUp = rapid.Uint64Range(0, 5).Draw(t, "catchup")
	s.PreVote = rapid.Bool().Draw(t, "prevote")
	s.CheckQuorum = rapid.Bool().Draw(t, "checkquorum")
	s.Delay = rapid.IntRange(0, 2).Draw(t, "delay")
	s.Linger = rapid.IntRange(0, 3).Draw(t, "linger")
	return s
}

// randomCommands are all things that a user can do. An error is what cannot be
// meant at that time, and is no failure.
func randomCommands(l *Lab) map[string]func(*rapid.T) {
	id := func(t *rapid.T) view.NodeID { return view.NodeID(rapid.IntRange(1, 6).Draw(t, "node")) }
	some := rapid.IntRange(1, 30)
	commands := map[string]func(t *rapid.T) error{
		"next":   func(t *rapid.T) error { return l.Next(some.Draw(t, "count")) },
		"run":    func(t *rapid.T) error { return l.Run(some.Draw(t, "ticks")) },
		"settle": func(*rapid.T) error { return l.Settle() },
		"stage":  func(t *rapid.T) error { return l.Stage(id(t), 1) },
		"ready":  func(t *rapid.T) error { return l.Ready(id(t)) },
		"tick":   func(t *rapid.T) error { return l.Tick(id(t), some.Draw(t, "count")) },
		"put": func(t *rapid.T) error {
			return l.Put(rapid.SampledFrom([]string{"x", "y", "z"}).Draw(t, "key"), fmt.Sprint(l.Len()), 0)
		},
		"put via":  func(t *rapid.T) error { return l.Put("v", fmt.Sprint(l.Len()), id(t)) },
		"read":     func(t *rapid.T) error { return l.Read("x", id(t)) },
		"get":      func(t *rapid.T) error { return l.Get("x", id(t)) },
		"add":      func(t *rapid.T) error { return l.Add(id(t), rapid.Bool().Draw(t, "learner")) },
		"remove":   func(t *rapid.T) error { return l.Remove(id(t)) },
		"promote":  func(t *rapid.T) error { return l.Promote(id(t)) },
		"transfer": func(t *rapid.T) error { return l.Transfer(id(t)) },
		"change": func(t *rapid.T) error {
			types := rapid.SampledFrom([]raftpb.ConfChangeType{raftpb.ConfChangeAddNode, raftpb.ConfChangeRemoveNode, raftpb.ConfChangeAddLearnerNode})
			changes := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) raftpb.ConfChangeSingle {
				return raftpb.ConfChangeSingle{Type: types.Draw(t, "type"), NodeID: uint64(id(t))}
			}), 1, 3).Draw(t, "changes")
			how := rapid.SampledFrom([]raftpb.ConfChangeTransition{0, 1, 2}).Draw(t, "how")
			return l.Change(changes, how)
		},
		"leave-joint": func(*rapid.T) error { return l.LeaveJoint() },
		"campaign":    func(t *rapid.T) error { return l.Campaign(id(t)) },
		"crash":       func(t *rapid.T) error { return l.Crash(id(t), rapid.Bool().Draw(t, "power")) },
		"crash at": func(t *rapid.T) error {
			return l.CrashAt(id(t), rapid.SampledFrom(view.Stages()).Draw(t, "stage"), rapid.Bool().Draw(t, "power"))
		},
		"fail-disk": func(t *rapid.T) error {
			return l.FailDisk(id(t), rapid.SampledFrom(writing).Draw(t, "stage"))
		},
		"restart":   func(t *rapid.T) error { return l.Restart(id(t)) },
		"snapshot":  func(t *rapid.T) error { return l.Snapshot(id(t)) },
		"deliver":   func(t *rapid.T) error { return l.Deliver(anyMessage(t, l)) },
		"drop":      func(t *rapid.T) error { return l.Drop(anyMessage(t, l)) },
		"duplicate": func(t *rapid.T) error { return l.Duplicate(anyMessage(t, l)) },
		"delay":     func(t *rapid.T) error { return l.Delay(anyMessage(t, l), some.Draw(t, "ticks")) },
		"cut":       func(t *rapid.T) error { return l.Cut(view.Link{From: id(t), To: id(t)}) },
		"isolate":   func(t *rapid.T) error { return l.Isolate(id(t)) },
		"lossy": func(t *rapid.T) error {
			return l.SetLink(view.LinkRule{MinDelay: 0, MaxDelay: 3, LossPercent: rapid.IntRange(0, 50).Draw(t, "loss")})
		},
		"heal": func(*rapid.T) error { return l.Heal() },
	}
	actions := map[string]func(*rapid.T){}
	for name, do := range commands {
		actions[name] = func(t *rapid.T) {
			if err := do(t); err != nil {
				t.Log(name, err)
			}
		}
	}
	return actions
}

func anyMessage(t *rapid.T, l *Lab) Which {
	if ms := l.net.InFlight(); len(ms) > 0 {
		return Which{ID: ms[rapid.IntRange(0, len(ms)-1).Draw(t, "message")].ID}
	}
	return Which{}
}
