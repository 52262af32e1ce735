package session

import (
	"errors"
	"path/filepath"
	"strings"

	"raftviz/cluster"
	"raftviz/cluster/command"
	"raftviz/cluster/lang"
	"raftviz/cluster/script"
)

// load is the command load. On an error all is as it was.
func (s *Session) load(a command.Args) (string, error) {
	path := a.Text("FILE")
	name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	b := &branch{name: s.fresh(command.BranchName(name))}
	err := s.allow("load", b.name)
	if err == nil {
		err = s.read(b, path)
	}
	if err != nil {
		return "", lang.E("load: %w", err)
	}
	b.lookAt(b.newest())
	s.add(b)
	return s.where(), nil
}

// fresh is name, or name with the first number behind it that makes it new.
func (s *Session) fresh(name string) string {
	if s.find(name) == nil {
		return name
	}
	return s.unused(name[:min(len(name), command.MaxBranch-4)] + "-%d")
}

// read gives b a cluster and runs the file at path on it. On an error it has none.
func (s *Session) read(b *branch, path string) error {
	text, err := script.Text(path)
	if err != nil {
		return err
	}
	saved, err := readSaved(path, text)
	if err != nil {
		return err
	}
	lines, err := parse(path, text)
	if err != nil {
		return err
	}
	if err := s.run(b, lines, saved); err != nil {
		if b.lab != nil {
			err = errors.Join(err, b.lab.Close())
		}
		return err
	}
	return nil
}

// parse reads a script, and says of the first wrong line what is wrong.
func parse(path, text string) (*script.Script, error) {
	lines, err := script.Parse(path, text)
	var all interface{ Unwrap() []error }
	switch {
	case errors.As(err, &all):
		return nil, all.Unwrap()[0]
	case err == nil && len(lines.Lines) == 0:
		return nil, lang.E("%s: has no command", path)
	}
	return lines, err
}

// run runs a script on b, which has no cluster yet, and compares what came of it
// with what was saved, if anything was.
func (s *Session) run(b *branch, lines *script.Script, saved *savedFile) error {
	settings, rest := cluster.Defaults(), lines.Lines
	if rest[0].Command.Sets() {
		settings, rest = command.Settings(rest[0].Command.Args), rest[1:]
	}
	lab, err := s.cluster(settings, "")
	if err != nil {
		return err
	}
	b.lab = lab
	lab.Watch(s.reporter(saved.total()))
	failed, err := b.doAll(rest)
	lab.Watch(nil)
	if saved != nil && !errors.As(err, new(cancelled)) {
		if differs := saved.compare(b, err == nil); differs != nil {
			return differs
		}
		if err != nil {
			err = lang.E("the replay disagrees after step %d: %w", b.newest(), err)
		}
	}
	if err != nil {
		return &script.Error{Name: lines.Name, Line: failed, Err: err}
	}
	return nil
}

// doAll runs lines up to the first that fails, whose number it says.
func (b *branch) doAll(lines []script.Line) (failed int, err error) {
	for _, line := range lines {
		if err := b.do(line.Command); err != nil {
			return line.Number, err
		}
	}
	return 0, nil
}

// do runs a command of a script. A violation is what the script may be about.
func (b *branch) do(c command.Command) (err error) {
	before := b.lab.Len()
	if c.Spec.Run == nil {
		var output string
		output, err = c.Spec.Look(b.lab, b.newest(), c.Args)
		if err == nil && output == "" {
			b.remember(c, whole)
		}
		return err
	}
	b.lab.Begin(c.String())
	_, err = c.Spec.Run(b.lab, c.Args)
	ending := endingOf(err)
	if ending == cut {
		return err
	}
	if b.lab.Len() > before {
		b.remember(c, ending)
	}
	return nil
}
