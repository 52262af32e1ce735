package ui

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/teatest"

	"raftviz/cluster/session"
	"raftviz/cluster/view"
	"raftviz/ui/chronicle"
	"raftviz/ui/grid"
)

// flow is the whole program, with somebody at the keys.
type flow struct {
	t  *testing.T
	tm *teatest.TestModel
}

// begin shows a cluster that n3 leads, with nothing pending.
func begin(t *testing.T) *flow {
	t.Helper()
	m := newModel(session.New(""), grid.Plain(), "cluster seed=1", "settle", "until leader != 0", "settle")
	t.Cleanup(func() { _ = m.engine.close() })
	fl := &flow{t, teatest.NewTestModel(t, m, teatest.WithInitialTermSize(120, 40))}
	fl.waits("› settle  45 steps")
	return fl
}

// press presses keys: each is the name of one, or text that is typed.
func (fl *flow) press(keys ...string) {
	for _, k := range keys {
		if _, named := keyTypes[k]; named || strings.HasPrefix(k, "alt+") {
			fl.tm.Send(keyNamed(k))
			continue
		}
		for _, r := range k {
			fl.tm.Send(keyNamed(string(r)))
		}
	}
}

// waits waits until the screen has changed to have a text.
func (fl *flow) waits(text string) {
	fl.t.Helper()
	teatest.WaitFor(fl.t, fl.tm.Output(), func(written []byte) bool {
		return bytes.Contains([]byte(ansi.Strip(string(written))), []byte(text))
	}, teatest.WithDuration(patient))
}

// ends quits, and is the model as it was left. Its last view must have the texts.
func (fl *flow) ends(texts ...string) *Model {
	fl.t.Helper()
	fl.press("q")
	fl.waits("quit without saving?")
	fl.press("y")
	m := fl.tm.FinalModel(fl.t, teatest.WithFinalTimeout(patient)).(*Model)
	m.overlay = nil // the question whether to quit
	for _, text := range texts {
		if got := m.View(); !strings.Contains(got, text) {
			fl.t.Errorf("the last screen has no %q:\n%s", text, got)
		}
	}
	return m
}

// has fails unless these nodes alone have a key with that value.
func (fl *flow) has(m *Model, key, value string, nodes ...view.NodeID) {
	fl.t.Helper()
	for _, n := range m.view().Nodes {
		if got, _ := n.KV.Get(key); (got == value) != slices.Contains(nodes, n.ID) {
			fl.t.Errorf("%v has %s=%q", n.ID, key, got)
		}
	}
}

func TestFlowPutToCommit(t *testing.T) {
	fl := begin(t)
	fl.press("p")
	fl.waits("key")
	fl.press("colour", "enter", "blue", "enter")
	fl.waits("› put colour blue")
	fl.press("S")
	fl.waits("colour=blue")
	m := fl.ends("colour=blue", "commit    5")
	fl.has(m, "colour", "blue", 1, 2, 3)
	if ops := m.chronicle.Operations; len(ops) != 1 || ops[0].Fate != chronicle.Acknowledged {
		t.Errorf("the client's operations are %+v", ops)
	}
}

func TestFlowCrashAtAStageAndRestart(t *testing.T) {
	fl := begin(t)
	fl.press("alt+2", "f")
	fl.waits("crash n2 before a stage")
	fl.press("a", "append-storage", "enter")
	fl.waits("› crash 2 at append-storage")
	fl.press("p", "enter", "enter", "S")
	fl.waits("down")
	fl.press("R")
	fl.waits("› restart 2")
	fl.press("S", ":until node(2).applied == 5 within 100", "enter")
	fl.waits("› until node(2).applied == 5")
	m := fl.ends("n2")
	fl.has(m, "x", "1", 1, 2, 3)
	if n := m.view().Node(2); !n.Up || n.Term < 2 {
		t.Errorf("n2 is %v in term %d", n.Role, n.Term)
	}
}

func TestFlowPartitionAndHeal(t *testing.T) {
	fl := begin(t)
	fl.press("f")
	fl.waits("partition the network")
	fl.press("p", "1 | 2,3", "enter")
	fl.waits("› partition 1 | 2,3")
	fl.press("p", "enter", "enter", "S")
	fl.waits("x=1")
	fl.press("f")
	fl.waits("heal every link")
	fl.press("h")
	fl.waits("› heal")
	fl.press(":until node(1).applied == 5 within 100", "enter")
	fl.waits("› until node(1).applied == 5")
	m := fl.ends("x=1")
	fl.has(m, "x", "1", 1, 2, 3)
	faults := m.chronicle.Count(chronicle.Faulted, 0, m.trace.len)
	if l := m.view().Links; faults < 1 || l != nil && len(l.Groups) > 0 {
		t.Errorf("%d faults, links %+v", faults, l)
	}
}

func TestFlowForkAndSwitchBranch(t *testing.T) {
	fl := begin(t)
	fl.press("[", "[")
	fl.waits("◀ step")
	fl.press("T")
	fl.waits("branch-1 begins at step")
	fl.press("B")
	fl.waits("2  branch-1")
	fl.press("1")
	fl.waits("› branch main")
	fl.press("}")
	m := fl.ends("main")
	b := m.state.branches
	newest := b[0].Newest
	if len(b) != 2 || !b[0].Current || newest != m.trace.newest() || b[1].Fork != newest-20 || b[1].Newest != newest-17 {
		t.Errorf("branches are %+v", b)
	}
	if m.past() {
		t.Errorf("step %d of %d is shown", m.at, newest)
	}
}

func TestFlowAddAndRemoveAMember(t *testing.T) {
	fl := begin(t)
	fl.press("m")
	fl.waits("add n4 as a voter")
	fl.press("a")
	fl.waits("› add 4")
	fl.press("S", ":until node(4).applied >= 5 within 100", "enter")
	fl.waits("› until node(4).applied >= 5")
	fl.press("alt+4", "m")
	fl.waits("remove n4")
	fl.press("r")
	fl.waits("› remove 4")
	fl.press(":until len(node(leader).voters) == 3 within 100", "enter")
	fl.waits("› until len(node(leader).voters)")
	m := fl.ends("n4")
	if c := ledConfig(m.view()); c == nil || !slices.Equal(c.Voters, []view.NodeID{1, 2, 3}) {
		t.Errorf("the configuration is %+v", c)
	}
	if n := m.chronicle.Count(chronicle.Configured, 0, m.trace.len); n < 2 {
		t.Errorf("%d changes were applied", n)
	}
}
