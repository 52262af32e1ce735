package session

import (
	"errors"
	"fmt"

	"raftviz/cluster"
	"raftviz/cluster/command"
	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// Session owns the clusters of its branches: none before the first command. It
// is not safe for concurrent use.
type Session struct {
	dataDir  string
	branches []*branch
	// current is the branch that is looked at, nil before the first command.
	current     *branch
	breakpoints breakpoints
	watch       func(step int) error
	progress    func(done, total int) error
	// keep is how many steps each cluster keeps, 0 for all.
	keep int
	// aside is set while a command runs that leaves the branch looked at as it is.
	aside bool
	// through is set while a command runs that breakpoints do not end.
	through bool
}

// New returns a session without a cluster. The files of the first branch's nodes
// will be in dataDir, which is kept; if it is "", in a temporary directory that
// Close removes, as those of all other branches are.
func New(dataDir string) *Session { return &Session{dataDir: dataDir} }

// Live returns a session over a live cluster, which somebody else has started, and
// closes. Others may use it meanwhile.
func Live(lab *cluster.Lab) *Session {
	s := &Session{}
	s.add(&branch{name: "live", lab: lab, back: -1})
	return s
}

// live reports whether the session is over a live cluster.
func (s *Session) live() bool { return s.current != nil && s.current.lab.Live() }

// aheadOfAll is more steps than a live cluster makes while somebody reads an error.
const aheadOfAll = 1_000_000

// guard has the breakpoints watch the steps that no command makes.
func (s *Session) guard() {
	if len(s.breakpoints.set) == 0 {
		s.current.lab.Watch(nil)
		return
	}
	lab := s.current.lab
	s.breakpoints.look(lab.View())
	lab.Watch(func(step int) error { return s.breakpoints.hit(&lab.Step(step).View) })
}

// Lab is the cluster of the branch that is looked at, nil before the first command.
func (s *Session) Lab() *cluster.Lab {
	if s.current == nil {
		return nil
	}
	return s.current.lab
}

// Watch makes f see the number of every step of Lab from now on as it happens,
// the cluster's start among them, but not those that a replay makes. An error of
// f ends the command that runs, and is returned by it.
func (s *Session) Watch(f func(step int) error) { s.watch = f }

// Progress makes f see now and then how far a replay is: done steps of total, 0
// where that is not known. An error of f ends the replay, and is returned; the
// session is as it was before the command then.
func (s *Session) Progress(f func(done, total int) error) { s.progress = f }

// Keep makes the clusters that are started from now on keep no more than so many
// steps each, 0 for all: see cluster.Lab.Keep.
func (s *Session) Keep(steps int) { s.keep = steps }

// Do runs one line of the command language; a blank line or a comment does
// nothing. output is text for whoever gave the command. After an error the
// session goes on from where the command came to; *cluster.Violated and *Break
// are such.
func (s *Session) Do(line string) (output string, err error) {
	c, err := command.Parse(line)
	if err != nil {
		return "", err
	}
	return s.Run(c)
}

// Aside is Do for a command that leaves the branch looked at as it is: if it acts, then on
// a new branch, from the newest step as from any other.
func (s *Session) Aside(line string) (output string, err error) {
	s.aside = true
	defer func() { s.aside = false }()
	return s.Do(line)
}

// Through is Do for a command that breakpoints do not end.
func (s *Session) Through(line string) (output string, err error) {
	s.through = true
	defer func() { s.through = false }()
	return s.Do(line)
}

// Run is Do for a command that is parsed already.
func (s *Session) Run(c command.Command) (output string, err error) {
	switch {
	case c.Spec == nil:
		return "", nil
	case s.live() && (c.Sets() || c.Spec.Name == "load"):
		return "", lang.E("%s: a live session has the one cluster; the lab starts others: raftviz without live", c.Spec.Name)
	case c.Sets() && s.current == nil:
		return "", s.start("main", s.dataDir, command.Settings(c.Args))
	case c.Sets():
		return s.anew(command.Settings(c.Args))
	case s.current == nil && !c.Spec.Bare:
		if err := s.start("main", s.dataDir, cluster.Defaults()); err != nil {
			return "", err
		}
	}
	if s.live() {
		s.current.lab.Lock()
		defer s.current.lab.Unlock()
		defer s.guard()
	}
	switch {
	case c.Spec.OfSession():
		return own[c.Spec.Name](s, c.Args)
	case c.Spec.Look != nil && (c.Spec.Run == nil || s.past()):
		return s.look(c)
	}
	return s.act(c)
}

// anew is the command cluster where there is a cluster already: a fresh one, on a
// branch of its own.
func (s *Session) anew(settings cluster.Settings) (string, error) {
	name := s.fresh(fmt.Sprintf("seed-%d", settings.Seed))
	if err := s.allow("cluster", name); err != nil {
		return "", err
	}
	if err := s.start(name, "", settings); err != nil {
		return "", err
	}
	return s.where(), nil
}

// start makes a branch with a cluster of its own, whose nodes' files are in dir,
// and shows its first step to whoever watches.
func (s *Session) start(name, dir string, settings cluster.Settings) error {
	lab, err := s.cluster(settings, dir)
	if err != nil {
		return err
	}
	s.add(&branch{name: name, lab: lab, back: -1})
	if s.watch == nil {
		return nil
	}
	return s.watch(0)
}

// cluster is a new one, with its nodes' files in dir.
func (s *Session) cluster(settings cluster.Settings, dir string) (*cluster.Lab, error) {
	lab, err := cluster.New(settings, dir)
	if err == nil {
		lab.Keep(s.keep)
	}
	return lab, err
}

// look runs a command that changes nothing on the step looked at. One that held
// and said nothing is a check of what there is now: it is remembered.
func (s *Session) look(c command.Command) (output string, err error) {
	b := s.current
	if b == nil {
		return c.Spec.Look(nil, 0, c.Args)
	}
	output, err = c.Spec.Look(b.lab, b.at(), c.Args)
	if err == nil && output == "" && b.back < 0 {
		b.remember(c, whole)
	}
	return output, err
}

// act runs a command that may change the cluster: on the branch looked at, or
// from a step before its newest, or aside, on a new one.
func (s *Session) act(c command.Command) (output string, err error) {
	from := s.current
	switch {
	case s.past() && s.live() && !c.Spec.Paces:
		return "", lang.E("%s: this is step %d, and a live cluster goes on from the newest alone; forward %d looks at that", c.Spec.Name, from.at(), aheadOfAll)
	case (s.past() || s.aside) && !s.live():
		if err := s.fork(""); err != nil {
			return "", err
		}
	}
	b := s.current
	before := b.lab.Len()
	b.lab.Begin(c.String())
	b.lab.Watch(s.watcher(b))
	b.doing = &c
	output, err = c.Spec.Run(b.lab, c.Args)
	b.doing = nil
	b.lab.Watch(nil)
	if s.live() {
		b.lab.Begin("") // what comes now comes by itself
	}
	switch {
	case b.lab.Len() > before:
		b.remember(c, endingOf(err))
		if !c.Spec.Paces {
			b.lookAt(b.newest())
		}
	case b != from:
		err = errors.Join(err, s.drop(b))
		s.current = from
		return output, err
	}
	if b != from {
		output = b.began() + output
	}
	return output, err
}

// At is the number of the step that is looked at, in Lab; 0 before the first command.
func (s *Session) At() int {
	if s.current == nil {
		return 0
	}
	return s.current.at()
}

// View is the cluster as the step that is looked at left it, nil before the
// first command.
func (s *Session) View() *view.View {
	if s.current == nil {
		return nil
	}
	return s.current.view()
}

// Close stops the clusters of all branches.
func (s *Session) Close() error {
	var all error
	if s.live() {
		return nil
	}
	for _, b := range s.branches {
		all = errors.Join(all, b.lab.Close())
	}
	return all
}
