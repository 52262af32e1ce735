package ui

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/term"

	"raftviz/cluster/command"
	"raftviz/cluster/lang"
	"raftviz/cluster/script"
	"raftviz/cluster/session"
)

// Options say how the screen starts.
type Options struct {
	// DataDir is where the nodes' files are kept; "" is a temporary directory.
	DataDir string
	// Script is a file with lines to run first, "" for none.
	Script string
	// Seed is the cluster's, where SeedSet says that one was given.
	Seed    uint64
	SeedSet bool
	// Nodes is how many nodes start, 0 for as many as the cluster command says.
	Nodes int
	// HTTP is the address at which node 1's REST API is served, "" for nowhere: the
	// others' are on the same host, at raftexample's ports.
	HTTP string
	// Walk is a lesson, instead of Script, Seed and Nodes; nil for none.
	Walk *Walk
	// Live is a cluster that goes on by itself, instead of all of the above; nil for
	// the lab.
	Live *Live
	Appearance
}

// Exit codes.
const (
	exitUsage  = 2
	exitCrash  = 70
	exitSignal = 128 // plus the signal's number
)

// ExitError is an error with the status that the program is to exit with.
type ExitError struct {
	Code int
	// Err is nil where there is nothing to print.
	Err error
}

func (e *ExitError) Error() string {
	if e.Err == nil {
		return fmt.Sprintf("exit status %d", e.Code)
	}
	return e.Err.Error()
}

// Unwrap returns the error behind the status.
func (e *ExitError) Unwrap() error { return e.Err }

// Run shows the screen until the user quits. It restores the terminal in any
// case. The error is an *ExitError where the program is to exit with a certain
// status: 2 when there is no terminal, 70 after a bug, 128+n after signal n.
func Run(ctx context.Context, o Options) error {
	if err := CheckTerminal(o.Live != nil); err != nil {
		return err
	}
	for {
		m, err := o.show(ctx)
		if err != nil || m.walk == nil || !m.walk.following {
			return err
		}
		following := *o.Walk
		following.Lesson, following.Again = m.walk.next(), false
		o.Walk = &following
	}
}

// show shows one screen until it ends.
func (o Options) show(ctx context.Context) (*Model, error) {
	m, err := o.model()
	if err != nil {
		return nil, err
	}
	m.terminal, m.keeps = os.Stdout, o.DataDir != ""
	m.kept(m.history.load(HistoryFile()))
	if err = m.appear(o.Appearance); err == nil {
		err = m.loop(ctx)
	}
	if closing := m.engine.close(); err == nil {
		err = closing
	}
	if m.walk != nil {
		err = errors.Join(err, m.walk.Progress.Save()) // what was noted last may not be written yet
	}
	return m, err
}

// model is the screen that is asked for.
func (o Options) model() (*Model, error) {
	if o.Live != nil {
		m := newModel(o.Live.Session, onTerminal(o.Theme))
		m.living = &living{Live: *o.Live}
		return m, nil
	}
	lines, err := o.lines()
	if err != nil {
		return nil, err
	}
	ports, err := o.listen(lines[0])
	if err != nil {
		return nil, &ExitError{Code: exitUsage, Err: err}
	}
	m := newModel(session.New(o.DataDir), onTerminal(o.Theme), lines...)
	m.ports = ports
	if o.Walk != nil {
		m.walk = newWalk(*o.Walk)
	}
	return m, nil
}

// loop runs the program until it ends by itself, by a signal or by a bug.
func (m *Model) loop(ctx context.Context, options ...tea.ProgramOption) error {
	c := &crash{engine: m.engine}
	options = append(options, tea.WithAltScreen(), tea.WithoutSignalHandler(), tea.WithContext(ctx))
	if !m.noMouse {
		options = append(options, tea.WithMouseCellMotion())
	}
	p := tea.NewProgram(guarded{m, c}, options...)
	c.quit = p.Quit
	caught, release := catchSignals(p, c.guard)
	closePorts := m.serve(p.Send)
	_, err := p.Run()
	release()
	err = errors.Join(err, closePorts())
	switch {
	case c.failure() != nil:
		return c.failure()
	case caught() != 0:
		return &ExitError{Code: exitSignal + caught()}
	case m.failure != nil:
		return m.failure
	case errors.Is(err, tea.ErrProgramKilled) && ctx.Err() != nil:
		return ctx.Err()
	}
	return err
}

// lines are what is run when the screen starts: the cluster command first.
func (o Options) lines() ([]string, error) {
	if o.Walk != nil {
		return []string{o.Walk.Lesson.Cluster.Command.String()}, nil
	}
	var lines []string
	if o.Script != "" {
		s, err := script.Open(o.Script, os.Stdin)
		if err != nil {
			return nil, &ExitError{Code: exitUsage, Err: err}
		}
		for _, l := range s.Lines {
			lines = append(lines, l.Command.String())
		}
	}
	if len(lines) > 0 && strings.HasPrefix(lines[0], "cluster") {
		return lines, nil
	}
	first := "cluster"
	if o.Nodes != 0 {
		first += fmt.Sprintf(" nodes=%d", o.Nodes)
	}
	if o.SeedSet {
		first += fmt.Sprintf(" seed=%d", o.Seed)
	}
	if _, err := command.Parse(first); err != nil {
		return nil, &ExitError{Code: exitUsage, Err: err}
	}
	return append([]string{first}, lines...), nil
}

// CheckTerminal says in time what would otherwise fail from deep inside: that there is
// no terminal for a screen, and what does without.
func CheckTerminal(live bool) error {
	instead := lang.T("; `raftviz run` runs a script without a screen")
	if live {
		instead = lang.T("; --headless runs without a screen")
	}
	switch {
	case !term.IsTerminal(os.Stdout.Fd()):
		return &ExitError{exitUsage, lang.E("the screen needs a terminal, and standard output is none%s", instead)}
	case !term.IsTerminal(os.Stdin.Fd()):
		return &ExitError{exitUsage, lang.E("the screen needs a terminal, and standard input is none%s", instead)}
	case os.Getenv("TERM") == "dumb", os.Getenv("TERM") == "":
		return &ExitError{exitUsage, lang.E("the screen cannot be drawn on a terminal with TERM=%q%s", os.Getenv("TERM"), instead)}
	}
	return nil
}
