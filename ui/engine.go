package ui

import (
	"errors"
	"sync"
	"sync/atomic"

	"raftviz/cluster"
	"raftviz/cluster/view"
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

	handing sync.Mutex // guards what follows
	lab     *cluster.Lab
	handed  int          // steps of lab that were handed over
	fresh   []*view.Step // steps of the running command that were not yet
}

// outcome is what a command left.
type outcome struct {
	line, output string
	err          error
	// reset is set when steps are all there are, not only the new ones.
	reset bool
	steps []*view.Step
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
	output, err := e.do.Do(line)
	out := outcome{line: line, output: output, err: err}
	if lab := e.do.Lab(); lab != nil {
		out.state = state{settings: lab.Settings(), upcoming: lab.Upcoming(), commands: lab.Commands()}
		e.collect(lab, &out)
	}
	return out
}

// watch sees each step of a running command.
func (e *engine) watch(step int) error {
	e.handing.Lock()
	e.fresh = append(e.fresh, e.do.Lab().Step(step))
	e.handing.Unlock()
	if e.stop.Load() {
		return errStopped
	}
	return nil
}

// collect hands over the steps of lab that progress has not.
func (e *engine) collect(lab *cluster.Lab, out *outcome) {
	e.handing.Lock()
	defer e.handing.Unlock()
	e.fresh = nil
	if lab != e.lab || lab.Len() < e.handed {
		e.lab, e.handed, out.reset = lab, 0, true
	}
	for ; e.handed < lab.Len(); e.handed++ {
		out.steps = append(out.steps, lab.Step(e.handed))
	}
}

// progress hands over the steps that a running command has made so far.
func (e *engine) progress() []*view.Step {
	e.handing.Lock()
	defer e.handing.Unlock()
	steps := e.fresh
	e.fresh = nil
	if len(steps) > 0 && steps[0].View.Step != e.handed {
		return nil // of another cluster: collect will hand over all of them
	}
	e.handed += len(steps)
	return steps
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
