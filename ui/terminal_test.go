//go:build unix

package ui

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"
)

// terminal is a program in a pseudo terminal.
type terminal struct {
	t   testing.TB
	cmd *exec.Cmd
	// tty is the terminal's side of it, and own the program's.
	tty, own *os.File
	// before is how the terminal was set.
	before *term.State
	// ended is closed when the program has ended, read when all that it wrote was read.
	ended, read chan struct{}

	mu sync.Mutex
	// output is what was written since the last wait.
	output strings.Builder
	// modes are those that were set or reset last.
	modes modes
}

// inTerminal starts a program in a terminal of 120x40.
func inTerminal(t testing.TB, cmd *exec.Cmd) *terminal {
	t.Helper()
	tty, own, err := pty.Open()
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("this machine has no pseudo terminals: ", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	tm := &terminal{t: t, cmd: cmd, tty: tty, own: own, ended: make(chan struct{}), read: make(chan struct{}), modes: modes{}}
	if err := pty.Setsize(tty, &pty.Winsize{Rows: 40, Cols: 120}); err != nil {
		t.Fatal(err)
	}
	if tm.before, err = term.GetState(own.Fd()); err != nil {
		t.Fatal(err)
	}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = own, own, own
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go tm.keep()
	go func() {
		defer close(tm.ended)
		_ = cmd.Wait()
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = tty.Close()
	})
	return tm
}

// keep keeps what is written.
func (tm *terminal) keep() {
	defer close(tm.read)
	buf := make([]byte, 4096)
	for {
		n, err := tm.tty.Read(buf)
		tm.mu.Lock()
		tm.output.Write(buf[:n])
		tm.modes.take(buf[:n])
		tm.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// typ types keys.
func (tm *terminal) typ(keys string) {
	tm.t.Helper()
	if _, err := tm.tty.WriteString(keys); err != nil {
		tm.t.Fatal(err)
	}
}

// patient is how long a test waits for a program.
const patient = 20 * time.Second

// wait waits until what was written since the last wait has the text.
func (tm *terminal) wait(text string) {
	tm.t.Helper()
	for deadline := time.Now().Add(patient); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		tm.mu.Lock()
		got := ansi.Strip(tm.output.String())
		if strings.Contains(got, text) {
			tm.output.Reset()
			tm.mu.Unlock()
			return
		}
		tm.mu.Unlock()
	}
	tm.t.Fatalf("%q was not written; but\n%s", text, tm.output.String())
}

// exit waits until the program ends, and returns its status and the last that it
// wrote. The test fails unless the terminal is as it was.
func (tm *terminal) exit() (code int, output string) {
	tm.t.Helper()
	select {
	case <-tm.ended:
	case <-time.After(patient):
		tm.t.Fatal("the program does not end")
	}
	tm.restored()
	_ = tm.own.Close()
	<-tm.read
	tm.clean()
	return tm.cmd.ProcessState.ExitCode(), tm.output.String()
}

// restored fails unless the terminal is set as it was before the program.
func (tm *terminal) restored() {
	tm.t.Helper()
	if now, err := term.GetState(tm.own.Fd()); err != nil || !reflect.DeepEqual(now, tm.before) {
		tm.t.Errorf("the terminal is set to %+v (%v), it was %+v", now, err, tm.before)
	}
}

// clean fails unless all modes are off that the program has set.
func (tm *terminal) clean() {
	tm.t.Helper()
	tm.mu.Lock()
	defer tm.mu.Unlock()
	if on := tm.modes.on(); len(on) > 0 {
		tm.t.Errorf("the terminal is left with %s", strings.Join(on, ", "))
	}
}

// modes are the terminal's modes that were set last: their numbers, and whether
// they are on.
type modes map[string]bool

// modeNames are the modes that a screen leaves as they were, and whether they are
// on without it.
var modeNames = []struct {
	number, name string
	on           bool
}{
	{"1049", "the alternate screen", false}, {"25", "no cursor", true}, {"1000", "the mouse's clicks", false},
	{"1002", "the mouse's drags", false}, {"1003", "the mouse's motion", false}, {"1006", "the mouse's places", false},
	{"2004", "marked pastes", false}, {"1004", "word of its focus", false},
}

var setMode = regexp.MustCompile(`\x1b\[\?([0-9;]+)([hl])`)

func (m modes) take(output []byte) {
	for _, set := range setMode.FindAllStringSubmatch(string(output), -1) {
		for number := range strings.SplitSeq(set[1], ";") {
			m[number] = set[2] == "h"
			m["ever "+number] = m["ever "+number] || m[number]
		}
	}
}

// ever reports whether a mode was set at any time.
func (m modes) ever(number string) bool { return m["ever "+number] }

// on are the modes that are not as they are without a screen.
func (m modes) on() []string {
	var names []string
	for _, mode := range modeNames {
		if on, ok := m[mode.number]; ok && on != mode.on {
			names = append(names, mode.name)
		}
	}
	return names
}

func TestModes(t *testing.T) {
	m := modes{}
	m.take([]byte("\x1b[?1049h\x1b[?25l\x1b[?1002;1006hx\x1b[1;2H"))
	if got := strings.Join(m.on(), ", "); got != "the alternate screen, no cursor, the mouse's drags, the mouse's places" {
		t.Errorf("got %s", got)
	}
	m.take([]byte("\x1b[?1002l\x1b[?1006l\x1b[?25h\x1b[?1049l"))
	if got := m.on(); len(got) > 0 {
		t.Errorf("got %v", got)
	}
}

// exitStatus is the status that the program exits with after an error.
func exitStatus(err error) int {
	var exit *ExitError
	if errors.As(err, &exit) {
		return exit.Code
	}
	return 1
}
