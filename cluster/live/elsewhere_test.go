package live

import (
	"strings"
	"testing"

	"raftviz/cluster/view"
)

// Members of other processes have a place with what the nodes here know of them, and
// commands that would act on them say where they are.
func TestMembersElsewhereAreShown(t *testing.T) {
	p := apart(t, 3)
	lab := p.on[1].c.Lab()
	p.await("n2 follows somebody, or leads", func() bool { return p.node(2).Lead != 0 })
	p.putAll(2, 3)
	v := lab.View()
	if len(v.Nodes) != 3 {
		t.Fatalf("there are %d nodes", len(v.Nodes))
	}
	for _, id := range []view.NodeID{1, 3} {
		n := v.Node(id)
		if !n.Elsewhere() || n.Up || n.Down() || n.Log.Last() != 0 || n.Term != v.Node(2).Term {
			t.Errorf("%v is %+v", id, n)
		}
		if leads := n.Role == view.Leader; leads != (v.Node(2).Lead == id) {
			t.Errorf("%v is a %v, and n2 follows %v", id, n.Role, v.Node(2).Lead)
		}
	}
	if v.Known() == 0 || v.Known() != v.Node(2).Lead || v.Client() != 2 {
		t.Errorf("n%d is known to lead, and a client talks to n%d", v.Known(), v.Client())
	}
	for _, line := range []string{"crash 1", "restart 1", "tick 1", "stage 3", "violate no-fsync on 1", "get x via 3"} {
		if _, err := p.on[1].on.Do(line); err == nil || !strings.Contains(err.Error(), "runs in another process; here are 2") {
			t.Errorf("%s: %v", line, err)
		}
	}
	for _, line := range []string{"isolate 1", "heal", "cut 1->2", "mend 1->2", "partition 1 | 2,3", "heal", "expect node(1).remote and not node(2).remote", "show cluster", "show node 1", "why 3 1"} {
		if _, err := p.on[1].on.Do(line); err != nil {
			t.Errorf("%s: %v", line, err)
		}
	}
	if violations := lab.View().Violations; len(violations) > 0 {
		t.Error(violations[0])
	}
}

// A member that is removed is no longer one, and one that leads no longer does when
// nobody here is up to say so.
func TestWhatIsKnownOfMembersElsewhereChanges(t *testing.T) {
	p := apart(t, 3)
	p.putAll(1, 1)
	lead := int(p.node(1).Lead)
	p.end(lead)
	on := lead%3 + 1
	p.await("another leads", func() bool {
		v := p.on[on-1].c.Lab().View()
		return v.Known() != 0 && int(v.Known()) != lead && v.Node(view.NodeID(lead)).Role != view.Leader
	})
	if _, err := p.on[on-1].on.Do("remove " + view.NodeID(lead).String()[1:]); err != nil {
		t.Fatal(err)
	}
	p.await("the one that ended is removed", func() bool { return p.node(on) != nil && p.on[on-1].c.Lab().View().Node(view.NodeID(lead)).Removed })
	if _, err := p.on[on-1].on.Do("crash " + view.NodeID(on).String()[1:]); err != nil {
		t.Fatal(err)
	}
	if id := p.on[on-1].c.Lab().View().Known(); id != 0 {
		t.Errorf("nobody is up here, and %v is known to lead", id)
	}
}
