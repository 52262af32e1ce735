package ui

import (
	"errors"
	"slices"
	"sync"
	"sync/atomic"

	"raftviz/cluster"
	"raftviz/cluster/session"
)

// driver runs command lines on a cluster: a session.
type driver interface {
	// Do runs one line. The output is text for whoever gave it.
	Do(line string) (output string, err error)
	// Aside is Do, but what acts does so on a new branch.
	Aside(line string) (output string, err error)
	// Through is Do, but no breakpoint ends it.
	Through(line string) (output string, err error)
	// Lab is the cluster that is looked at, nil before the first command.
	Lab() *cluster.Lab
	// Branches are the ways that things went: Lab is that of the current one.
	Branches() []session.Branch
	// Watch makes f see the number of every step as it happens. An error of f
	// ends the command that runs, which returns it.
	Watch(f func(step int) error)
	// Progress makes f see how far a replay is. An error of f ends it likewise.
	Progress(f func(done, total int) error)
	// Saved is the branch that is looked at as a file that replays it. It works
	// after a panic in Do too.
	Saved() (string, error)
	Close() error
}

// errStopped ends a command that the user has stopped.
var errStopped = errors.New("stopped")

// engine is the only one that touches the driver, which is not safe for
// concurrent use: run holds it until the command ends. What the screen draws
// is handed over as values that do not change, and as a Lab to read steps from.
type engine struct {
	using sync.Mutex // held while the driver is used
	do    driver
	first int // the first step of the running command, -1 while there is none

	stop atomic.Bool
	// made is the cluster in which the running command makes steps, nil while it
	// makes none; replay is how far it is with a replay, nil while it is with none.
	made   atomic.Pointer[cluster.Lab]
	replay atomic.Pointer[replayed]

	// line is the command that runs, nil for none, and last what the one before it
	// has left: for a report of a bug, which waits for nobody.
	line atomic.Pointer[string]
	last atomic.Pointer[outcome]
}

// replayed is how far a replay is: done steps of total, 0 where that is not known.
type replayed struct{ done, total int }

// outcome is what a command left.
type outcome struct {
	line, output string
	err          error
	// lab has the steps, so many of them; those from first on are the command's.
	// It is nil where the cluster could not be started.
	lab          *cluster.Lab
	first, steps int
	state        state
}

// state is what the screen needs of the cluster besides its steps.
type state struct {
	settings cluster.Settings
	upcoming string
	commands []string
	branches []session.Branch
	// branch is the one that is looked at.
	branch session.Branch
	// paused is set while the cluster makes no step by itself; halt is why it was
	// paused by itself, nil for not.
	paused bool
	halt   error
}

// at is the number of the step that is looked at, where oldest and newest are those
// that are known: a live cluster may have made others since.
func (s *state) at(oldest, newest int) int {
	if s.branch.At >= s.branch.Newest {
		return newest
	}
	return max(oldest, min(s.branch.At, newest))
}

func newEngine(d driver) *engine {
	e := &engine{do: d}
	d.Watch(e.watch)
	d.Progress(e.progress)
	return e
}

// run runs one command line, and returns when it has ended.
func (e *engine) run(line string) outcome { return e.runBy(e.do.Do, line) }

// aside is run, but leaves the branch that is looked at as it is.
func (e *engine) aside(line string) outcome { return e.runBy(e.do.Aside, line) }

// through is run, but no breakpoint ends it.
func (e *engine) through(line string) outcome { return e.runBy(e.do.Through, line) }

func (e *engine) runBy(do func(line string) (string, error), line string) outcome {
	e.using.Lock()
	defer e.using.Unlock()
	e.stop.Store(false)
	e.made.Store(nil)
	e.replay.Store(nil)
	e.first = -1
	e.line.Store(&line)
	output, err := do(line)
	out := outcome{line: line, output: output, err: err}
	if lab := e.do.Lab(); lab != nil {
		out.state = e.state(lab)
		out.lab, out.first, out.steps = lab, e.first, lab.Len()
	}
	if e.first < 0 {
		out.first = out.steps
	}
	e.line.Store(nil)
	if out.lab != nil {
		e.last.Store(&out)
	}
	return out
}

// state is how the cluster is between commands.
func (e *engine) state(lab *cluster.Lab) state {
	s := state{settings: lab.Settings(), upcoming: lab.Upcoming(), commands: lab.Commands(), branches: e.do.Branches()}
	s.paused, s.halt = lab.Paused()
	here := slices.IndexFunc(s.branches, func(b session.Branch) bool { return b.Current })
	s.branch = s.branches[here]
	return s
}

// watch sees each step that the running command makes.
func (e *engine) watch(step int) error {
	if e.first < 0 {
		e.first = step
		e.replay.Store(nil)
		e.made.Store(e.do.Lab())
	}
	return e.stopped()
}

// progress sees how far a replay is, before the running command makes steps.
func (e *engine) progress(done, total int) error {
	e.replay.Store(&replayed{done, total})
	return e.stopped()
}

// stopped is errStopped once the user has stopped the running command.
func (e *engine) stopped() error {
	if e.stop.Load() {
		return errStopped
	}
	return nil
}

// cancel ends the running command after its current step.
func (e *engine) cancel() { e.stop.Store(true) }

// close ends the running command, waits for it, and closes the driver.
func (e *engine) close() error {
	e.cancel()
	e.using.Lock()
	defer e.using.Unlock()
	return e.do.Close()
}
