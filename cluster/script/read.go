package script

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"raftviz/cluster/command"
	"raftviz/cluster/lang"
)

// MaxSize is the size of the largest script, in bytes.
const MaxSize = 16 << 20

// maxErrors is how many lines of a wrong script are named.
const maxErrors = 10

// Script is a script that was read and understood.
type Script struct {
	// Name is the file's, as it was given.
	Name string
	// Lines are its commands, in order; blank lines and comments are left out.
	Lines []Line
}

// Line is one command of a script.
type Line struct {
	// Number counts the file's lines from 1.
	Number  int
	Command command.Command
}

// Error is an error in a line of a script, or in what the line did.
type Error struct {
	Name string
	// Line counts from 1.
	Line int
	Err  error
}

// Error is FILE:LINE: message.
func (e *Error) Error() string { return fmt.Sprintf("%s:%d: %v", e.Name, e.Line, e.Err) }

// Unwrap is the error without the place.
func (e *Error) Unwrap() error { return e.Err }

// Open reads the script in the file at path; "-" is stdin. Its error begins with
// FILE:LINE: where a line is wrong, else with FILE:.
func Open(path string, stdin io.Reader) (*Script, error) {
	if path == "-" {
		return Read("stdin", stdin)
	}
	text, err := Text(path)
	if err != nil {
		return nil, err
	}
	return Parse(path, text)
}

// Read reads a script called name.
func Read(name string, r io.Reader) (*Script, error) {
	text, err := ReadText(name, r)
	if err != nil {
		return nil, err
	}
	return Parse(name, text)
}

// Text is what is in the file at path, which may be a script: text, and not too
// much of it.
func Text(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", lang.E("%s: cannot be opened: %w", path, cause(err))
	}
	defer f.Close()
	return ReadText(path, f)
}

// ReadText is Text of what is called name.
func ReadText(name string, r io.Reader) (string, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxSize+1))
	switch {
	case err != nil:
		return "", lang.E("%s: cannot be read: %w", name, cause(err))
	case strings.IndexByte(string(data), 0) >= 0:
		return "", lang.E("%s: is a binary file; a script is UTF-8 text", name)
	case len(data) > MaxSize:
		return "", lang.E("%s: is too large; a script has at most 16 MiB", name)
	}
	return strings.TrimPrefix(string(data), "\ufeff"), nil
}

// cause is what went wrong, without the path.
func cause(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

// needsCluster reports whether there is a cluster once the line was run.
func needsCluster(l Line) bool { return !l.Command.Spec.Bare }

// Parse reads all lines of a text, and says of the first few wrong ones what is
// wrong.
func Parse(name, text string) (*Script, error) {
	s := &Script{Name: name}
	var wrong []error
	number := 0
	for line := range strings.SplitSeq(text, "\n") {
		number++
		c, err := command.Parse(line)
		switch {
		case err != nil:
			wrong = append(wrong, &Error{name, number, err})
		case c.Spec != nil && c.Spec.OfSession():
			wrong = append(wrong, &Error{name, number, lang.E("%s: is for a session, which somebody looks at; a script has commands that act or check", c.Spec.Name)})
		case c.Sets() && slices.ContainsFunc(s.Lines, needsCluster):
			wrong = append(wrong, &Error{name, number, command.ErrSecondCluster()})
		case c.Spec != nil:
			s.Lines = append(s.Lines, Line{number, c})
		}
		if len(wrong) == maxErrors {
			break
		}
	}
	if len(wrong) > 0 {
		return nil, errors.Join(wrong...)
	}
	return s, nil
}
