package ui

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"raftviz/cluster"
	"raftviz/cluster/api"
	"raftviz/cluster/command"
	"raftviz/cluster/view"
)

const (
	// clientTime is for how long a client waits for what the user does.
	clientTime = time.Minute
	// clientPoll is how often it looks whether the answer is there.
	clientPoll = 20 * time.Millisecond
)

// labMember is a node of the lab, as its clients reach it over HTTP. What they ask for
// becomes a command line of the session. Nothing moves in a lab but what somebody
// moves, so a put is done once its command has run, and an answer of raft's may take
// as long as the user does.
type labMember struct {
	id     view.NodeID
	engine *engine
	// send hands the program a message.
	send func(tea.Msg)
}

// labMembers are the nodes that there are: for api.Ports.Serve.
func labMembers(e *engine, send func(tea.Msg)) func() []api.Member {
	return func() []api.Member {
		last := e.last.Load()
		if last == nil {
			return nil
		}
		var members []api.Member
		for _, n := range last.lab.Step(last.steps - 1).Nodes {
			if n != nil {
				members = append(members, &labMember{n.ID, e, send})
			}
		}
		return members
	}
}

func (m *labMember) ID() view.NodeID { return m.id }

// Record has the steps that commands have left: those of one that runs come later.
func (m *labMember) Record() api.Record {
	last := m.engine.last.Load()
	return api.Record{Steps: last.lab, Told: last.steps, Command: func(i int) string {
		if i < 1 || i > len(last.state.commands) {
			return ""
		}
		return last.state.commands[i-1]
	}}
}

func (m *labMember) Put(ctx context.Context, key, value string, commit bool) error {
	ctx, cancel := context.WithTimeout(ctx, clientTime)
	defer cancel()
	out, err := m.ask(ctx, "put", command.Args{"KEY": key, "VALUE": value, "via": m.id})
	if err != nil {
		return err
	}
	r, err := asked(out)
	if err != nil || !commit {
		return err
	}
	_, err = m.ended(ctx, out, r, "; it may still commit")
	return err
}

func (m *labMember) Get(ctx context.Context, key string, linearizable bool) (value string, found bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, clientTime)
	defer cancel()
	name := "get"
	if linearizable {
		name = "read"
	}
	out, err := m.ask(ctx, name, command.Args{"KEY": key, "via": m.id})
	if err != nil {
		return "", false, err
	}
	r, err := asked(out)
	if err == nil && linearizable {
		r, err = m.ended(ctx, out, r, "")
	}
	if err != nil {
		return "", false, err
	}
	return r.Value, r.Found, nil
}

// Add takes no note of the URL: the lab is the wire too.
func (m *labMember) Add(ctx context.Context, id view.NodeID, _ string) error {
	return m.change(ctx, "add", id, command.Args{"N": id, "learner": false})
}

func (m *labMember) Remove(ctx context.Context, id view.NodeID) error {
	return m.change(ctx, "remove", id, command.Args{"N": id})
}

// change proposes a change of members. Of those that raft refuses, one comes before
// another has been applied, and one uses the number of a member that was removed.
func (m *labMember) change(ctx context.Context, name string, id view.NodeID, args command.Args) error {
	ctx, cancel := context.WithTimeout(ctx, clientTime)
	defer cancel()
	out, err := m.ask(ctx, name, args)
	if err != nil {
		return err
	}
	why := refusal(out.step())
	switch n := out.step().View.Node(id); {
	case why == "":
		return nil
	case strings.HasPrefix(why, "configuration change: "):
		return cluster.ErrPending
	case name == "add" && n != nil && n.Removed:
		return &api.Invalid{Reason: why}
	}
	return errors.New(why)
}

// ask has a command run, and is what it left. It has made a step.
func (m *labMember) ask(ctx context.Context, name string, args command.Args) (outcome, error) {
	line := command.Command{Spec: command.Find(name), Args: args}.String()
	if _, err := command.Parse(line); err != nil {
		return outcome{}, &api.Invalid{Reason: "the lab runs a request as a command: " + err.Error()}
	}
	r := &request{line, ctx, make(chan answer, 1)}
	m.send(requestedMsg{r})
	var a answer
	select {
	case a = <-r.answer:
	case <-ctx.Done():
		return outcome{}, late(ctx, "another command runs")
	}
	switch {
	case a.refused != nil:
		return outcome{}, a.refused
	case a.err != nil && a.first == a.steps:
		what, _, _ := strings.Cut(a.err.Error(), "\n")
		return outcome{}, errors.New(what)
	}
	return a.outcome, nil
}

// step is the first step of a command.
func (o *outcome) step() *view.Step { return o.lab.Step(o.first) }

// asked is the request that a command was, a get's with its answer, or why raft refused
// it.
func asked(out outcome) (*view.Request, error) {
	step := out.step()
	if why := refusal(step); why != "" {
		return nil, errors.New(why)
	}
	for _, e := range step.Events {
		if r, ok := e.About.(*view.Request); ok && (e.What == view.Proposed || e.What == view.Got) {
			return r, nil
		}
	}
	return nil, fmt.Errorf("step %d has no request", step.View.Step)
}

// refusal is why raft refused what a step asked for, "" where it did not.
func refusal(step *view.Step) string {
	for _, e := range step.Events {
		if e.What == view.Refused {
			return e.Text
		}
	}
	return ""
}

// ended waits for the end of a request, which is with its answer then. left is what
// may come of one for which nobody waits any more.
func (m *labMember) ended(ctx context.Context, out outcome, r *view.Request, left string) (*view.Request, error) {
	ticker := time.NewTicker(clientPoll)
	defer ticker.Stop()
	for seen := out.first; ; {
		if steps := out.lab.Len(); steps > seen {
			if answer, why := fate(out.lab, seen, r); answer != nil || why != "" {
				return answer, errorOf(why)
			}
			seen = steps
		}
		if m.engine.last.Load().lab != out.lab {
			return nil, errors.New("the screen has gone on with another branch" + left)
		}
		select {
		case <-ctx.Done():
			return nil, late(ctx, "the lab stands still until somebody steps"+left)
		case <-ticker.C:
		}
	}
}

// fate looks in the steps from one on for the end of a request: its answer, or why it
// gets none.
func fate(lab *cluster.Lab, from int, r *view.Request) (answer *view.Request, why string) {
	lab.Walk(from, func(_ int, events []view.Event) bool {
		for _, e := range events {
			about, ok := e.About.(*view.Request)
			switch {
			case !ok || about.ID != r.ID:
			case e.What == view.Acknowledged:
				answer = about
			case e.What == view.Abandoned:
				why = e.Text
			}
		}
		return answer == nil && why == ""
	})
	return answer, why
}

func errorOf(why string) error {
	if why == "" {
		return nil
	}
	return errors.New(why)
}

// late is the error of a request for which the time was too short, or whose client went.
func late(ctx context.Context, why string) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return fmt.Errorf("there is no answer after %v: %s", clientTime, why)
	}
	return ctx.Err()
}
