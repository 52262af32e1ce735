package cluster

import (
	"errors"
	"testing"

	"raftviz/cluster/history"
	"raftviz/cluster/view"
)

func TestCheckRecordsAStepWhereSomethingIsFound(t *testing.T) {
	l, err := New(Defaults(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	err = errors.Join(l.Settle(), l.Campaign(1), l.Settle(), l.Put("x", "1", 0), l.Settle(), l.Read("x", 3), l.Run(3), l.Check())
	if err != nil {
		t.Fatal(err)
	}
	if n := l.Operations(l.Len() - 1); n != 2 {
		t.Errorf("%d operations", n)
	}
	before := l.Len()

	// A read that misses the put.
	m := l.members[0]
	r := l.request(view.ReadRequest, m, "x", "")
	l.recorder.emit(view.Event{What: view.Acknowledged, Node: 1, About: r})
	if err := l.record(history.Frame{Kind: view.KindRequest, Node: 1}); err != nil {
		t.Fatal(err)
	}
	var found *Violated
	if err := l.Check(); !errors.As(err, &found) || found.Property != view.Linearizability || found.Steps[1] != before {
		t.Fatalf("found %v", err)
	}
	s := l.Step(l.Len() - 1)
	if l.Len() != before+2 || s.Kind != view.KindNote || len(s.Violations) != 1 || s.Events[0].What != view.Violated {
		t.Errorf("%d steps, the last is %+v", l.Len()-before, s)
	}
	if err := l.Check(); err != nil || l.Len() != before+2 {
		t.Errorf("checked again, %d steps: %v", l.Len()-before, err)
	}
}
