package command

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"raftviz/cluster"
	"raftviz/cluster/lang"
)

// MaxLine is the longest line in bytes.
const MaxLine = 64 << 10

// Command is one line, understood. The zero value is a blank line or a comment.
type Command struct {
	Spec *Spec
	Args Args
}

// Parse reads one line. A line that is blank or a comment is the zero Command.
// The error is one line, and says what is wrong and what is allowed.
func Parse(line string) (Command, error) {
	line = strings.Trim(line, blanks+"\r\n")
	if line == "" || line[0] == '#' {
		return Command{}, nil
	}
	if err := checkText(line); err != nil {
		return Command{}, err
	}
	name, rest := cutName(line)
	spec := Find(name)
	if spec == nil {
		return Command{}, errUnknown(name)
	}
	args, err := spec.parse(rest)
	if err != nil {
		return Command{}, lang.E("%s: %w", name, err)
	}
	return Command{spec, args}, nil
}

// checkText refuses what is not one line of text.
func checkText(line string) error {
	switch {
	case len(line) > MaxLine:
		return lang.E("the line is %d bytes long; at most %d are allowed", len(line), MaxLine)
	case !utf8.ValidString(line):
		return errors.New(lang.T("the line is not UTF-8 text"))
	}
	for _, r := range line {
		if unicode.IsControl(r) && r != '\t' {
			return lang.E("the line has the control character %q; a command is one line of text", r)
		}
	}
	return nil
}

// cutName cuts the first word off a line.
func cutName(line string) (name, rest string) {
	if i := strings.IndexAny(line, blanks); i >= 0 {
		return line[:i], line[i+1:]
	}
	return line, ""
}

// parse reads what comes after the command's name.
func (s *Spec) parse(rest string) (Args, error) {
	args := make(Args, len(s.Params))
	for _, p := range s.Params {
		if p.Optional {
			args[p.key()] = p.fallback()
		}
	}
	params := s.Params
	if len(params) > 0 && params[0].Type.readRaw != nil {
		value, after, err := params[0].Type.readRaw(rest)
		if err != nil {
			return nil, err
		}
		args[params[0].key()], params, rest = value, params[1:], after
	}
	words, err := split(cutComment(rest, false))
	if err != nil {
		return nil, err
	}
	r := wordReader{spec: s, args: args, words: words, given: make(map[string]bool)}
	return args, r.read(params)
}

// wordReader reads the words of one line into arguments.
type wordReader struct {
	spec  *Spec
	args  Args
	words []string
	given map[string]bool
}

// read reads the positional arguments, then the others in any order.
func (r *wordReader) read(params []Param) error {
	for _, p := range params {
		if !p.positional() || p.Optional && (len(r.words) == 0 || r.named(params) != nil) {
			continue
		}
		if err := r.value(p); err != nil {
			return err
		}
	}
	for len(r.words) > 0 {
		p := r.named(params)
		if p == nil {
			return lang.E("unexpected %q; usage: %s", r.words[0], r.spec.Usage())
		}
		if r.given[p.key()] {
			return lang.E("%s is given twice; once is allowed", p.key())
		}
		r.given[p.key()] = true
		if err := r.nameAndValue(*p); err != nil {
			return err
		}
	}
	for _, p := range params {
		if _, has := r.args[p.key()]; !has {
			return lang.E("%s %s is missing; usage: %s", p.key(), p.Name, r.spec.Usage())
		}
	}
	return nil
}

// named is the argument that the next word names, by word or key.
func (r *wordReader) named(params []Param) *Param {
	for i, p := range params {
		if p.Word != "" && r.words[0] == p.Word || p.Key != "" && strings.HasPrefix(r.words[0], p.Key+"=") {
			return &params[i]
		}
	}
	return nil
}

// nameAndValue reads "via 2", "power" or "delay=3".
func (r *wordReader) nameAndValue(p Param) error {
	switch {
	case p.Key != "":
		r.words[0] = r.words[0][len(p.Key)+1:]
	case p.isFlag():
		r.words[0] = "true"
	default:
		r.words = r.words[1:]
	}
	return r.value(p)
}

// value reads the value of p from the next words.
func (r *wordReader) value(p Param) error {
	if len(r.words) == 0 {
		return lang.E("%s is missing; usage: %s", p.Name, r.spec.Usage())
	}
	value, n, err := p.Type.read(r.words)
	if err != nil {
		return lang.E("%s %w", p.subject(r.words[:n]), err)
	}
	r.args[p.key()], r.words = value, r.words[n:]
	return nil
}

// Replay does again the first steps of what the command, which acts, once did,
// at least 1 of them. That these end before it is no error, whatever came then.
func (c Command) Replay(l *cluster.Lab, steps int) error {
	again := c.Spec.Replay
	if again == nil {
		again = func(l *cluster.Lab, a Args) error {
			_, err := c.Spec.Run(l, a)
			return err
		}
	}
	return l.First(steps, func() error { return again(l, c.Args) })
}

// String is the command's canonical text: Parse reads it back to an equal
// Command. Arguments that have their defaults are left out.
func (c Command) String() string { return c.text(false) }

// Full is String with every argument, defaults too, that has a value.
func (c Command) Full() string { return c.text(true) }

func (c Command) text(defaults bool) string {
	if c.Spec == nil {
		return ""
	}
	words := []string{c.Spec.Name}
	for _, p := range c.Spec.Params {
		value := p.Type.write(c.Args[p.key()])
		isDefault := p.Optional && value == p.Type.write(p.fallback())
		switch {
		case isDefault && (!defaults || p.Default == nil):
		case p.isFlag():
			words = append(words, p.Word)
		case p.Word != "":
			words = append(words, p.Word, value)
		case p.Key != "":
			words = append(words, p.Key+"="+value)
		default:
			words = append(words, value)
		}
	}
	return strings.Join(words, " ")
}
