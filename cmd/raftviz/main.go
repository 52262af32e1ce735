// Command raftviz runs a cluster of etcd's raft inside one process and shows
// each stage of each Ready: on a screen, or as text (raftviz run).
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"

	"raftviz/cluster/report"
	"raftviz/ui"
)

func main() {
	err := newRoot().ExecuteContext(context.Background())
	if err != nil && !isQuiet(err) {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(exitStatus(err))
}

// exitStatus is what the screen asks for, or what a script's run calls for.
func exitStatus(err error) int {
	var exit *ui.ExitError
	if errors.As(err, &exit) {
		return exit.Code
	}
	return report.ExitStatus(err)
}

// isQuiet reports whether an error needs no words: whoever caused it knows.
func isQuiet(err error) bool {
	var exit *ui.ExitError
	return errors.As(err, &exit) && exit.Err == nil ||
		errors.Is(err, context.Canceled) || errors.Is(err, syscall.EPIPE)
}
