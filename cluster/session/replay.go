package session

import (
	"errors"
	"fmt"

	"raftviz/cluster/command"
	"raftviz/cluster/lang"
)

// forkHere is the command fork.
func (s *Session) forkHere(a command.Args) (string, error) {
	if err := s.fork(a.Text("NAME")); err != nil {
		return "", err
	}
	return s.current.began(), nil
}

// fork makes a branch at the step looked at, called name or, if that is "", by
// number. On an error all is as it was.
func (s *Session) fork(name string) error {
	if name == "" {
		name = s.unused("branch-%d")
	}
	if err := s.allow("fork", name); err != nil {
		return err
	}
	from := s.current
	if err := from.repeatable("fork"); err != nil {
		return err
	}
	b := &branch{name: name, parent: from.name, fork: from.at(), back: -1}
	if err := s.replay(b, from, from.at()+1); err != nil {
		return lang.E("fork: %w", err)
	}
	s.add(b)
	return nil
}

// unused is the first name that no branch has; format takes a number from 1.
func (s *Session) unused(format string) string {
	for i := 1; ; i++ {
		if name := fmt.Sprintf(format, i); s.find(name) == nil {
			return name
		}
	}
}

// allow is an error if there can be no new branch called name.
func (s *Session) allow(command, name string) error {
	switch {
	case s.find(name) != nil:
		return lang.E("%s: there is a branch %s already; give another name", command, name)
	case len(s.branches) == maxBranches:
		return lang.E("%s: there are %d branches; that many are allowed: save those you need, and begin anew", command, maxBranches)
	}
	return nil
}

// repeatable is an error if the commands of the branch do not make it again.
func (b *branch) repeatable(command string) error {
	if b.lab.Live() {
		return lang.E("%s: %w", command, errLive())
	}
	if b.lab.Resumed() {
		return lang.E("%s: the nodes of %s began with files of an earlier run, which a replay does not have; it needs a cluster that began without", command, b.name)
	}
	return nil
}

// errLive says why a live cluster cannot do what runs commands again.
func errLive() error {
	return lang.E("commands alone do not make a live cluster again: its clock is the wall's, and its wire is real; " +
		"the lab can do it: raftviz without live")
}

// replay gives b, which has none, a cluster with the first steps of from's: as
// many as said. On an error it has none.
func (s *Session) replay(b, from *branch, steps int) error {
	lab, err := s.cluster(from.lab.Settings(), "")
	if err != nil {
		return err
	}
	b.lab = lab
	lab.Watch(s.reporter(steps))
	for _, d := range from.done {
		if err != nil || lab.Len() == steps && d.end > steps {
			break
		}
		err = b.again(d, steps)
	}
	lab.Watch(nil)
	if err == nil && lab.Len() != steps {
		err = lang.E("the replay made %d steps, not %d", lab.Len(), steps)
	}
	if err != nil {
		b.lab = nil
		return errors.Join(err, lab.Close())
	}
	return nil
}

// again does what d did, as far as that goes within so many steps of the branch.
func (b *branch) again(d done, steps int) error {
	before := b.lab.Len()
	ending := d.ending
	if d.end > steps {
		ending = cut
	}
	count := min(d.end, steps) - before
	var err error
	switch {
	case count == 0: // a check
	case ending == cut || d.command.Spec.Replay != nil:
		b.lab.Begin(d.text)
		err = d.command.Replay(b.lab, count)
	default:
		b.lab.Begin(d.text)
		_, err = d.command.Spec.Run(b.lab, d.command.Args)
	}
	if endingOf(err) == cut {
		return err
	}
	b.remember(d.command, ending)
	return nil
}

// progressEvery is how many steps a replay makes between two reports.
const progressEvery = 1024

// reporter tells how far a replay is, for Lab.Watch. total is 0 where it is not known.
func (s *Session) reporter(total int) func(step int) error {
	if s.progress == nil {
		return nil
	}
	return func(step int) error {
		if step%progressEvery != 0 {
			return nil
		}
		if err := s.progress(step, total); err != nil {
			return cancelled{err}
		}
		return nil
	}
}

// cancelled is the error of a replay that Progress has ended.
type cancelled struct{ error }

func (c cancelled) Unwrap() error { return c.error }
