package walkthrough

import (
	"errors"
	"os"
	"sync"
	"syscall"

	"raftviz/cluster/lang"
)

// Presentation tells another process of the same user what is presented, by way of a
// file. A nil Presentation tells nobody.
type Presentation struct {
	path  string
	using sync.Mutex
	// now is what is told; ended is set once nothing is.
	now   Presented
	ended bool
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

// Tell notes what is presented now. Save tells it.
func (p *Presentation) Tell(now Presented) {
	if p == nil {
		return
	}
	p.using.Lock()
	defer p.using.Unlock()
	p.now = now
	p.now.Process = os.Getpid()
}

// Save writes the file: what was told last, whichever call of Tell it belongs to. It may
// be called beside Tell.
func (p *Presentation) Save() error {
	if p == nil {
		return nil
	}
	p.using.Lock()
	defer p.using.Unlock()
	if p.ended {
		return nil
	}
	if err := writeState(p.path, p.now); err != nil {
		return lang.E("the speaker's notes do not follow: %w", err)
	}
	return nil
}

// End tells that nothing is presented any more, unless another process presents by now.
func (p *Presentation) End() error {
	if p == nil {
		return nil
	}
	p.using.Lock()
	defer p.using.Unlock()
	p.ended = true
	if now, ok, err := Now(p.path); err != nil || !ok || now.Process != os.Getpid() {
		return err
	}
	return os.Remove(p.path)
}

// Now is what is presented in the file at path, ok is false where nothing is: a process
// that was killed has not told that it ended.
func Now(path string) (now Presented, ok bool, err error) {
	if ok, err = readState(path, &now); err != nil || !ok {
		return now, false, err
	}
	now.Step = max(now.Step, 0)
	return now, runs(now.Process), nil
}

// runs reports whether there is a process with that number.
func runs(process int) bool {
	p, err := os.FindProcess(process)
	if process <= 0 || err != nil {
		return false
	}
	defer func() { _ = p.Release() }()
	return !errors.Is(p.Signal(syscall.Signal(0)), os.ErrProcessDone)
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
