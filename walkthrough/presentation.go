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

// Presentation tells another process of the same user what is presented, by way of a
// file. A nil Presentation tells nobody.
type Presentation struct {
	path  string
	using sync.Mutex
}

// Presented is what is presented now.
type Presented struct {
	// Own is set for a lesson of the program's own course, whose name Lesson is; else
	// Lesson is the file's path.
	Own      bool          `toml:"own"`
	Lesson   string        `toml:"lesson"`
	Language lang.Language `toml:"language"`
	// Step counts from 0; the number of steps is the end. Ran is set once its commands
	// have run, and Right is the right option then, from 1, 0 for none.
	Step  int  `toml:"step"`
	Ran   bool `toml:"ran"`
	Right int  `toml:"right"`
	// Process is the one that presents.
	Process int `toml:"process"`
}

// Present returns a presentation that is told in the file at path.
func Present(path string) *Presentation { return &Presentation{path: path} }

// Tell tells what is presented now.
func (p *Presentation) Tell(now Presented) error {
	if p == nil {
		return nil
	}
	p.using.Lock()
	defer p.using.Unlock()
	now.Process = os.Getpid()
	data, err := toml.Marshal(now)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(p.path), 0o700); err != nil {
		return err
	}
	return disk.Replace(p.path, data, 0o600)
}

// End tells that nothing is presented any more.
func (p *Presentation) End() error {
	if p == nil {
		return nil
	}
	if err := os.Remove(p.path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// Now is what is presented in the file at path, ok is false where nothing is.
func Now(path string) (now Presented, ok bool, err error) {
	data, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return now, false, nil
	case err != nil:
		return now, false, err
	}
	err = toml.Unmarshal(data, &now)
	return now, err == nil, err
}

// Open is the lesson that is presented.
func (p Presented) Open() (*Lesson, error) {
	if !p.Own {
		return Open(p.Lesson, nil)
	}
	if l := Own(p.Language).Find(p.Lesson); l != nil {
		return l, nil
	}
	return nil, lang.E("the program has no lesson %s", p.Lesson)
}

// Presented is the lesson as another process is told of it.
func (l *Lesson) Presented() Presented {
	return Presented{Own: l.own, Lesson: l.Key(), Language: l.Language}
}
