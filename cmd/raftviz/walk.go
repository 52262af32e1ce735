package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"raftviz/cluster/lang"
	"raftviz/ui"
	"raftviz/ui/config"
	"raftviz/walkthrough"
)

// walk is what the flags of raftviz walk say.
type walk struct {
	look
	present, notes, again bool
}

// newWalk is raftviz walk.
func newWalk() *cobra.Command {
	var w walk
	c := &cobra.Command{
		Use:   "walk [NAME|FILE|DIR]",
		Short: lang.T("a course on etcd's raft that runs on the real thing"),
		Long: lang.T("walk lists the lessons of the course, and how far you are. With the name or the number of one\n" +
			"it opens that lesson where you left it: a text beside a cluster that does what the text says.\n" +
			"FILE is a lesson of your own, DIR a folder of them: the first that is not finished opens."),
		Example: "  raftviz walk election\n  raftviz walk --present 6",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return lang.E("walk: %d lessons are given; one is allowed: raftviz walk NAME|FILE|DIR", len(args))
			}
			return nil
		},
		ValidArgsFunction: completeLesson,
		RunE: func(c *cobra.Command, args []string) error {
			file, err := w.read(c)
			if err != nil {
				return err
			}
			speak(c, file)
			switch {
			case w.notes && (w.present || len(args) > 0):
				return lang.E("walk: --notes follows whatever is presented in another terminal; it is given alone")
			case w.notes:
				return ui.RunNotes(c.Context(), presentationFile(), w.Appearance)
			case len(args) == 0 && w.present:
				return lang.E("walk: --present needs a lesson: raftviz walk --present NAME|FILE|DIR")
			case len(args) == 0:
				return listLessons()
			case args[0] == "-":
				return lang.E("walk: standard input has the keys of the screen, and no lesson; raftviz walk check - runs one")
			}
			return w.open(c, args[0])
		},
	}
	w.flags(c)
	flags := c.Flags()
	flags.BoolVar(&w.NoMouse, "no-mouse", false, lang.T("leave the mouse to the terminal"))
	flags.BoolVar(&w.present, "present", false, lang.T("present it: from the first step on, with page keys too, for a clicker"))
	flags.BoolVar(&w.notes, "notes", false, lang.T("show the speaker's notes for what is presented in another terminal"))
	flags.BoolVar(&w.again, "again", false, lang.T("begin at the first step"))
	c.AddCommand(newWalkCheck(), newWalkNew(), newWalkExport())
	return c
}

// completeLesson completes the names of the program's own lessons in a shell, and files.
func completeLesson(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var names []string
	for _, l := range walkthrough.Own(lang.InUse()).Lessons {
		names = append(names, l.Name+"\t"+l.Title)
	}
	return names, cobra.ShellCompDirectiveDefault
}

// open shows a lesson, and those that are asked for behind it.
func (w *walk) open(c *cobra.Command, name string) (err error) {
	file := progressFile()
	if w.present {
		file = "" // what is presented is nobody's progress
	}
	progress, unkept := walkthrough.OpenProgress(file)
	course, lesson, err := findLesson(name, progress)
	if err != nil {
		return err
	}
	o := ui.Walk{Lesson: lesson, Course: course, Progress: progress, Again: w.again}
	if w.present {
		o.Presents = walkthrough.Present(presentationFile())
		defer func() { err = errors.Join(err, o.Presents.End()) }()
	}
	return errors.Join(ui.Run(c.Context(), ui.Options{Walk: &o, Appearance: w.Appearance}), unkept)
}

// findLesson is the lesson with that name, or in that file or folder, and the course that
// it is of, nil for none. A folder beside the program's own course is never in its way.
func findLesson(name string, p *walkthrough.Progress) (*walkthrough.Course, *walkthrough.Lesson, error) {
	own := walkthrough.Own(lang.InUse())
	if info, err := os.Stat(name); err != nil || !info.IsDir() || own.Find(name) != nil {
		return oneLesson(own, name)
	}
	c, err := walkthrough.OpenDir(name)
	if err != nil {
		return nil, nil, err
	}
	return c, firstUnfinished(c, p), nil
}

// oneLesson is findLesson without folders. A file whose name is that of a lesson of the
// program's own is meant as ./NAME.
func oneLesson(own *walkthrough.Course, name string) (*walkthrough.Course, *walkthrough.Lesson, error) {
	if l := own.Find(name); l != nil {
		return own, l, nil
	}
	if _, err := os.Stat(name); err != nil && name != "-" && filepath.Ext(name) != ".md" {
		return nil, nil, lang.E("walk: there is no lesson %q, and no such file; lessons are %s", name, own.Names())
	}
	l, err := walkthrough.Open(name, os.Stdin)
	return nil, l, err
}

// firstUnfinished is the first lesson that was not finished, the first of all if all were.
func firstUnfinished(c *walkthrough.Course, p *walkthrough.Progress) *walkthrough.Lesson {
	for _, l := range c.Lessons {
		if !p.Of(l).Finished {
			return l
		}
	}
	return c.Lessons[0]
}

// listLessons prints the course, and how far the reader is in each lesson: below its title,
// for 80 columns have no room for both in a row.
func listLessons() error {
	c := walkthrough.Own(lang.InUse())
	progress, err := walkthrough.OpenProgress(progressFile())
	for i, l := range c.Lessons {
		head := fmt.Sprintf("%2d %-16s %s  ", i+1, l.Name, lang.F("%2d min", l.Minutes))
		fmt.Println(head + l.Title)
		if far := howFar(l, progress); far != "" {
			fmt.Println(strings.Repeat(" ", ansi.StringWidth(head)) + far)
		}
	}
	fmt.Println("\n" + lang.T("raftviz walk NAME opens one, at the step where you left it"))
	return err
}

// howFar says how far the reader is in a lesson.
func howFar(l *walkthrough.Lesson, p *walkthrough.Progress) string {
	r := p.Of(l)
	switch {
	case r.Finished && l.Questions() > 0:
		return lang.F("✓ %d of %d questions right", r.Right, l.Questions())
	case r.Finished:
		return "✓"
	case r.Step > 0 || r.Done:
		return lang.F("step %d of %d", r.Step+1, len(l.Steps))
	}
	return ""
}

// progressFile is where progress is kept, "" where there is no place for it.
func progressFile() string { return stateFile("progress.toml") }

// presentationFile is where is told what is presented.
func presentationFile() string { return stateFile("presented.toml") }

func stateFile(name string) string {
	if dir := config.StateDir(); dir != "" {
		return filepath.Join(dir, name)
	}
	return ""
}
