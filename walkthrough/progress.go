package walkthrough

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/pelletier/go-toml/v2"

	"raftviz/cluster/disk"
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
	// Right is how many of them were right.
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
	none := &Progress{Lessons: map[string]Reached{}}
	if path == "" {
		return none, nil
	}
	data, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		none.path = path
		return none, nil
	case err != nil:
		return none, lang.E("progress is not kept: %w", err)
	}
	p := &Progress{path: path}
	if err := toml.Unmarshal(data, p); err != nil {
		return none, lang.E("progress is not kept: %s cannot be read: %w", path, err)
	}
	if p.Lessons == nil {
		p.Lessons = map[string]Reached{}
	}
	return p, nil
}

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
	p.Lessons[l.Key()] = r
}

// Save writes the file, which only its user can read. It may be called beside Set.
func (p *Progress) Save() error {
	p.using.Lock()
	defer p.using.Unlock()
	if p.path == "" {
		return nil
	}
	data, err := toml.Marshal(p)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(p.path), 0o700); err != nil {
		return err
	}
	return disk.Replace(p.path, data, 0o600)
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
