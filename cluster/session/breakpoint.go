package session

import (
	"fmt"
	"slices"
	"strings"

	"raftviz/cluster/command"
	"raftviz/cluster/condition"
	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// Break is the error of a command that a breakpoint has ended.
type Break struct {
	// Number is the breakpoint's.
	Number int
	// Condition is the breakpoint's, which was false before and after Step is true.
	Condition string
	// Step is the number of the step.
	Step int
}

func (b *Break) Error() string {
	return lang.F("breakpoint %d at step %d: %s", b.Number, b.Step, b.Condition)
}

// breakpoints are those that are set, in the order of their numbers.
type breakpoints struct {
	set []*breakpoint
	// last is the number of the one that was set last.
	last int
}

type breakpoint struct {
	number    int
	condition *condition.Condition
	// held is whether the condition was true at the step before.
	held bool
}

// holds reports whether the condition is true of v. One that cannot be
// evaluated there, as about an entry that there is not yet, is not.
func (p *breakpoint) holds(v *view.View) bool {
	holds, err := p.condition.Holds(v)
	return holds && err == nil
}

// look takes v as the step before the next.
func (ps *breakpoints) look(v *view.View) {
	for _, p := range ps.set {
		p.held = p.holds(v)
	}
}

// hit is the first breakpoint whose condition v makes true, a *Break, or nil.
func (ps *breakpoints) hit(v *view.View) error {
	var first error
	for _, p := range ps.set {
		before := p.held
		p.held = p.holds(v)
		if p.held && !before && first == nil {
			first = &Break{p.number, p.condition.String(), v.Step}
		}
	}
	return first
}

// watcher is what sees the steps of a command on b: whoever watches, then the
// breakpoints. Without breakpoints no step is read for them.
func (s *Session) watcher(b *branch) func(step int) error {
	if len(s.breakpoints.set) == 0 || s.through {
		return s.watch
	}
	s.breakpoints.look(b.lab.View())
	return func(step int) error {
		if s.watch != nil {
			if err := s.watch(step); err != nil {
				return err
			}
		}
		return s.breakpoints.hit(&b.lab.Step(step).View)
	}
}

// setBreakpoint is the command breakpoint.
func (s *Session) setBreakpoint(a command.Args) (string, error) {
	ps := &s.breakpoints
	ps.last++
	p := &breakpoint{number: ps.last, condition: a.Condition("COND")}
	ps.set = append(ps.set, p)
	return p.line(), nil
}

func (p *breakpoint) line() string { return lang.F("breakpoint %d: %s", p.number, p.condition) + "\n" }

// listBreakpoints is the command breakpoints.
func (s *Session) listBreakpoints(command.Args) (string, error) {
	if len(s.breakpoints.set) == 0 {
		return lang.T("no breakpoint is set") + "\n", nil
	}
	var text strings.Builder
	for _, p := range s.breakpoints.set {
		text.WriteString(p.line())
	}
	return text.String(), nil
}

// clearBreakpoints is the command clear.
func (s *Session) clearBreakpoints(a command.Args) (string, error) {
	ps, number := &s.breakpoints, a.Int("NUMBER")
	kept := slices.DeleteFunc(slices.Clone(ps.set), func(p *breakpoint) bool { return number == 0 || p.number == number })
	if number != 0 && len(kept) == len(ps.set) {
		return "", lang.E("clear: there is no breakpoint %d; %s", number, ps.numbers())
	}
	ps.set = kept
	return "", nil
}

func (ps *breakpoints) numbers() string {
	if len(ps.set) == 0 {
		return lang.T("none is set")
	}
	words := make([]string, len(ps.set))
	for i, p := range ps.set {
		words[i] = fmt.Sprint(p.number)
	}
	return lang.F("set are %s", strings.Join(words, ", "))
}
