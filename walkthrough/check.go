package walkthrough

import (
	"context"
	"errors"
	"io"

	"raftviz/cluster/command"
	"raftviz/cluster/report"
	"raftviz/cluster/script"
	"raftviz/cluster/session"
)

// script is the lesson as one script: its commands, and behind those of a step a check
// that its question has one right answer.
func (l *Lesson) script() *script.Script {
	s := &script.Script{Name: l.File, Lines: []script.Line{l.Cluster}}
	for i := range l.Steps {
		step := &l.Steps[i]
		if step.sets() {
			s.Lines = append(s.Lines, check(s.Lines[len(s.Lines)-1].Number))
		}
		s.Lines = append(s.Lines, step.Lines...)
		if step.Question != nil {
			s.Lines = append(s.Lines, step.Question.asked())
		}
	}
	return s
}

// check is the command that checks what is not checked after each step, for a cluster
// that is left behind.
func check(line int) script.Line {
	c, err := command.Parse("check")
	if err != nil {
		panic(err) // the table of commands has it
	}
	return script.Line{Number: line, Command: c}
}

// Check runs the lesson without a screen. Its error is that of the first command or
// question that fails, with its place: see report.Run.
func (l *Lesson) Check(ctx context.Context) (err error) {
	on := session.New("")
	defer func() { err = errors.Join(err, on.Close()) }()
	return report.Run(ctx, l.script(), on, io.Discard, report.Quiet)
}
