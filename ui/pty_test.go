//go:build unix

package ui

import (
	"context"
	"encoding/base64"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"raftviz/cluster/session"
	"raftviz/ui/grid"
)

// programs are what the test binary can be besides the tests, for tests in a
// terminal.
var programs = map[string]func() error{
	"raftviz": func() error { return Run(context.Background(), Options{Seed: 1, SeedSet: true}) },
	"no mouse": func() error {
		return Run(context.Background(), Options{Seed: 1, SeedSet: true, Appearance: Appearance{NoMouse: true}})
	},
	"buggy":  runBuggy,
	"live":   runLive,
	"lesson": runLesson,
	"notes":  func() error { return RunNotes(context.Background(), "/nonexistent/presented.toml", Appearance{}) },
}

// asProgram is the environment variable that says which of them it is.
const asProgram = "RAFTVIZ_UI_TEST_PROGRAM"

func TestMain(m *testing.M) {
	run, ok := programs[os.Getenv(asProgram)]
	if !ok {
		os.Exit(m.Run())
	}
	if err := run(); err != nil {
		if text := err.Error(); !strings.HasPrefix(text, "exit status") {
			fmt.Fprintln(os.Stderr, text)
		}
		os.Exit(exitStatus(err))
	}
}

// program is one of the programs. It does not ask its terminal for colours, and
// keeps no history.
func program(name string) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), asProgram+"="+name, "TERM=tmux-256color", "NO_COLOR=1",
		"XDG_STATE_HOME=", "HOME=")
	return cmd
}

func raftviz(t *testing.T) *terminal {
	t.Helper()
	return inTerminal(t, program("raftviz"))
}

func TestElectPutGoBackAndQuitInATerminal(t *testing.T) {
	tm := raftviz(t)
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
	if code, _ := tm.exit(); code != 0 {
		t.Errorf("exit status %d", code)
	}
}

// TestTheProgramSetsWhatItTakesBack makes sure that there is something to be
// restored.
func TestTheProgramSetsWhatItTakesBack(t *testing.T) {
	tm := raftviz(t)
	tm.wait("no leader")
	tm.mu.Lock()
	on := strings.Join(tm.modes.on(), ", ")
	tm.mu.Unlock()
	if want := "the alternate screen, no cursor, the mouse's drags, the mouse's places, marked pastes"; on != want {
		t.Errorf("the screen has %s; want %s", on, want)
	}
	tm.typ("q")
	if code, _ := tm.exit(); code != 0 {
		t.Errorf("exit status %d", code)
	}
}

// TestWithoutTheMouse looks whether the mouse is left to the terminal.
func TestWithoutTheMouse(t *testing.T) {
	tm := inTerminal(t, program("no mouse"))
	tm.wait("no leader")
	tm.typ("T")
	tm.wait("tick 1")
	tm.typ("\x03")
	if code, _ := tm.exit(); code != 0 {
		t.Errorf("exit status %d", code)
	}
	for _, mode := range []string{"1000", "1002", "1003", "1006"} {
		if tm.modes.ever(mode) {
			t.Errorf("mode %s was set", mode)
		}
	}
}

// TestCopyingWritesOSC52 looks for the very bytes between the frames.
func TestCopyingWritesOSC52(t *testing.T) {
	tm := raftviz(t)
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
			tm := raftviz(t)
			tm.wait("no leader")
			tm.typ("P") // while it plays
			tm.wait("playing")
			if err := tm.cmd.Process.Signal(s); err != nil {
				t.Fatal(err)
			}
			if code, _ := tm.exit(); code != 128+int(s) {
				t.Errorf("exit status %d", code)
			}
		})
	}
}

// TestSuspendAndResume stops the program with ctrl-z in a shell that has control
// of its jobs, and goes on with fg.
func TestSuspendAndResume(t *testing.T) {
	shell := program("raftviz")
	shell.Path = "/bin/sh"
	shell.Args = []string{"sh", "-c", `set -m; "$0"; echo "it has stopped"; read line; fg; echo "it ended with $?"`, os.Args[0]}
	tm := inTerminal(t, shell)
	tm.wait("no leader")
	tm.typ("\x1a")
	tm.wait("it has stopped")
	tm.clean()
	tm.restored()
	tm.typ("\n")
	tm.wait("no leader") // it is drawn again
	tm.typ("T")
	tm.wait("tick 1")
	tm.mu.Lock()
	mouse := tm.modes["1002"] && tm.modes["1006"] && tm.modes["1049"] && tm.modes["2004"] && !tm.modes["25"]
	tm.mu.Unlock()
	if !mouse {
		t.Errorf("the modes are %v", tm.modes)
	}
	tm.typ("q")
	tm.wait("quit without saving?")
	tm.typ("y")
	if _, output := tm.exit(); !strings.Contains(output, "it ended with 0") {
		t.Errorf("the last words are %q", output)
	}
}

// TestWithoutATerminalItSaysWhatToDo runs it where there is no screen to draw.
func TestWithoutATerminalItSaysWhatToDo(t *testing.T) {
	file, err := os.Create(t.TempDir() + "/out")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for name, prepare := range map[string]func(*exec.Cmd){
		"no terminal":      func(*exec.Cmd) {},
		"input is none":    func(c *exec.Cmd) { c.Stdin = strings.NewReader("q") },
		"output is a file": func(c *exec.Cmd) { c.Stdout = file },
	} {
		t.Run(name, func(t *testing.T) {
			cmd := program("raftviz")
			var said strings.Builder
			cmd.Stdout, cmd.Stderr = &said, &said
			prepare(cmd)
			_ = cmd.Run()
			checkRefused(t, cmd.ProcessState.ExitCode(), said.String())
		})
	}
	if info, err := file.Stat(); err != nil || info.Size() > 0 {
		t.Errorf("the file has %d bytes (%v)", info.Size(), err)
	}
}

// TestHalfATerminalIsRefused runs it where only the input, or only the output, is
// a terminal, and where the terminal can do nothing.
func TestHalfATerminalIsRefused(t *testing.T) {
	for name, script := range map[string]string{
		"output is a file": `"$0" > /dev/null`, "input is a file": `"$0" < /dev/null`,
		"dumb": `TERM=dumb "$0"`, "no name": `TERM= "$0"`, "none": `unset TERM; "$0"`,
	} {
		t.Run(name, func(t *testing.T) {
			shell := program("raftviz")
			shell.Path, shell.Args = "/bin/sh", []string{"sh", "-c", script, os.Args[0]}
			tm := inTerminal(t, shell)
			code, output := tm.exit()
			checkRefused(t, code, output)
			if len(tm.modes) > 0 {
				t.Errorf("it has set %v", tm.modes)
			}
		})
	}
}

// checkRefused fails unless the program has said in one line what to do instead.
func checkRefused(t *testing.T, code int, said string) {
	t.Helper()
	if code != 2 || !strings.Contains(said, "raftviz run") || strings.Count(strings.TrimSpace(said), "\n") > 0 {
		t.Errorf("status %d, %q", code, said)
	}
}

// runBuggy is the program with keys that make it panic.
func runBuggy() error {
	d := &armed{Session: session.New("")}
	m := newModel(d, grid.Plain(), "cluster seed=42")
	m.keys = append(m.keys, bugKeys(d)...)
	err := m.loop(context.Background())
	_ = m.engine.close()
	return err
}
