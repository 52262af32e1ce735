package upstream

import (
	"bytes"
	"os/exec"

	"github.com/creack/pty"
)

// draws starts a program in a terminal of 120x40, whose output is counted and thrown
// away. The function that it returns waits until all was read.
func (n *Node) draws(cmd *exec.Cmd) (shown func(), err error) {
	tty, own, err := pty.Open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = own.Close() }()
	if err := pty.Setsize(tty, &pty.Winsize{Rows: 40, Cols: 120}); err != nil {
		return nil, err
	}
	cmd.Stdin, cmd.Stdout = own, own
	cmd.SysProcAttr.Setctty = true
	if err := cmd.Start(); err != nil {
		_ = tty.Close()
		return nil, err
	}
	read := make(chan struct{})
	go func() {
		defer close(read)
		buf := make([]byte, 64<<10)
		for {
			k, err := tty.Read(buf)
			n.drawn.Add(int64(k))
			// A program that asks waits some seconds for the answer, which every terminal
			// gives: where the cursor is.
			if bytes.Contains(buf[:k], []byte("\x1b[6n")) {
				_, _ = tty.WriteString("\x1b[1;1R")
			}
			if err != nil {
				return
			}
		}
	}()
	return func() { <-read; _ = tty.Close() }, nil
}
