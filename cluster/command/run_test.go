package command

import (
	"errors"
	"strings"
	"testing"

	"raftviz/cluster"
	"raftviz/cluster/view"
)

// lab is a cluster in which n1 leads, has two clients' writes in flight and a
// Ready in hand, n3 is down and n4 is a learner.
func lab(t *testing.T) *cluster.Lab {
	t.Helper()
	l, err := cluster.New(cluster.Defaults(), "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	for _, line := range []string{
		"settle", "campaign 1", "settle", "add 4 learner", "settle", "crash 3", "put x 1", "put y 2", "ready 1", "put z 3", "stage 1",
	} {
		do(t, l, line)
	}
	return l
}

func do(t *testing.T, l *cluster.Lab, line string) string {
	t.Helper()
	c, err := Parse(line)
	if err != nil {
		t.Fatal(err)
	}
	output, err := run(l, c)
	if err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	return output
}

// run runs a command as a session does that looks at the newest step.
func run(l *cluster.Lab, c Command) (string, error) {
	if c.Spec.Run == nil {
		return c.Spec.Look(l, l.Len()-1, c.Args)
	}
	return c.Spec.Run(l, c.Args)
}

// answers are those of the examples that ask for what there is not in lab.
var answers = map[string]string{
	"cluster nodes=3 seed=1": "cluster: there is a cluster already",
	"cluster nodes=5 seed=42 prevote=true checkquorum=true delay=2": "cluster: there is a cluster already",
	"cluster nodes=3 index=10 voters=1,2 learners=3":                "cluster: there is a cluster already",

	"until node(3).commit >= 5 within 50": "until: did not hold within 50 ticks",
	`expect leader == 2`:                  "expect: does not hold",
	`expect node(3).kv["x"] == "1"`:       "expect: does not hold",
	"expect all(leaders, # != 1)":         "expect: does not hold",

	"deliver #41":            "deliver: no message #41 is in flight",
	"deliver 1->3":           "deliver: no message 1->3 is in flight",
	"deliver 1->3 MsgApp":    "deliver: no message 1->3 MsgApp is in flight",
	"deliver MsgVote":        "deliver: no message MsgVote is in flight",
	"drop #41":               "drop: no message #41 is in flight",
	"drop 1->3 MsgHeartbeat": "drop: no message 1->3 MsgHeartbeat is in flight",
	"duplicate #41":          "duplicate: no message #41 is in flight",
	"delay #41 3":            "delay: no message #41 is in flight",
	"delay 1->3 MsgApp 5":    "delay: no message 1->3 MsgApp is in flight",

	"partition 1 | 2,3 | 4,5": "partition: unknown node 5",
	"get x via 3":             "get: n3 is down",
	"read x via 3":            "read: n3 is down",
	"restart 2":               "restart: n2 is up",

	"violated election-safety": "violated: election-safety holds",
}

func TestEveryExampleRuns(t *testing.T) {
	for _, s := range Specs() {
		if s.OfSession() {
			continue // package session has them, and their test
		}
		for _, line := range s.Examples {
			t.Run(line, func(t *testing.T) {
				c, err := Parse(line)
				if err != nil {
					t.Fatal(err)
				}
				_, err = run(lab(t), c)
				switch answer, ok := answers[line]; {
				case !ok && err != nil:
					t.Error(err)
				case ok && (err == nil || !strings.HasPrefix(err.Error(), answer)):
					t.Errorf("answered %v, want %s", err, answer)
				}
			})
		}
	}
}

func TestExpectSaysWhatEachPartWas(t *testing.T) {
	c, err := Parse(`expect leader == 2 && node(3).up`)
	if err != nil {
		t.Fatal(err)
	}
	_, err = run(lab(t), c)
	var unmet *Unmet
	if !errors.As(err, &unmet) {
		t.Fatalf("got %v", err)
	}
	want := "expect: does not hold: leader == 2 && node(3).up\n  leader = 1\n  node(3).up = false"
	if err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

func TestExpectFailsWhereItCannotBeEvaluated(t *testing.T) {
	c, err := Parse(`expect entry(1, 99).term == 2`)
	if err != nil {
		t.Fatal(err)
	}
	_, err = run(lab(t), c)
	var unmet *Unmet
	if !errors.As(err, &unmet) || !strings.Contains(err.Error(), "entry(1, 99).term = unknown") {
		t.Errorf("got %v", err)
	}
}

func TestUntilStopsAtTheFirstStep(t *testing.T) {
	l := lab(t)
	do(t, l, `until node(1).kv["x"] == "1"`)
	if v, ok := l.View().Node(1).KV.Get("x"); !ok || v != "1" {
		t.Error("it does not hold")
	}
	if v, ok := l.Step(l.Len() - 2).View.Node(1).KV.Get("x"); ok {
		t.Errorf("it held a step before: x=%s", v)
	}
}

func TestUntilRunsOut(t *testing.T) {
	c, err := Parse(`until leader == 3 within 2`)
	if err != nil {
		t.Fatal(err)
	}
	_, err = run(lab(t), c)
	want := "until: did not hold within 2 ticks: leader == 3\n  leader = 1"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestLinkKeepsWhatItIsNotTold(t *testing.T) {
	l := lab(t)
	rule := func() view.LinkRule { return l.View().Links.Rules[len(l.View().Links.Rules)-1] }
	do(t, l, "link all delay=2..5")
	do(t, l, "link 1->2 loss=10%")
	if got, want := rule(), (view.LinkRule{Link: view.Link{From: 1, To: 2}, MinDelay: 2, MaxDelay: 5, LossPercent: 10}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	do(t, l, "link 1->2 delay=1")
	if got, want := rule(), (view.LinkRule{Link: view.Link{From: 1, To: 2}, MinDelay: 1, MaxDelay: 1, LossPercent: 10}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	do(t, l, "link 1->2")
	if got, want := rule(), (view.LinkRule{Link: view.Link{From: 1, To: 2}}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestShowPrintsEveryTopic(t *testing.T) {
	l := lab(t)
	do(t, l, "cut 1->2")
	do(t, l, "link all delay=2 loss=5%")
	for _, tt := range []struct {
		line string
		want []string
	}{
		{"show cluster", []string{"leader n1", "n3    down", "n4    follower (learner)", "heartbeat 0", "link n1->n2 is cut", "all links: delay 2..2 ticks, loss 5%", "unanswered since step"}},
		{"show node 1", []string{"role           leader", "progress  state"}},
		{"show node 3", []string{"role           down"}},
		{"show ready 1", []string{"Ready #", "Entries   2/8 put z=3", "MustSync  true", "stages: save-wal, ▶ append-storage, send, advance"}},
		{"show ready 3", []string{"n3 has no Ready"}},
		{"show messages", []string{"n1->n2 MsgApp Term:2", "sent at tick 0, due at tick 0"}},
		{"show log", []string{"index  n1", "○ 2 put x=1", "● 1 add n1"}},
		{"show kv", []string{"every store is empty"}},
		{"show disk 3", []string{"HardState   term 2, vote n1"}},
		{"help", []string{"Looking and checking\n", "  crash "}},
		{"rules", []string{"send-before-save\n  sends ", "caught by: election-safety\n", "no-report-snapshot\n"}},
		{"rules no-fsync", []string{"no-fsync: the node never calls fsync", "Ready.MustSync"}},
		{"help crash", []string{"crash N [at STAGE] [power]\n", "examples\n  crash 2\n"}},
	} {
		t.Run(tt.line, func(t *testing.T) {
			got := do(t, l, tt.line)
			for _, want := range tt.want {
				if !strings.Contains(got, want) {
					t.Errorf("%q is not in\n%s", want, got)
				}
			}
			if !strings.HasSuffix(got, "\n") {
				t.Error("the output does not end its line")
			}
		})
	}
}

func TestShowOfANodeThatIsNot(t *testing.T) {
	c, err := Parse("show node 7")
	if err != nil {
		t.Fatal(err)
	}
	_, err = run(lab(t), c)
	if want := "show: node 7 was never started; nodes are n1, n2, n3, n4"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
