package walkthrough

import (
	"path/filepath"
	"sync"

	"raftviz/cluster/lang"
)

// Progress is how far somebody is in each lesson. A lesson of the program's own course
// has one progress in all languages.
type Progress struct {
	// path is the file that keeps it, "" for none.
	path  string
	using sync.Mutex
	// Lessons are what is known, by Lesson.Key.
	Lessons map[string]Reached `toml:"lessons"`
	// unsaved are the keys of those that Save has not written yet.
	unsaved map[string]bool
}

// Reached is how far somebody is in one lesson.
type Reached struct {
	// Step is the step that was shown last, from 0, and Done whether its commands had run.
	Step int  `toml:"step"`
	Done bool `toml:"done"`
	// Finished is set once its last step was done.
	Finished bool `toml:"finished"`
	// Answers are the options chosen, from 1, by the number of the step, from 0, as text.
	Answers map[string]int `toml:"answers,omitempty"`
	// Right is how many of them were right; of a lesson that was finished, the most that
	// ever were.
	Right int `toml:"right"`
}

// Key is what a lesson's progress is kept under: the name of one of the program's own,
// else the file's path.
func (l *Lesson) Key() string {
	if l.own {
		return l.Name
	}
	if abs, err := filepath.Abs(l.File); err == nil {
		return abs
	}
	return l.File
}

// OpenProgress reads the file at path; "" keeps nothing. One that is not there is a
// beginning; one that cannot be read is an error, and what is returned keeps nothing.
func OpenProgress(path string) (*Progress, error) {
	p := &Progress{path: path, unsaved: map[string]bool{}}
	if path != "" {
		if _, err := readState(path, p); err != nil {
			none, _ := OpenProgress("")
			return none, unkept(err)
		}
	}
	if p.Lessons == nil {
		p.Lessons = map[string]Reached{}
	}
	return p, nil
}

func unkept(err error) error { return lang.E("progress is not kept: %w", err) }

// Of is how far somebody is in a lesson. A step that the lesson no longer has is its
// last.
func (p *Progress) Of(l *Lesson) Reached {
	p.using.Lock()
	defer p.using.Unlock()
	r := p.Lessons[l.Key()]
	r.Step = min(max(r.Step, 0), len(l.Steps)-1)
	return r
}

// Set notes how far somebody is. Save keeps it.
func (p *Progress) Set(l *Lesson, r Reached) {
	p.using.Lock()
	defer p.using.Unlock()
	if was := p.Lessons[l.Key()]; was.Finished {
		r.Finished, r.Right = true, max(r.Right, was.Right)
	}
	p.Lessons[l.Key()] = r
	p.unsaved[l.Key()] = true
}

// Save writes the file, with what other processes have written there of other lessons. It
// may be called beside Set, and does nothing where nothing was set since.
func (p *Progress) Save() error {
	p.using.Lock()
	defer p.using.Unlock()
	if p.path == "" || len(p.unsaved) == 0 {
		return nil
	}
	now, err := OpenProgress(p.path)
	if err != nil {
		return err
	}
	for key := range p.unsaved {
		now.Lessons[key] = p.Lessons[key]
	}
	if err := writeState(p.path, now); err != nil {
		return unkept(err)
	}
	p.Lessons = now.Lessons
	clear(p.unsaved)
	return nil
}

// Questions is how many questions the lesson asks.
func (l *Lesson) Questions() int {
	n := 0
	for i := range l.Steps {
		if l.Steps[i].Question != nil {
			n++
		}
	}
	return n
}
