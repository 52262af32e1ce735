// Command raftviz runs a cluster of etcd's raft inside one process and shows
// each stage of each Ready: on a screen, or as text (raftviz run).
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"syscall"

	"github.com/spf13/cobra"

	"raftviz/cluster/lang"
	"raftviz/cluster/report"
	"raftviz/ui"
)

func main() {
	err := execute(os.Args[1:])
	if err != nil && !isQuiet(err) {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(exitStatus(err))
}

// execute runs a command line, in its language. Help is in it for all commands; what
// runs without a screen says the same in every language.
func execute(args []string) error {
	l, err := language(args)
	if err != nil {
		return err
	}
	lang.Use(l)
	root := newRoot()
	if c, _, err := root.Find(args); err != nil || !hasScreen(c) {
		lang.Use(lang.English)
	}
	return root.ExecuteContext(context.Background())
}

// hasScreen reports whether a command shows a screen, or chooses a lesson to draw.
func hasScreen(c *cobra.Command) bool {
	return c == c.Root() || slices.Contains([]string{"live", "walk", "export"}, c.Name())
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
