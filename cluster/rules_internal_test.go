package cluster

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"raftviz/cluster/rule"
	"raftviz/cluster/view"
)

// Whatever rules are broken, and whatever happens then: the worst that comes of it
// is a node that stops, and every step reads back as it was recorded.
func TestBrokenRulesEndNodesAndNotTheProgram(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, err := New(randomSettings(t), "")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		var seen []*view.Step
		l.Watch(func(number int) error {
			seen = append(seen, l.Step(number))
			return nil
		})
		actions := randomCommands(l)
		// With skip-advance these two go on for as long as they may.
		delete(actions, "settle")
		delete(actions, "run")
		rules := rapid.SampledFrom(rule.All())
		actions["violate"] = func(t *rapid.T) {
			if err := l.Violate(rules.Draw(t, "rule"), view.NodeID(rapid.IntRange(0, 4).Draw(t, "on"))); err != nil {
				t.Log(err)
			}
		}
		actions["obey"] = func(t *rapid.T) {
			if err := l.Obey(rules.Draw(t, "rule"), 0); err != nil {
				t.Log(err)
			}
		}
		t.Repeat(actions)
		for _, want := range seen {
			if got := l.Step(want.Step); !reflect.DeepEqual(got, want) {
				t.Fatalf("step %d reads otherwise later:\n got %+v\nwant %+v", want.Step, got, want)
			}
		}
	})
}
