package session

import (
	"errors"
	"io/fs"
	"os"

	"raftviz/cluster/command"
	"raftviz/cluster/disk"
	"raftviz/cluster/lang"
	"raftviz/cluster/script"
)

// save is the command save.
func (s *Session) save(a command.Args) (string, error) {
	path := a.Text("FILE")
	if _, err := os.Lstat(path); err == nil {
		return "", lang.E("save: %s exists; save! overwrites it", path)
	}
	return s.saveTo("save", path)
}

// saveAnyway is the command save!.
func (s *Session) saveAnyway(a command.Args) (string, error) {
	path := a.Text("FILE")
	if info, err := os.Lstat(path); err == nil && !info.Mode().IsRegular() {
		return "", lang.E("save!: %s is no regular file; name another", path)
	}
	return s.saveTo("save!", path)
}

// Saved is the branch that is looked at, as save writes it. When Do has ended in
// a panic, the steps are there that its command had made until then.
func (s *Session) Saved() (string, error) {
	if s.current == nil {
		return "", errors.New(lang.T("save: there is no cluster yet"))
	}
	return s.current.file("save")
}

// file is the branch as a file, for a command.
func (b *branch) file(command string) (string, error) {
	if err := b.repeatable(command); err != nil {
		return "", err
	}
	text := ""
	if b.lab.Oldest() > 0 {
		text = b.script()
	} else {
		text = b.saved(nil)
	}
	if len(text) > script.MaxSize {
		return "", lang.E("%s: the session would have %d bytes; a script has at most %d", command, len(text), script.MaxSize)
	}
	return text, nil
}

func (s *Session) saveTo(command, path string) (string, error) {
	b := s.current
	text, err := b.file(command)
	if err != nil {
		return "", err
	}
	if err := disk.Replace(path, []byte(text), 0o644); err != nil {
		var at *fs.PathError
		if errors.As(err, &at) {
			err = at.Err
		}
		return "", lang.E("%s: %s cannot be written: %w", command, path, err)
	}
	if oldest := b.lab.Oldest(); oldest > 0 {
		return lang.F("%d steps of %s are in %s, a script: steps before %d are no longer kept, and load will compare nothing", b.newest(), b.name, path, oldest) + "\n", nil
	}
	return lang.F("%d steps of %s are in %s", b.newest(), b.name, path) + "\n", nil
}
