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
	"raftviz/ui"
	"raftviz/ui/views/lesson"
	"raftviz/walkthrough"
)

// newWalkCheck is raftviz walk check.
func newWalkCheck() *cobra.Command {
	return &cobra.Command{
		Use:   "check FILE|DIR ...",
		Short: lang.T("run lessons without a screen"),
		Long: lang.T("check reads the lessons in the files and folders and runs them without a screen. It says of each\n" +
			"whether it holds, and exits with 0 when all do, 1 when an expectation failed or a question has\n" +
			"not exactly one right answer, 2 when a lesson is wrong (FILE:LINE: message)."),
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return lang.E("check: no lesson is given; raftviz walk check FILE|DIR")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			ctx, stop := signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			return checkLessons(ctx, args)
		},
	}
}

// checkLessons checks all lessons before it says which are wrong, unless it is
// interrupted.
func checkLessons(ctx context.Context, paths []string) error {
	var wrong []error
	for _, path := range paths {
		ls, err := lessonsAt(path)
		if err != nil {
			wrong = append(wrong, err)
		}
		for _, l := range ls {
			err := l.Check(ctx)
			switch {
			case ctx.Err() != nil && len(wrong) == 0:
				return ctx.Err()
			case ctx.Err() != nil:
				return &ui.ExitError{Code: report.ExitInterrupted, Err: errors.Join(wrong...)}
			case err != nil:
				wrong = append(wrong, err)
			default:
				fmt.Println(lang.F("%s: holds; %d steps, %d questions", l.File, len(l.Steps), l.Questions()))
				for _, fault := range lesson.Faults(l) {
					fmt.Fprintln(os.Stderr, fault) // it holds, and is not as good as it could be
				}
			}
		}
	}
	return errors.Join(wrong...)
}

// lessonsAt are the lessons in a file or in a folder. Beside an error they are those that
// can be read.
func lessonsAt(path string) ([]*walkthrough.Lesson, error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		c, err := walkthrough.OpenDir(path)
		return c.Lessons, err
	}
	l, err := walkthrough.Open(path, os.Stdin)
	if err != nil {
		return nil, err
	}
	return []*walkthrough.Lesson{l}, nil
}

// newWalkNew is raftviz walk new.
func newWalkNew() *cobra.Command {
	return &cobra.Command{
		Use:   "new FILE.md",
		Short: lang.T("write a lesson to begin with"),
		Long:  lang.T("new writes a small lesson that holds into a new file: change it into yours. docs/lessons.md says how."),
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return lang.E("new: %d files are given; one is allowed: raftviz walk new FILE.md", len(args))
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if err := walkthrough.WriteTemplate(args[0]); err != nil {
				return err
			}
			fmt.Println(lang.F("%s is a lesson; raftviz walk %s opens it, raftviz walk check %s runs it", args[0], args[0], args[0]))
			return nil
		},
	}
}
