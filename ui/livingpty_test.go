//go:build unix

package ui

import (
	"context"
	"errors"
	"syscall"
	"testing"
	"time"

	"raftviz/cluster/live"
	"raftviz/cluster/session"
)

// runLive is the program with a live cluster whose ports nobody else has.
func runLive() (err error) {
	c, err := live.Start(live.Config{
		Settings: live.Defaults(3), Tick: 20 * time.Millisecond,
		Peers: []string{"http://127.0.0.1:0", "http://127.0.0.1:0", "http://127.0.0.1:0"},
	})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	if err := c.Run(); err != nil {
		return err
	}
	return Run(context.Background(), Options{Live: &Live{Session: session.Live(c.Lab()), About: "here"}})
}

func TestALiveClusterEndsInOrder(t *testing.T) {
	for name, end := range map[string]struct {
		keys   string
		signal syscall.Signal
		code   int
	}{
		"q": {keys: "q"}, "quit": {keys: ":quit\r"}, "ctrl-c": {keys: "\x03"},
		"while it stands still":    {keys: " :quit\r"},
		"while a command waits":    {keys: ":until leader == 9\r:", signal: syscall.SIGTERM, code: 128 + int(syscall.SIGTERM)},
		"SIGTERM":                  {signal: syscall.SIGTERM, code: 128 + int(syscall.SIGTERM)},
		"ctrl-c while one waits":   {keys: ":until leader == 9\r\x03"},
		"after a crash of a node":  {keys: "c:quit\r"},
		"while it looks at a step": {keys: ":goto 3\rq"},
	} {
		t.Run(name, func(t *testing.T) {
			tm := inTerminal(t, program("live"))
			tm.wait("leader ★")
			tm.typ(end.keys)
			if end.signal != 0 {
				if err := tm.cmd.Process.Signal(end.signal); err != nil {
					t.Fatal(err)
				}
			}
			if code, said := tm.exit(); code != end.code {
				t.Errorf("exit status %d: %s", code, said)
			}
		})
	}
}
