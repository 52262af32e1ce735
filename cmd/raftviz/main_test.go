package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"raftviz/cluster/session"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"raftviz": main})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "fill": fill, "damage": damage, "join": join, "oneline": oneLine, "puts": puts, "gets": gets,
		},
		Condition: func(name string) (bool, error) {
			if name != "root" {
				return false, fmt.Errorf("unknown condition %s", name)
			}
			return os.Geteuid() == 0, nil
		},
		Setup: func(e *testscript.Env) error {
			e.Setenv("TMPDIR", filepath.Join(e.WorkDir, ".tmp"))
			for _, name := range []string{"PEER", "PEER2"} {
				e.Setenv(name, fmt.Sprintf("http://127.0.0.1:%d", freePort(t)))
			}
			for _, name := range []string{"PORT", "PORT2"} {
				e.Setenv(name, fmt.Sprint(freePort(t)))
			}
			return nil
		},
	})
}

// exits STATUS COMMAND... runs a command that must exit with the status, and
// leave no temporary directory.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS COMMAND...")
	}
	err := ts.Exec(args[1], args[2:]...)
	var exit *exec.ExitError
	status := 0
	switch {
	case errors.As(err, &exit):
		status = exit.ExitCode()
	case err != nil:
		ts.Fatalf("%v", err)
	}
	if strconv.Itoa(status) != args[0] {
		ts.Fatalf("exit status %d, want %s", status, args[0])
	}
	left, err := filepath.Glob(filepath.Join(ts.Getenv("TMPDIR"), "raftviz-*"))
	if err != nil || len(left) > 0 {
		ts.Fatalf("left behind: %v %v", left, err)
	}
}

// fill FILE LINE COUNT SIZE makes a file of a line, COUNT times over, and of
// zeros up to SIZE bytes.
func fill(ts *testscript.TestScript, _ bool, args []string) {
	count, err := strconv.Atoi(args[2])
	ts.Check(err)
	size, err := strconv.ParseInt(args[3], 10, 64)
	ts.Check(err)
	path := ts.MkAbs(args[0])
	ts.Check(os.WriteFile(path, []byte(strings.Repeat(args[1]+"\n", count)), 0o600))
	ts.Check(os.Truncate(path, size))
}

// join FILE makes one line of all lines of a file.
func join(ts *testscript.TestScript, _ bool, args []string) {
	text := strings.ReplaceAll(ts.ReadFile(args[0]), "\n", " ")
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o600))
}

// oneLine fails unless what the last command wrote to stderr is one line.
func oneLine(ts *testscript.TestScript, _ bool, _ []string) {
	if text := ts.ReadFile("stderr"); strings.Count(text, "\n") != 1 {
		ts.Fatalf("stderr is not one line: %q", text)
	}
}

// puts PORT KEY VALUE puts, and waits until it is applied; gets PORT KEY VALUE reads
// that. Both wait for the port to be served.
func puts(ts *testscript.TestScript, _ bool, args []string) {
	await(ts, http.MethodPut, args[0], args[1]+"?wait=commit", args[2], http.StatusNoContent, "")
}

func gets(ts *testscript.TestScript, _ bool, args []string) {
	await(ts, http.MethodGet, args[0], args[1]+"?consistency=linearizable", "", http.StatusOK, args[2])
}

// await makes a request until it is answered as said.
func await(ts *testscript.TestScript, method, port, path, body string, status int, want string) {
	said := ""
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		request, err := http.NewRequest(method, "http://127.0.0.1:"+port+"/"+path, strings.NewReader(body))
		ts.Check(err)
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			said = err.Error()
			continue
		}
		data, err := io.ReadAll(response.Body)
		ts.Check(errors.Join(err, response.Body.Close()))
		if said = response.Status + " " + string(data); response.StatusCode == status && strings.TrimSpace(string(data)) == want {
			return
		}
	}
	ts.Fatalf("%s /%s on port %s: %s", method, path, port, said)
}

// damage PATTERN OFFSET flips a byte of the one file that matches.
func damage(ts *testscript.TestScript, _ bool, args []string) {
	paths, err := filepath.Glob(ts.MkAbs(args[0]))
	ts.Check(err)
	if len(paths) != 1 {
		ts.Fatalf("%d files match %s", len(paths), args[0])
	}
	offset, err := strconv.Atoi(args[1])
	ts.Check(err)
	data, err := os.ReadFile(paths[0])
	ts.Check(err)
	data[offset] ^= 0xff
	ts.Check(os.WriteFile(paths[0], data, 0o600))
}

// child is a raftviz that runs beside the test, with a directory of its own for temporary
// files.
type child struct {
	*exec.Cmd
	tmp  string
	pipe io.ReadCloser
	// out is what it prints, and said what it writes to stderr.
	out  *bufio.Reader
	said strings.Builder
}

// begin starts one.
func begin(t *testing.T, stdin string, args ...string) *child {
	t.Helper()
	c := &child{Cmd: exec.Command("raftviz", args...), tmp: t.TempDir()}
	c.Env = append(os.Environ(), "TMPDIR="+c.tmp)
	c.Stdin, c.Stderr = strings.NewReader(stdin), &c.said
	var err error
	if c.pipe, err = c.StdoutPipe(); err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	c.out = bufio.NewReader(c.pipe)
	return c
}

// line is the next that it prints.
func (c *child) line(t *testing.T) string {
	t.Helper()
	line, err := c.out.ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return line
}

// interrupt interrupts it, and is what it still prints. It must end as one that was, and
// leave nothing behind.
func (c *child) interrupt(t *testing.T) string {
	t.Helper()
	if err := c.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	rest, err := io.ReadAll(c.out)
	if err != nil {
		t.Error(err)
	}
	var exit *exec.ExitError
	if err := c.Wait(); !errors.As(err, &exit) || exit.ExitCode() != 130 {
		t.Errorf("ended with %v, want exit status 130", err)
	}
	checkEmpty(t, c.tmp)
	return string(rest)
}

// TestInterruptEndsARunCleanly interrupts a long run once it writes.
func TestInterruptEndsARunCleanly(t *testing.T) {
	c := begin(t, "run 100000\nrun 100000\n", "run", "-")
	c.line(t)
	if rest := c.interrupt(t); !strings.HasSuffix(rest, "\n") {
		t.Errorf("the output is not complete: %d bytes", len(rest))
	}
}

// TestInterruptEndsACheckCleanly interrupts a check whose third lesson runs: what the
// first has shown is said.
func TestInterruptEndsACheckCleanly(t *testing.T) {
	lessons := t.TempDir()
	for name, commands := range map[string]string{"1.md": "expect leader == 9", "2.md": "settle", "3.md": strings.Repeat("run 100000\n", 100) + "settle", "4.md": "settle"} {
		text := "+++\ntitle = \"A\"\nlang = \"en\"\nminutes = 1\ncluster = \"nodes=3 seed=1\"\n+++\n## A\n```raft\n" + commands + "\n```\n"
		if err := os.WriteFile(filepath.Join(lessons, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c := begin(t, "", "walk", "check", lessons)
	if line := c.line(t); !strings.Contains(line, "2.md: holds") {
		t.Fatal(line)
	}
	if rest := c.interrupt(t); rest != "" {
		t.Errorf("it went on: %q", rest)
	}
	if !strings.Contains(c.said.String(), "1.md:9: expect: does not hold: leader == 9") {
		t.Errorf("it says %q", &c.said)
	}
}

// TestReaderThatGoesAway closes the pipe that a run writes to.
func TestReaderThatGoesAway(t *testing.T) {
	c := begin(t, strings.Repeat("run 100\n", 100), "run", "-")
	c.line(t)
	if err := c.pipe.Close(); err != nil {
		t.Fatal(err)
	}
	if err := c.Wait(); err == nil {
		t.Error("it ended as if all had been read")
	}
	if c.said.String() != "" {
		t.Errorf("stderr: %s", &c.said)
	}
	checkEmpty(t, c.tmp)
}

func checkEmpty(t *testing.T, dir string) {
	t.Helper()
	left, err := os.ReadDir(dir)
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

func TestDataDirThatIsInUse(t *testing.T) {
	dir := t.TempDir()
	on := session.New(dir)
	defer on.Close()
	if _, err := on.Do("settle"); err != nil {
		t.Fatal(err)
	}
	c := exec.Command("raftviz", "run", "--data-dir", dir, "-")
	c.Stdin = strings.NewReader("settle\n")
	out, err := c.CombinedOutput()
	var exit *exec.ExitError
	want := fmt.Sprintf("stdin:1: data directory %q is in use by another run; end that run or name another directory\n", dir)
	if !errors.As(err, &exit) || exit.ExitCode() != 2 || !strings.HasSuffix(string(out), want) {
		t.Errorf("%v, output %q, want %q", err, out, want)
	}
}
