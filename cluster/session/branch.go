package session

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"raftviz/cluster"
	"raftviz/cluster/command"
	"raftviz/cluster/command/show"
	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// branch is one way that things went: a cluster and the commands that made it.
type branch struct {
	name string
	// parent is the name of the branch that it began from, at step fork; "" for
	// the first and for those that were loaded.
	parent string
	fork   int
	lab    *cluster.Lab
	// done are the commands that made steps, and the checks that held, in order.
	done []done
	// doing is the command that it is given now, nil for none.
	doing *command.Command
	// back is the step that is looked at, -1 while it is the newest, whichever that is:
	// a live cluster makes steps by itself.
	back int
}

// done is a command that a branch was given.
type done struct {
	command command.Command
	// text is the command's own.
	text string
	// end is how many steps the branch had when the command ended.
	end    int
	ending ending
}

// ending is how a command ended.
type ending uint8

const (
	// whole is by itself.
	whole ending = iota
	// cut is before it would have by itself, or with an error.
	cut
	// violating is with a step that violated a property: it ends there again.
	violating
)

// endingOf is how a command ended that returned err.
func endingOf(err error) ending {
	var violated *cluster.Violated
	switch {
	case err == nil:
		return whole
	case errors.As(err, &violated):
		return violating
	}
	return cut
}

// Branch says what there is to know of a branch.
type Branch struct {
	Name string
	// Parent is the name of the branch that it began from, "" for none, and Fork
	// the last step that the two share.
	Parent string
	Fork   int
	// Newest is the number of its newest step, At that of the one looked at.
	Newest, At int
	// Current is set for the one branch that commands act on.
	Current bool
}

// maxBranches is how many branches a session has at most: each keeps its nodes'
// files open.
const maxBranches = 100

// newest is the number of the branch's newest step.
func (b *branch) newest() int { return b.lab.Len() - 1 }

// at is the step that is looked at: the oldest, once it is no longer kept.
func (b *branch) at() int {
	if b.back < 0 {
		return b.newest()
	}
	return max(b.back, b.lab.Oldest())
}

// lookAt looks at a step, or from the newest on at whichever is.
func (b *branch) lookAt(step int) {
	b.back = step
	if step >= b.newest() {
		b.back = -1
	}
}

func (b *branch) view() *view.View { return &b.lab.Step(b.at()).View }

// lacks is an error if the branch has no such step, or not any more.
func (b *branch) lacks(command string, step int) error {
	oldest, newest := b.lab.Oldest(), b.newest()
	switch {
	case step > newest:
		return lang.E("%s: there is no step %d in %s; steps are %d-%d", command, step, b.name, oldest, newest)
	case step < oldest:
		return lang.E("%s: step %d is no longer kept; kept are %d-%d", command, step, oldest, newest)
	}
	return nil
}

// began says where the branch began.
func (b *branch) began() string {
	return lang.F("%s begins at step %d of %s", b.name, b.fork, b.parent) + "\n"
}

// remember keeps a command that has ended.
func (b *branch) remember(c command.Command, e ending) {
	if b.lab.Live() {
		return // nobody runs it again
	}
	text := c.String()
	if n := len(b.done); n > 0 && b.done[n-1].text == text {
		// The same command is often given over and over: it is kept once.
		c, text = b.done[n-1].command, b.done[n-1].text
	}
	b.done = append(b.done, done{c, text, b.lab.Len(), e})
}

// Branches are the branches, in the order in which they were made.
func (s *Session) Branches() []Branch {
	all := make([]Branch, len(s.branches))
	for i, b := range s.branches {
		all[i] = Branch{b.name, b.parent, b.fork, b.newest(), b.at(), b == s.current}
	}
	return all
}

// find is the branch called name, nil for none.
func (s *Session) find(name string) *branch {
	for _, b := range s.branches {
		if b.name == name {
			return b
		}
	}
	return nil
}

// named is the branch called name; command is what asks for it.
func (s *Session) named(command, name string) (*branch, error) {
	if b := s.find(name); b != nil {
		return b, nil
	}
	names := make([]string, len(s.branches))
	for i, b := range s.branches {
		names[i] = b.name
	}
	return nil, lang.E("%s: unknown branch %s; branches are %s", command, name, strings.Join(names, ", "))
}

// add makes b one of the branches, and the current one.
func (s *Session) add(b *branch) {
	s.branches = append(s.branches, b)
	s.current = b
}

// drop takes a branch out again, and closes it.
func (s *Session) drop(b *branch) error {
	s.branches = slices.DeleteFunc(s.branches, func(other *branch) bool { return other == b })
	return b.lab.Close()
}

// list is the command branches.
func (s *Session) list(command.Args) (string, error) {
	t := show.NewTable()
	t.Row("  "+lang.T("branch"), lang.T("began"), lang.T("newest"), lang.T("looked at"))
	for _, b := range s.Branches() {
		mark, began := " ", "-"
		if b.Current {
			mark = "*"
		}
		if b.Parent != "" {
			began = fmt.Sprintf("%s@%d", b.Parent, b.Fork)
		}
		t.Row(mark+" "+b.Name, began, b.Newest, b.At)
	}
	return t.String(), nil
}

// switchTo is the command branch.
func (s *Session) switchTo(a command.Args) (string, error) {
	b, err := s.named("branch", a.Text("NAME"))
	if err != nil {
		return "", err
	}
	s.current = b
	return s.where(), nil
}
