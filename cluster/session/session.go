package session

import (
	"raftviz/cluster"
	"raftviz/cluster/command"
)

// Session owns at most one Lab: none before the first command. It is not safe
// for concurrent use.
type Session struct {
	dataDir string
	lab     *cluster.Lab
	watch   func(step int) error
}

// New returns a session without a cluster. Its nodes' files will be in dataDir,
// which is kept; if it is "", in a temporary directory that Close removes.
func New(dataDir string) *Session { return &Session{dataDir: dataDir} }

// Lab is the session's cluster, nil before the first command.
func (s *Session) Lab() *cluster.Lab { return s.lab }

// Watch makes f see the number of every step from now on as it happens, the
// cluster's start among them. An error of f ends the command that runs, and is
// returned by it.
func (s *Session) Watch(f func(step int) error) {
	s.watch = f
	if s.lab != nil {
		s.lab.Watch(f)
	}
}

// Do runs one line of the command language; a blank line or a comment does
// nothing. output is text for whoever gave the command. After an error the
// session goes on from where the command came to; *cluster.Violated is one.
func (s *Session) Do(line string) (output string, err error) {
	c, err := command.Parse(line)
	if err != nil {
		return "", err
	}
	return s.Run(c)
}

// Run is Do for a command that is parsed already.
func (s *Session) Run(c command.Command) (output string, err error) {
	switch {
	case c.Spec == nil:
		return "", nil
	case s.lab == nil && c.Sets():
		return "", s.start(command.Settings(c.Args))
	case c.Spec.Bare || c.Sets():
		return c.Spec.Run(s.lab, c.Args)
	case s.lab == nil:
		if err := s.start(cluster.Defaults()); err != nil {
			return "", err
		}
	}
	s.lab.Begin(c.String())
	return c.Spec.Run(s.lab, c.Args)
}

// start makes the cluster, and shows its first step to whoever watches.
func (s *Session) start(settings cluster.Settings) error {
	lab, err := cluster.New(settings, s.dataDir)
	if err != nil {
		return err
	}
	s.lab = lab
	lab.Watch(s.watch)
	if s.watch == nil {
		return nil
	}
	return s.watch(0)
}

// Close stops the cluster, if there is one.
func (s *Session) Close() error {
	if s.lab == nil {
		return nil
	}
	return s.lab.Close()
}
