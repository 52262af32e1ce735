package session

import (
	"errors"

	"raftviz/cluster/command"
	"raftviz/cluster/lang"
)

// back is the command back. It ends at the first step, or the oldest that is kept.
func (s *Session) back(a command.Args) (string, error) {
	b := s.current
	switch oldest := b.lab.Oldest(); {
	case b.at() > oldest:
		b.lookAt(max(oldest, b.at()-a.Int("STEPS")))
	case oldest > 0:
		return "", lang.E("back: this is step %d, the oldest that is kept; forward and goto go on", oldest)
	default:
		return "", errors.New(lang.T("back: this is step 0, the first; forward and goto go on"))
	}
	return s.where(), nil
}

// forward is the command forward. It ends at the newest step.
func (s *Session) forward(a command.Args) (string, error) {
	b := s.current
	if b.back < 0 {
		return "", lang.E("forward: this is step %d, the newest; step makes another", b.newest())
	}
	b.lookAt(b.at() + a.Int("STEPS"))
	return s.where(), nil
}

// goTo is the command goto.
func (s *Session) goTo(a command.Args) (string, error) {
	b, step := s.current, a.Int("STEP")
	if err := b.lacks("goto", step); err != nil {
		return "", err
	}
	b.lookAt(step)
	return s.where(), nil
}

// past reports whether an older step than the newest is looked at.
func (s *Session) past() bool { return s.current != nil && s.current.back >= 0 }

// where says what is looked at.
func (s *Session) where() string {
	b := s.current
	return lang.F("step %d of %d in %s", b.at(), b.newest(), b.name) + "\n"
}
