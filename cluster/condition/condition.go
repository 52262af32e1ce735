package condition

import (
	"errors"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/vm"

	"raftviz/cluster/lang"
	"raftviz/cluster/view"
)

// MaxLength is the longest condition in bytes: what a person would still read.
const MaxLength = 4096

// Condition is a compiled condition. It keeps what it read from the last view,
// so that evaluating it after every step is cheap; it is not safe for
// concurrent use.
type Condition struct {
	text    string
	program *vm.Program
	machine vm.VM
	reader  *reader
}

// Compile reads a condition. Its error is one line that says the column, and
// for an unknown name what there is.
func Compile(text string) (*Condition, error) {
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return nil, errors.New(lang.T("a condition is missing; it is an expression such as leader == 2"))
	case len(text) > MaxLength:
		return nil, errors.New(lang.T("the condition is too long; at most 4096 bytes are allowed"))
	}
	c := &Condition{text: text, reader: newReader()}
	program, err := expr.Compile(text, append(c.reader.options(), expr.AsBool())...)
	if err != nil {
		return nil, explainCompile(err)
	}
	if err := c.reader.mentions.err; err != nil {
		return nil, err
	}
	c.program = program
	return c, nil
}

// String is the condition's text.
func (c *Condition) String() string { return c.text }

// Holds reports whether the condition is true of v. An error is one that
// depends on the view: a field of an entry that there is not, a node number
// that was computed and is out of range.
func (c *Condition) Holds(v *view.View) (bool, error) {
	c.reader.look(v)
	out, err := c.machine.Run(c.program, &c.reader.env)
	if err != nil {
		return false, runtimeError(err)
	}
	return out.(bool), nil
}

// runtimeError is an evaluation's error in one line.
func runtimeError(err error) error {
	var at *file.Error
	if !errors.As(err, &at) {
		return err
	}
	return atColumn(at.Column, at.Message)
}
