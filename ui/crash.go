package ui

import (
	"fmt"
	"os"
	"runtime/debug"
	"strings"
	"sync"

	tea "github.com/charmbracelet/bubbletea"
)

// guarded is the model with a guard around all that Bubble Tea calls: a panic
// ends the program in order, with the terminal restored, and its trace in a
// file.
type guarded struct {
	*Model
	crash *crash
}

// crash keeps the first panic.
type crash struct {
	once sync.Once
	// quit ends the program, from any goroutine.
	quit func()
	// err names the file that has the trace; nil while all is well.
	mu  sync.Mutex
	err error
}

func (g guarded) Init() (cmd tea.Cmd) {
	defer g.crash.guard(g.Model)
	return g.crash.wrap(g.Model, g.Model.Init())
}

func (g guarded) Update(msg tea.Msg) (model tea.Model, cmd tea.Cmd) {
	defer g.crash.guard(g.Model)
	model = g
	_, cmd = g.Model.Update(msg)
	return g, g.crash.wrap(g.Model, cmd)
}

func (g guarded) View() string {
	defer g.crash.guard(g.Model)
	return g.Model.View()
}

// wrap guards a command, and those that it turns out to consist of.
func (c *crash) wrap(m *Model, cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() tea.Msg {
		defer c.guard(m)
		msg := cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			for i := range batch {
				batch[i] = c.wrap(m, batch[i])
			}
		}
		return msg
	}
}

// guard, deferred, keeps a panic and ends the program.
func (c *crash) guard(m *Model) {
	if r := recover(); r != nil {
		c.keep(r, m)
	}
}

func (c *crash) keep(r any, m *Model) {
	stack := debug.Stack()
	c.once.Do(func() {
		err := writeCrash(r, stack, m)
		c.mu.Lock()
		c.err = err
		c.mu.Unlock()
		go c.quit()
	})
}

func (c *crash) failure() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.err
}

// CrashDir is where the trace of a bug is written.
func CrashDir() string { return os.TempDir() }

// writeCrash writes what happened and how to see it again into a file, and
// returns the error that names it.
func writeCrash(r any, stack []byte, m *Model) error {
	text := fmt.Sprintf("raftviz: a bug: %v\n\n%s\n%s", r, stack, replay(m))
	f, err := os.CreateTemp(CrashDir(), "raftviz-crash-*.txt")
	if err != nil {
		return &ExitError{Code: exitCrash, Err: fmt.Errorf("a bug: %v (its trace could not be kept: %w)\n%s", r, err, stack)}
	}
	defer f.Close()
	if _, err := f.WriteString(text); err != nil {
		return &ExitError{Code: exitCrash, Err: fmt.Errorf("a bug: %v (its trace could not be kept: %w)\n%s", r, err, stack)}
	}
	return &ExitError{Code: exitCrash, Err: fmt.Errorf("a bug: %v; its trace, and the commands that led to it, are in %s", r, f.Name())}
}

// replay is a script that leads to where the program was.
func replay(m *Model) string {
	lines := append([]string{"The commands that led to it:", ""}, m.state.commands...)
	if m.running != nil {
		lines = append(lines, m.running.line)
	}
	return strings.Join(lines, "\n") + "\n"
}
