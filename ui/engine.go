package ui

import (
	"errors"
	"sync"
	"sync/atomic"

	"raftviz/cluster"
)

// driver runs command lines on a cluster: a session.
type driver interface {
	// Do runs one line. The output is text for whoever gave it.
	Do(line string) (output string, err error)
	// Lab is the cluster as it is now, nil before the first command.
	Lab() *cluster.Lab
	// Watch makes f see the number of every step as it happens. An error of f
	// ends the command that runs, which returns it.
	Watch(f func(step int) error)
	Close() error
}

// errStopped ends a command that the user has stopped.
var errStopped = errors.New("stopped")

// engine is the only one that touches the driver, which is not safe for
// concurrent use: run holds it until the command ends. What the screen draws
// is handed over as values that do not change.
type engine struct {
	using sync.Mutex // held while the driver is used
	do    driver

	stop atomic.Bool

	lab  *cluster.Lab // as the last command left it
	made atomic.Int64 // how many steps it has, while a command goes on with it
}

// outcome is what a command left.
type outcome struct {
	line, output string
	err          error
	// lab has the steps, so many of them. It is nil where the cluster could not
	// be started.
	lab   *cluster.Lab
	steps int
	state state
}

// state is what the screen needs of the cluster besides its steps.
type state struct {
	settings cluster.Settings
	upcoming string
	commands []string
}

func newEngine(d driver) *engine {
	e := &engine{do: d}
	d.Watch(e.watch)
	return e
}

// run runs one command line, and returns when it has ended.
func (e *engine) run(line string) outcome {
	e.using.Lock()
	defer e.using.Unlock()
	e.stop.Store(false)
	e.made.Store(0)
	output, err := e.do.Do(line)
	out := outcome{line: line, output: output, err: err}
	e.lab = e.do.Lab()
	if lab := e.lab; lab != nil {
		out.lab, out.steps = lab, lab.Len()
		out.state = state{settings: lab.Settings(), upcoming: lab.Upcoming(), commands: lab.Commands()}
	}
	return out
}

// watch sees each step of a running command.
func (e *engine) watch(step int) error {
	if e.do.Lab() == e.lab {
		e.made.Store(int64(step + 1))
	}
	if e.stop.Load() {
		return errStopped
	}
	return nil
}

// progress is how many steps there are while a command runs; 0 for no more than
// before it.
func (e *engine) progress() int { return int(e.made.Load()) }

// cancel ends the running command after its current step.
func (e *engine) cancel() { e.stop.Store(true) }

// close ends the running command, waits for it, and closes the driver.
func (e *engine) close() error {
	e.cancel()
	e.using.Lock()
	defer e.using.Unlock()
	return e.do.Close()
}
