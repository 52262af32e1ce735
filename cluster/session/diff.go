package session

import (
	"raftviz/cluster/command"
	"raftviz/cluster/command/show"
	"raftviz/cluster/lang"
)

// diff is the command diff.
func (s *Session) diff(a command.Args) (string, error) {
	left, at, err := s.place(a.Place("A"))
	if err != nil {
		return "", err
	}
	right, with, err := s.place(a.Place("B"))
	if err != nil {
		return "", err
	}
	head := lang.F("step %d of %s | step %d of %s", at, left.name, with, right.name) + "\n"
	return head + show.Diff(&left.lab.Step(at).View, &right.lab.Step(with).View), nil
}

// place finds a branch and a step of it; nil is what is looked at.
func (s *Session) place(p *command.Place) (*branch, int, error) {
	b := s.current
	if p == nil {
		return b, b.at(), nil
	}
	if p.Branch != "" {
		named, err := s.named("diff", p.Branch)
		if err != nil {
			return nil, 0, err
		}
		b = named
	}
	if p.Step < 0 {
		return b, b.newest(), nil
	}
	return b, p.Step, b.lacks("diff", p.Step)
}
