package ui

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"raftviz/cluster/command"
)

// What is left of a session when the program has a bug.

// report writes what happened, and the session so far, into two files, and is the
// error that names them. It needs nothing of the model, which may be in use.
func (e *engine) report(r any, stack []byte) error {
	bug := fmt.Sprintf("a bug: %v", r)
	about, session := e.remains()
	files, err := writeBoth(fmt.Sprintf("raftviz: %s\n\n%s\n%s", bug, about, stack), session)
	if err != nil {
		return fmt.Errorf("%s (its trace could not be kept: %w)\n%s", bug, err, stack)
	}
	return fmt.Errorf("%s; its trace is in %s.txt, and raftviz run %[2]s.raft replays the session until then", bug, files)
}

// CrashDir is where what is left of a session with a bug is written.
func CrashDir() string { return os.TempDir() }

// writeBoth writes a trace and a session, and returns the files' common name
// without .txt and .raft.
func writeBoth(trace, session string) (files string, err error) {
	f, err := os.CreateTemp(CrashDir(), "raftviz-crash-*.txt")
	if err != nil {
		return "", err
	}
	_, err = f.WriteString(trace)
	files = strings.TrimSuffix(f.Name(), ".txt")
	return files, errors.Join(err, f.Close(), os.WriteFile(files+".raft", []byte(session), 0o600))
}

// remains is a few lines about the session, and a file that replays it.
func (e *engine) remains() (about, file string) {
	var lines []string
	last := e.last.Load()
	if last != nil {
		b := last.state.branch
		lines = append(lines, fmt.Sprintf("seed %d, step %d of %d in %s", last.state.settings.Seed, b.At, b.Newest, b.Name))
	}
	if line := e.line.Load(); line != nil {
		lines = append(lines, "running: "+*line)
	}
	file, err := e.saved()
	if err != nil {
		lines = append(lines, "the session's file has no more than the commands: "+err.Error())
		file = e.commands()
	}
	return strings.Join(lines, "\n") + "\n", file
}

// ending is how long a report waits for the command that runs to end.
const ending = 5 * time.Second

// saved is the session as the command save would write it.
func (e *engine) saved() (text string, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("saving it panics: %v", r)
		}
	}()
	e.cancel()
	for begun := time.Now(); !e.using.TryLock(); time.Sleep(time.Millisecond) {
		if time.Since(begun) > ending {
			return "", errors.New("the command that runs does not end")
		}
	}
	defer e.using.Unlock()
	return e.do.Saved()
}

// commands are the lines that were run, as a script.
func (e *engine) commands() string {
	var lines []string
	if last := e.last.Load(); last != nil {
		lines = append([]string{command.Setup(last.state.settings).Full()}, last.state.commands...)
	}
	if line := e.line.Load(); line != nil {
		lines = append(lines, *line)
	}
	return strings.Join(lines, "\n") + "\n"
}
