package report

import (
	"bufio"
	"context"
	"errors"
	"io"

	"raftviz/cluster"
	"raftviz/cluster/command"
	"raftviz/cluster/script"
	"raftviz/cluster/session"
	"raftviz/cluster/view"
)

// Format is how a run is written.
type Format uint8

// The formats: a trace for people, JSON, and nothing.
const (
	Trace Format = iota
	JSON
	Quiet
)

// writer writes a run in one format.
type writer interface {
	// start is called once, before the first step, with the command that sets up
	// the cluster, all settings said.
	start(setup string)
	// command is called before a command runs, the one that sets up the cluster apart.
	command(text string)
	// step is called with each step and the view before it, nil before the first.
	step(before *view.View, s *view.Step)
	// output is the text of a command that printed some.
	output(text string)
	// end is called once, with the last view, nil when there is no cluster.
	end(v *view.View)
}

func newWriter(f Format, to *bufio.Writer) writer {
	switch f {
	case JSON:
		return newJSONWriter(to)
	case Quiet:
		return quietWriter{}
	}
	return &traceWriter{to: to}
}

// quietWriter writes nothing: failures are Run's error.
type quietWriter struct{}

func (quietWriter) start(string)                {}
func (quietWriter) command(string)              {}
func (quietWriter) step(*view.View, *view.Step) {}
func (quietWriter) output(string)               {}
func (quietWriter) end(*view.View)              {}

// Run runs a script through a session and writes what happens. It ends at the
// first command that fails, whose error is a *script.Error, or when ctx is done,
// in either case with everything written that happened. An error in writing is
// returned as it is.
func Run(ctx context.Context, s *script.Script, on *session.Session, to io.Writer, f Format) error {
	out := bufio.NewWriterSize(to, 2*flushBytes)
	w := newWriter(f, out)
	var before *view.View
	on.Watch(func(number int) error {
		if before == nil {
			w.start(command.Setup(on.Lab().Settings()).Full())
		}
		step := on.Lab().Step(number)
		w.step(before, step)
		before = &step.View
		return errors.Join(ctx.Err(), flushFull(out))
	})
	err := runLines(ctx, s, on, w, out)
	w.end(before)
	if unsaid := out.Flush(); !errors.Is(err, unsaid) {
		err = errors.Join(err, unsaid)
	}
	return err
}

// flushBytes is how much a command may write before it is passed on.
const flushBytes = 32 << 10

// flushFull passes on what was written once it is much. Its error ends a
// command whose reader went away.
func flushFull(out *bufio.Writer) error {
	if out.Buffered() < flushBytes {
		return nil
	}
	return out.Flush()
}

// runLines runs the lines. What a command did is written when the next begins.
//
// A violation ends the command that brought it, and the script goes on: it may be
// what the script is about. At the end each must have been named by a violated,
// those of linearizability too, which is checked then.
func runLines(ctx context.Context, s *script.Script, on *session.Session, w writer, out *bufio.Writer) error {
	var found violations
	for _, l := range s.Lines {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if !l.Command.Sets() {
			w.command(l.Command.String())
		}
		output, err := on.Run(l.Command)
		if output != "" {
			w.output(output)
		}
		var violated *cluster.Violated
		if errors.As(err, &violated) {
			found.add(violated, &script.Error{Name: s.Name, Line: l.Number, Err: err})
		} else if err != nil {
			return &script.Error{Name: s.Name, Line: l.Number, Err: err}
		}
		if err := out.Flush(); err != nil {
			return err
		}
	}
	if err := checkEnd(s, on, &found); err != nil {
		return err
	}
	return found.unnamed(s)
}

// checkEnd checks what is not checked after each step: linearizability. What it
// finds belongs to the last line.
func checkEnd(s *script.Script, on *session.Session, found *violations) error {
	if on.Lab() == nil || len(s.Lines) == 0 {
		return nil
	}
	_, err := on.Do("check")
	var violated *cluster.Violated
	if errors.As(err, &violated) {
		found.add(violated, &script.Error{Name: s.Name, Line: s.Lines[len(s.Lines)-1].Number, Err: err})
		return nil
	}
	return err
}

// The exit statuses of a run.
const (
	ExitHeld        = 0
	ExitUnmet       = 1
	ExitWrong       = 2
	ExitInterrupted = 130
)

// ExitStatus is the exit status that a run's error calls for: 0 for none, 1 for
// an expectation that failed, an until that ran out or a violation, 130 for an interrupt, 2
// for all else.
func ExitStatus(err error) int {
	var unmet *command.Unmet
	var violated *cluster.Violated
	switch {
	case err == nil:
		return ExitHeld
	case errors.As(err, &unmet), errors.As(err, &violated):
		return ExitUnmet
	case errors.Is(err, context.Canceled):
		return ExitInterrupted
	}
	return ExitWrong
}
