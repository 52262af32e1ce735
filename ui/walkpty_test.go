//go:build unix

package ui

import (
	"context"
	"strings"
	"syscall"
	"testing"

	"raftviz/walkthrough"
)

// runLesson is the program with the first of two lessons.
func runLesson() error {
	c := &walkthrough.Course{}
	for _, source := range []string{small, strings.Replace(small, "Who leads", "Once more", 1)} {
		l, err := walkthrough.Parse("small.md", source)
		if err != nil {
			return err
		}
		c.Lessons = append(c.Lessons, l)
	}
	p, err := walkthrough.OpenProgress("")
	if err != nil {
		return err
	}
	return Run(context.Background(), Options{Walk: &Walk{Lesson: c.Lessons[0], Course: c, Progress: p, Again: true}})
}

// throughTheLesson are the keys to its end.
const throughTheLesson = "       "

const terminated = 128 + int(syscall.SIGTERM)

// leaving is a way to end a program, after some keys.
type leaving struct {
	keys, sees string
	end        string
	signal     syscall.Signal
	code       int
}

// leaves ends a program so. The test fails unless the terminal is as it was.
func (l leaving) leaves(t *testing.T, tm *terminal) {
	t.Helper()
	tm.typ(l.keys)
	if l.sees != "" {
		tm.wait(l.sees)
	}
	tm.typ(l.end)
	if l.signal != 0 {
		if err := tm.cmd.Process.Signal(l.signal); err != nil {
			t.Fatal(err)
		}
	}
	if code, said := tm.exit(); code != l.code {
		t.Errorf("exit status %d, want %d: %s", code, l.code, said)
	}
}

// TestALessonEndsInOrder: the first screen and the second, which the program starts for
// the lesson that follows.
func TestALessonEndsInOrder(t *testing.T) {
	for name, l := range map[string]leaving{
		"q":                           {end: "q"},
		"ctrl-c":                      {end: "\x03"},
		"ctrl-c while a step runs":    {end: " \x03"},
		"SIGTERM":                     {signal: syscall.SIGTERM, code: terminated},
		"SIGTERM in free play":        {keys: " T", sees: "free play", signal: syscall.SIGTERM, code: terminated},
		"q at the end":                {keys: throughTheLesson, sees: "the end", end: "q"},
		"q in the lesson after it":    {keys: throughTheLesson + " ", sees: "Once more", end: "q"},
		"ctrl-c there":                {keys: throughTheLesson + " ", sees: "Once more", end: "\x03"},
		"SIGTERM there":               {keys: throughTheLesson + " ", sees: "Once more", signal: syscall.SIGTERM, code: terminated},
		"SIGINT there":                {keys: throughTheLesson + " ", sees: "Once more", signal: syscall.SIGINT, code: 128 + int(syscall.SIGINT)},
		"quit, a menu of steps open":  {keys: "L", sees: "A put", end: "\x03"},
		"quit, typed":                 {end: ":quit\r"},
		"quit, while a command waits": {keys: ":until leader == 9\r", end: "\x03"},
	} {
		t.Run(name, func(t *testing.T) {
			tm := inTerminal(t, program("lesson"))
			tm.wait("Who leads")
			l.leaves(t, tm)
		})
	}
}

func TestASpeakersNotesEndInOrder(t *testing.T) {
	for name, l := range map[string]leaving{
		"q":       {end: "q"},
		"esc":     {end: "\x1b"},
		"ctrl-c":  {end: "\x03"},
		"SIGTERM": {signal: syscall.SIGTERM, code: terminated},
		"SIGINT":  {signal: syscall.SIGINT, code: 128 + int(syscall.SIGINT)},
	} {
		t.Run(name, func(t *testing.T) {
			tm := inTerminal(t, program("notes"))
			tm.wait("q quit")
			l.leaves(t, tm)
		})
	}
}
