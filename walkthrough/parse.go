package walkthrough

import (
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"raftviz/cluster/command"
	"raftviz/cluster/lang"
	"raftviz/cluster/script"
	"raftviz/cluster/view"
)

// Limits of a lesson: a person would read no more.
const (
	// maxSize is the size of the largest lesson, in bytes.
	maxSize = 1 << 20
	// maxSteps is how many steps it may have.
	maxSteps = 200
	// maxErrors is how many faults of a lesson are named.
	maxErrors = 10
)

// Parse reads a lesson. Its errors are FILE:LINE: message, the first few of them, a
// line each.
func Parse(file, source string) (*Lesson, error) {
	if len(source) > maxSize {
		return nil, lang.E("%s: is too large; a lesson has at most 1 MiB", file)
	}
	source = strings.ReplaceAll(source, "\r\n", "\n")
	p := &reader{lesson: &Lesson{Name: nameOf(file), File: file}}
	matter, body, err := split(source)
	if err != nil {
		return nil, &script.Error{Name: file, Line: 1, Err: err}
	}
	p.readFront(matter)
	p.readBody(body)
	if len(p.errors) > 0 {
		return nil, errors.Join(p.errors...)
	}
	return p.lesson, nil
}

// Open reads the lesson in the file at path; "-" is stdin.
func Open(path string, stdin io.Reader) (*Lesson, error) {
	if path == "-" {
		source, err := script.ReadText("stdin", stdin)
		if err != nil {
			return nil, err
		}
		return Parse("stdin", source)
	}
	source, err := script.Text(path)
	if err != nil {
		return nil, err
	}
	return Parse(path, source)
}

// reader reads one lesson.
type reader struct {
	lesson *Lesson
	errors []error
	doc    document
	// step is the one that is read, nil before the first.
	step *Step
	// ran is set once its commands were read: what follows is said of them.
	ran bool
}

// wrong notes a fault in a line.
func (p *reader) wrong(line int, err error) {
	if err != nil && len(p.errors) < maxErrors {
		p.errors = append(p.errors, &script.Error{Name: p.lesson.File, Line: line, Err: err})
	}
}

func (p *reader) readBody(body string) {
	p.doc = readMarkdown([]byte(body))
	for n := p.doc.root.FirstChild(); n != nil; n = n.NextSibling() {
		p.block(n)
	}
	p.endStep()
	if len(p.lesson.Steps) == 0 {
		p.wrong(1, lang.E("the lesson has no step; one begins with ## and its title"))
	}
}

// block takes in a block of the text.
func (p *reader) block(n ast.Node) {
	line := p.doc.line(n)
	heading, ok := n.(*ast.Heading)
	switch {
	case ok && heading.Level == 2 && !p.doc.marked(heading):
		p.wrong(line, lang.E("a line of - below a text makes a heading of it; a step begins with ## and its title"))
	case ok && heading.Level == 2:
		p.begin(heading, line)
	case p.step == nil:
		p.wrong(line, lang.E("text before the first step; a step begins with ## and its title"))
		p.step = &Step{Title: "?", Line: line} // one fault is enough
	case n.Kind() == ast.KindHTMLBlock:
		p.notes(n.(*ast.HTMLBlock), line)
	case n.Kind() == ast.KindFencedCodeBlock:
		p.fenced(n.(*ast.FencedCodeBlock), line)
	default:
		p.text(n, line)
	}
}

// begin begins a step.
func (p *reader) begin(h *ast.Heading, line int) {
	p.endStep()
	spans, err := p.doc.spans(h, Plain)
	p.wrong(line, err)
	title := strings.TrimSpace(words(spans))
	if title == "" {
		p.wrong(line, lang.E("the step has no title"))
	}
	p.step, p.ran = &Step{Title: title, Line: line}, false
}

// endStep takes the step in that was read.
func (p *reader) endStep() {
	s := p.step
	if s == nil {
		return
	}
	if s.Question != nil && len(s.Lines) == 0 {
		p.wrong(s.Question.Line, lang.E("the step has a question and no commands that answer it"))
	}
	if len(p.lesson.Steps) == maxSteps {
		p.wrong(s.Line, lang.E("this is step %d; a lesson has at most %d", maxSteps+1, maxSteps))
		return
	}
	p.lesson.Steps = append(p.lesson.Steps, *s)
}

func (p *reader) text(n ast.Node, line int) {
	bs, err := p.doc.blocks(n)
	p.wrong(line, err)
	if p.ran {
		p.step.After = append(p.step.After, bs...)
	} else {
		p.step.Before = append(p.step.Before, bs...)
	}
}

// notes takes in a comment: what is hidden from who reads is for who speaks.
func (p *reader) notes(n *ast.HTMLBlock, line int) {
	source := p.doc.lines(n)
	if n.HasClosure() {
		source += string(n.ClosureLine.Value(p.doc.source))
	}
	said, ok := strings.CutPrefix(strings.TrimSpace(source), "<!--")
	said, closed := strings.CutSuffix(said, "-->")
	if !ok || !closed {
		p.wrong(line, lang.E("a lesson has no HTML but comments, which are the speaker's notes: <!-- ... -->"))
		return
	}
	p.step.Notes = strings.TrimSpace(p.step.Notes + "\n" + strings.TrimSpace(said))
}

// fenced takes in a fence: commands, a question, or code to look at.
func (p *reader) fenced(n *ast.FencedCodeBlock, line int) {
	info := ""
	if n.Info != nil {
		info = string(n.Info.Segment.Value(p.doc.source))
	}
	words := strings.Fields(info)
	switch {
	case len(words) > 0 && words[0] == "raft":
		p.commands(n, words[1:], line)
	case len(words) > 0 && words[0] == "question":
		switch {
		case len(words) > 1:
			p.wrong(line, lang.E("unexpected %q; a question's fence has that word alone", words[1]))
		case p.step.Question != nil:
			p.wrong(line, lang.E("the step has a question already; one is allowed"))
		case p.ran:
			p.wrong(line, lang.E("the question comes behind the commands; it is asked before they run"))
		default:
			p.step.Question = p.question(p.doc.lines(n), line+1)
		}
	default:
		p.text(n, line)
	}
}

// commands takes in a step's commands, and how it looks at the cluster.
func (p *reader) commands(n ast.Node, look []string, line int) {
	if p.ran {
		p.wrong(line, lang.E("the step has commands already; what comes next is another step: ## and its title"))
		return
	}
	p.ran = true
	for _, word := range look {
		p.wrong(line, p.step.Looks.set(word))
	}
	for i, source := range strings.Split(p.doc.lines(n), "\n") {
		c, err := command.Parse(source)
		at := line + 1 + i
		switch {
		case err != nil:
			p.wrong(at, err)
		case c.Spec == nil:
		default:
			p.wrong(at, p.refuse(c))
			p.step.Lines = append(p.step.Lines, script.Line{Number: at, Command: c})
		}
	}
}

// refuse is why a command cannot stand in a lesson.
func (p *reader) refuse(c command.Command) error {
	switch {
	case c.Spec.OfSession():
		return lang.E("%s: a lesson has commands that act on the cluster or look at it; files, branches and the past are the reader's", c.Spec.Name)
	case c.Spec.Paces:
		return lang.E("%s: a lesson's cluster stands still by itself", c.Spec.Name)
	case c.Sets() && len(p.step.Lines) > 0:
		return lang.E("cluster: another cluster is started by the first command of a step")
	}
	return nil
}

// Views are the names of the views that a lesson can choose.
var Views = []string{"cluster", "ready", "logs", "space-time", "progress", "kv", "disk", "events"}

// set reads one word of what stands behind the fence of the commands.
func (l *Look) set(word string) error {
	key, value, _ := strings.Cut(word, "=")
	switch key {
	case "view":
		for _, v := range Views {
			if v == value {
				l.View = value
				return nil
			}
		}
		return lang.E("unknown view %q; views are %s", value, strings.Join(Views, ", "))
	case "node":
		n, err := strconv.Atoi(strings.TrimPrefix(value, "n"))
		if err != nil || n < 1 || n > view.MaxNodes {
			return lang.E("node %q is out of range; nodes are 1-%d", value, view.MaxNodes)
		}
		l.Node = n
		return nil
	case "zoom":
		if value == "" {
			l.Zoom = true
			return nil
		}
	}
	return lang.E("unexpected %q; behind raft are allowed view=NAME, node=N and zoom", word)
}
