package ui

import (
	"reflect"
	"runtime/debug"
	"sync"

	tea "github.com/charmbracelet/bubbletea"
)

// guarded is the model with a guard around all that Bubble Tea calls: a panic
// ends the program in order, with the terminal restored, its trace in a file, and
// the session so far in another.
type guarded struct {
	*Model
	crash *crash
}

// crash keeps the first panic.
type crash struct {
	once   sync.Once
	engine *engine
	// quit ends the program, from any goroutine.
	quit func()
	// err names the files; nil while all is well.
	mu  sync.Mutex
	err error
}

func (g guarded) Init() (cmd tea.Cmd) {
	defer g.crash.guard()
	return g.crash.wrap(g.Model.Init())
}

func (g guarded) Update(msg tea.Msg) (model tea.Model, cmd tea.Cmd) {
	defer g.crash.guard()
	model = g
	_, cmd = g.Model.Update(msg)
	return g, g.crash.wrap(cmd)
}

func (g guarded) View() string {
	defer g.crash.guard()
	return g.Model.View()
}

// wrap guards a command, and those that it turns out to consist of.
func (c *crash) wrap(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() tea.Msg {
		defer c.guard()
		msg := cmd()
		c.wrapParts(msg)
		return msg
	}
}

// wrapParts guards the commands in a message that is a list of them: a batch, or
// a sequence, whose type is Bubble Tea's own.
func (c *crash) wrapParts(msg tea.Msg) {
	list := reflect.ValueOf(msg)
	if list.Kind() != reflect.Slice || list.Type().Elem() != reflect.TypeFor[tea.Cmd]() {
		return
	}
	for i := range list.Len() {
		part := list.Index(i)
		part.Set(reflect.ValueOf(c.wrap(part.Interface().(tea.Cmd))))
	}
}

// guard, deferred, keeps a panic and ends the program. A goroutine of ours has it
// too.
func (c *crash) guard() {
	if r := recover(); r != nil {
		c.keep(r)
	}
}

func (c *crash) keep(r any) {
	stack := debug.Stack()
	c.once.Do(func() {
		err := &ExitError{Code: exitCrash, Err: c.engine.report(r, stack)}
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
