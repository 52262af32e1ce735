package upstream

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// Kind is which of the programs a node runs.
type Kind int

const (
	Upstream Kind = iota
	Raftviz
)

func (k Kind) String() string {
	if k == Raftviz {
		return "raftviz"
	}
	return "upstream"
}

// Way is how processes are run.
type Way int

const (
	// Together is without a screen, in the session of whoever starts them: what ends
	// that ends them.
	Together Way = iota
	// Apart is without a screen, each in a session of its own, as from terminals of
	// their own. Linux shares the processors out by session, so what is compared has to
	// have as many: raftexample against itself was 1.3 times as fast where only one had.
	Apart
	// Drawing is apart, and raftviz draws its screen.
	Drawing
)

// Node is one member, whose process may be started and stopped.
type Node struct {
	Kind Kind
	ID   int
	// URL is where the other members reach it, Port where clients do.
	URL  string
	Port int
	// Dir is its working directory: raftexample's files are always there.
	Dir string

	program string
	join    bool
	way     Way

	cmd *exec.Cmd
	// ended is closed when the process has ended and all that it wrote was read.
	ended chan struct{}
	// cpu is the processor time of the processes that ended, drawn what was written to
	// their terminals.
	cpu   time.Duration
	drawn atomic.Int64

	asking sync.Mutex
	client *Client
}

func (n *Node) String() string { return fmt.Sprintf("n%d (%s)", n.ID, n.Kind) }

// Start starts the node's process. members are the URLs of all, by ID.
func (n *Node) Start(members []string) error {
	args := []string{"--id", strconv.Itoa(n.ID), "--cluster", strings.Join(members, ","), "--port", strconv.Itoa(n.Port)}
	if n.Kind == Raftviz {
		args = append([]string{"live", "--data-dir", filepath.Join(n.Dir, "data")}, args...)
		if n.way != Drawing {
			args = append(args, "--headless")
		}
	}
	if n.join {
		args = append(args, "--join")
	}
	cmd := exec.Command(n.program, args...)
	cmd.Dir = n.Dir
	cmd.Env = append(os.Environ(), "TERM=xterm-256color")
	log, err := os.OpenFile(n.log(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { _ = log.Close() }()
	cmd.Stderr = log

	shown := func() {}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: n.way != Together}
	if n.Kind == Raftviz && n.way == Drawing {
		shown, err = n.draws(cmd)
	} else {
		cmd.Stdout = log
		err = cmd.Start()
	}
	if err != nil {
		return fmt.Errorf("%s: %w", n, err)
	}
	n.cmd, n.ended = cmd, make(chan struct{})
	go func() {
		defer close(n.ended)
		_ = cmd.Wait()
		shown()
	}()
	return nil
}

// log is the file that the process writes its output to.
func (n *Node) log() string { return filepath.Join(n.Dir, "output") }

// Up reports whether the process runs.
func (n *Node) Up() bool {
	if n.cmd == nil {
		return false
	}
	select {
	case <-n.ended:
		return false
	default:
		return true
	}
}

// Pause stops the process where it is, and Resume has it go on.
func (n *Node) Pause() error  { return n.cmd.Process.Signal(syscall.SIGSTOP) }
func (n *Node) Resume() error { return n.cmd.Process.Signal(syscall.SIGCONT) }

// Stop sends the process a signal and waits until it has ended. One that does not in
// time is killed, and that is an error. So is an exit status other than 0 of raftviz, or 143 of its screen,
// asked by SIGTERM; raftexample has no handler and dies of it.
func (n *Node) Stop(sig syscall.Signal) error {
	if !n.Up() {
		return nil
	}
	_ = n.Resume()
	_ = n.cmd.Process.Signal(sig)
	var err error
	if !n.Ends(10 * time.Second) {
		err = fmt.Errorf("%s: goes on after %v", n, sig)
		_ = n.cmd.Process.Kill()
		<-n.ended
	}
	n.cpu += n.cmd.ProcessState.UserTime() + n.cmd.ProcessState.SystemTime()
	if code := n.cmd.ProcessState.ExitCode(); err == nil && n.Kind == Raftviz && sig == syscall.SIGTERM && code != 0 && code != 128+int(sig) {
		err = fmt.Errorf("%s: %v after %v", n, n.cmd.ProcessState, sig)
	}
	n.asking.Lock()
	defer n.asking.Unlock()
	if n.client != nil {
		n.client.Close()
		n.client = nil
	}
	return err
}

// Ends waits until the process has ended by itself, and reports whether it did.
func (n *Node) Ends(patience time.Duration) bool {
	select {
	case <-n.ended:
		return true
	case <-time.After(patience):
		return false
	}
}

// ExitCode is the status of the process that ended.
func (n *Node) ExitCode() int { return n.cmd.ProcessState.ExitCode() }

// CPU is the processor time of the processes that were stopped.
func (n *Node) CPU() time.Duration { return n.cpu }

// Drawn is how many bytes were written to the node's terminals.
func (n *Node) Drawn() int64 { return n.drawn.Load() }

// Output is the end of what the processes wrote.
func (n *Node) Output() string {
	b, err := os.ReadFile(n.log())
	if err != nil {
		return err.Error()
	}
	return string(bytes.TrimSpace(b[max(0, len(b)-2000):]))
}
