package ui

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"raftviz/cluster/script"
	"raftviz/walkthrough"
)

// ExportLesson writes a lesson into a folder, which is made where it is not there: its
// text as NAME.md, and the screen of each step, once its commands have run, as SVG: of the
// cluster alone, or with the lesson's text. The same lesson gives the same bytes. A lesson
// that does not hold is an error, with its place, and nothing is written.
func (p Picture) ExportLesson(ctx context.Context, l *walkthrough.Lesson, withText bool, dir string) (err error) {
	if err := p.checkSize(); err != nil {
		return err
	}
	if err := l.Check(ctx); err != nil {
		return err
	}
	h, err := p.screen(&script.Script{Name: l.File})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.engine.close()) }()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	progress, err := walkthrough.OpenProgress("")
	if err != nil {
		return err
	}
	w := newWalk(Walk{Lesson: l, Progress: progress})
	h.walk = w
	h.finish(h.engine.run(l.Cluster.Command.String()))
	for i := range l.Steps {
		h.walkTo(position{i, true})
		if !withText {
			h.walk = nil // it is in the other file
		}
		picture := h.draw().SVG(h.look)
		h.walk = w
		if err := os.WriteFile(filepath.Join(dir, stepPicture(l, i)), []byte(picture), 0o644); err != nil {
			return err
		}
	}
	right := make([]int, len(w.done))
	for i, s := range w.done {
		right[i] = s.right
	}
	text := l.Handout(right, func(step int) string { return stepPicture(l, step) })
	return os.WriteFile(filepath.Join(dir, l.Name+".md"), []byte(text), 0o644)
}

// stepPicture is the file of a step's screen.
func stepPicture(l *walkthrough.Lesson, step int) string {
	return fmt.Sprintf("%s-%02d.svg", l.Name, step+1)
}

// walkTo goes to a position of the lesson, and returns when it is there.
func (h *headless) walkTo(p position) {
	h.Model.walkTo(p)
	for h.running != nil {
		h.ran(h.engine.through(h.running.line))
	}
}
