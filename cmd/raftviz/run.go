package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"raftviz/cluster/lang"
	"raftviz/cluster/report"
	"raftviz/cluster/script"
	"raftviz/cluster/session"
)

// newRun is raftviz run.
func newRun() *cobra.Command {
	var json, quiet bool
	var dataDir string
	run := &cobra.Command{
		Use:   "run FILE|-",
		Short: lang.T("run a script of commands without a screen"),
		Long: lang.T("run runs the commands in FILE, or on stdin, and prints what happens.\n\n" +
			"It exits with 0 when all expectations held, 1 when one failed or an until ran out,\n" +
			"2 when the script or the flags are wrong."),
		Args: oneScript,
		RunE: func(_ *cobra.Command, args []string) error {
			format := report.Trace
			switch {
			case json && quiet:
				return errors.New("run: --json and --quiet exclude each other; one of them is allowed")
			case json:
				format = report.JSON
			case quiet:
				format = report.Quiet
			}
			return runScript(args[0], dataDir, format)
		},
	}
	run.Flags().BoolVar(&json, "json", false, lang.T("print one JSON object a step, then the final view"))
	run.Flags().BoolVar(&quiet, "quiet", false, lang.T("print only failures"))
	run.Flags().StringVar(&dataDir, "data-dir", "", lang.T("keep the nodes' files in `DIR` (default: a temporary directory)"))
	return run
}

// oneScript refuses all but one argument.
func oneScript(_ *cobra.Command, args []string) error {
	if len(args) == 1 {
		return nil
	}
	return fmt.Errorf("run: %d scripts are given; one is allowed: raftviz run FILE, or - for stdin", len(args))
}

// runScript runs the script at path. An interrupt ends it after the step that
// runs; so does a reader of stdout that went away.
func runScript(path, dataDir string, format report.Format) (err error) {
	s, err := script.Open(path, os.Stdin)
	if err != nil {
		return err
	}
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second interrupt kills
	on := session.New(dataDir)
	defer func() { err = errors.Join(err, on.Close()) }()
	return report.Run(ctx, s, on, os.Stdout, format)
}
