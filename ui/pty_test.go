//go:build unix

package ui

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/creack/pty"
)

// TestMain lets the test binary be the program, for tests in a terminal.
func TestMain(m *testing.M) {
	if os.Getenv("RAFTVIZ_UI_TEST_PROGRAM") == "" {
		os.Exit(m.Run())
	}
	err := Run(context.Background(), Options{Seed: 1, SeedSet: true})
	var exit *ExitError
	switch {
	case errors.As(err, &exit):
		fmt.Fprintln(os.Stderr, exit.Err)
		os.Exit(exit.Code)
	case err != nil:
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// program is the program itself, so far as one can tell a test binary to be it.
func program() *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "RAFTVIZ_UI_TEST_PROGRAM=1", "TERM=tmux-256color", "NO_COLOR=1")
	return cmd
}

// terminal is the program in a pseudo terminal.
type terminal struct {
	t   *testing.T
	cmd *exec.Cmd
	tty *os.File

	mu     sync.Mutex
	output strings.Builder
	ended  chan struct{}
}

func inTerminal(t *testing.T) *terminal {
	t.Helper()
	tm := &terminal{t: t, cmd: program(), ended: make(chan struct{})}
	tty, err := pty.StartWithSize(tm.cmd, &pty.Winsize{Rows: 40, Cols: 120})
	if err != nil {
		t.Skip("no pseudo terminal: ", err)
	}
	tm.tty = tty
	go tm.read()
	t.Cleanup(func() {
		_ = tm.cmd.Process.Kill()
		_ = tty.Close()
	})
	return tm
}

func (tm *terminal) read() {
	defer close(tm.ended)
	buf := make([]byte, 4096)
	for {
		n, err := tm.tty.Read(buf)
		tm.mu.Lock()
		tm.output.Write(buf[:n])
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

// wait waits until what was written since the last wait has the text.
func (tm *terminal) wait(text string) {
	tm.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
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

// exit waits until the program ends, and returns its status and the last it wrote.
func (tm *terminal) exit() (code int, output string) {
	tm.t.Helper()
	select {
	case <-tm.ended:
	case <-time.After(20 * time.Second):
		tm.t.Fatal("the program does not end")
	}
	_ = tm.cmd.Wait()
	return tm.cmd.ProcessState.ExitCode(), tm.output.String()
}

// restored fails unless the terminal is as it was.
func restored(t *testing.T, output string) {
	t.Helper()
	for name, code := range map[string]string{"the alternate screen is left": "\x1b[?1049l", "the cursor is shown": "\x1b[?25h"} {
		if !strings.Contains(output, code) {
			t.Errorf("not true that %s: %q", name, output)
		}
	}
}

func TestElectPutGoBackAndQuitInATerminal(t *testing.T) {
	tm := inTerminal(t)
	tm.wait("no leader")
	tm.typ("S")
	tm.wait("settle")
	tm.typ(":until leader != 0\r")
	tm.wait("leader ★ n")
	tm.typ("Sp\r\rS")
	tm.wait("x=1")
	tm.typ("\x1b[D")
	tm.wait("◀ step")
	tm.typ("T")
	tm.wait("branch-1 begins at step")
	tm.typ("\x03")
	code, output := tm.exit()
	if code != 0 {
		t.Errorf("exit status %d", code)
	}
	restored(t, output)
}

// TestCopyingWritesOSC52 looks for the very bytes between the frames.
func TestCopyingWritesOSC52(t *testing.T) {
	tm := inTerminal(t)
	tm.wait("no leader")
	tm.typ("\r")
	tm.wait("y copy")
	tm.typ("y")
	sequence := regexp.MustCompile("\x1b\\]52;c;([A-Za-z0-9+/=]+)\a")
	var text []byte
	for deadline := time.Now().Add(20 * time.Second); text == nil && time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		tm.mu.Lock()
		if found := sequence.FindStringSubmatch(tm.output.String()); found != nil {
			text, _ = base64.StdEncoding.DecodeString(found[1])
		}
		tm.mu.Unlock()
	}
	if !strings.HasPrefix(string(text), "n1 follower\n") || !strings.Contains(string(text), "\n  Term: 1\n") {
		t.Errorf("%q was copied", text)
	}
	tm.wait(fmt.Sprintf("copied %d bytes", len(text)))
}

func TestSignalsLeaveACleanTerminal(t *testing.T) {
	for _, s := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGINT} {
		t.Run(s.String(), func(t *testing.T) {
			tm := inTerminal(t)
			tm.wait("no leader")
			if err := tm.cmd.Process.Signal(s); err != nil {
				t.Fatal(err)
			}
			code, output := tm.exit()
			if code != 128+int(s) {
				t.Errorf("exit status %d", code)
			}
			restored(t, output)
		})
	}
}

func TestWithoutATerminalItSaysWhatToDo(t *testing.T) {
	for name, prepare := range map[string]func(*exec.Cmd){
		"no terminal":   func(*exec.Cmd) {},
		"input is none": func(c *exec.Cmd) { c.Stdin = strings.NewReader("q") },
	} {
		t.Run(name, func(t *testing.T) {
			cmd := program()
			prepare(cmd)
			output, err := cmd.CombinedOutput()
			if code := cmd.ProcessState.ExitCode(); code != 2 || !strings.Contains(string(output), "raftviz run") {
				t.Errorf("status %d, %v, output %q", code, err, output)
			}
		})
	}
}

func TestADumbTerminalIsRefused(t *testing.T) {
	cmd := program()
	cmd.Env = append(cmd.Env, "TERM=dumb")
	tty, err := pty.Start(cmd)
	if err != nil {
		t.Skip("no pseudo terminal: ", err)
	}
	defer tty.Close()
	buf := make([]byte, 4096)
	n, _ := tty.Read(buf)
	_ = cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != 2 || !strings.Contains(string(buf[:n]), "raftviz run") {
		t.Errorf("status %d, output %q", code, buf[:n])
	}
}
