package node

import (
	"fmt"
	"io"
	"log"

	"go.etcd.io/etcd/raft/v3"

	"raftviz/cluster/view"
)

// logger is the node as raft.Logger: what raft logs at level info and above
// becomes events, and a panic of raft's the node's error.
type logger Node

// MemoryStorage logs through a logger of the whole package, and only what it is
// about to panic with. That is the node's error, and not for the terminal.
func init() { raft.SetLogger(&raft.DefaultLogger{Logger: log.New(io.Discard, "", 0)}) }

// refusedFormat is what raft's stepLeader logs when it turns a configuration
// change into an empty entry; the last argument is the reason.
const refusedFormat = "%x ignoring conf change %v at config %s: %s"

func (l *logger) Debug(...any)          {}
func (l *logger) Debugf(string, ...any) {}

func (l *logger) Info(v ...any)    { l.line(fmt.Sprint(v...)) }
func (l *logger) Warning(v ...any) { l.line(fmt.Sprint(v...)) }
func (l *logger) Error(v ...any)   { l.line(fmt.Sprint(v...)) }

func (l *logger) Infof(format string, v ...any) {
	l.line(fmt.Sprintf(format, v...))
	if format == refusedFormat {
		(*Node)(l).emit(view.Event{What: view.Refused, Text: fmt.Sprintf("configuration change: %v", v[len(v)-1])})
	}
}

func (l *logger) Warningf(format string, v ...any) { l.line(fmt.Sprintf(format, v...)) }
func (l *logger) Errorf(format string, v ...any)   { l.line(fmt.Sprintf(format, v...)) }

func (l *logger) Fatal(v ...any)                 { panic(fmt.Sprint(v...)) }
func (l *logger) Fatalf(format string, v ...any) { panic(fmt.Sprintf(format, v...)) }
func (l *logger) Panic(v ...any)                 { panic(fmt.Sprint(v...)) }
func (l *logger) Panicf(format string, v ...any) { panic(fmt.Sprintf(format, v...)) }

func (l *logger) line(text string) {
	(*Node)(l).emit(view.Event{What: view.Raft, Text: text})
}
