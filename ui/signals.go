package ui

import (
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"

	tea "github.com/charmbracelet/bubbletea"
)

// catchSignals lets signals that end a program end this one with the terminal
// restored. caught is the number of the one that came, 0 for none. guard is deferred
// where it waits for one.
func catchSignals(p *tea.Program, guard func()) (caught func() int, release func()) {
	var number atomic.Int32
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT)
	done := make(chan struct{})
	go func() {
		defer guard()
		select {
		case s := <-signals:
			if n, ok := s.(syscall.Signal); ok {
				number.Store(int32(n))
			}
			p.Kill()
		case <-done:
		}
	}()
	return func() int { return int(number.Load()) }, func() {
		signal.Stop(signals)
		close(done)
	}
}
