package walkthrough

import (
	"slices"
	"strings"

	"raftviz/cluster"
	"raftviz/cluster/command"
	"raftviz/cluster/condition"
	"raftviz/cluster/lang"
	"raftviz/cluster/script"
	"raftviz/cluster/view"
)

// Question is asked before the commands of a step run, and answered by them.
type Question struct {
	// Line is the line of the file that it begins in.
	Line int
	Text []Span
	// Options are the answers to choose from, 2..9. Exactly one is right.
	Options []Option
	// Explanation says why it came out so; none is allowed.
	Explanation []Block
}

// Option is an answer to choose.
type Option struct {
	Text []Span
	// Right is the condition that holds afterwards if it is the right one.
	Right string
}

// MaxOptions is how many options a question may have: one digit chooses one.
const MaxOptions = 9

// holdsWhen stands between an option and its condition.
const holdsWhen = " :: "

// Answer is the right option as the cluster is now. The error says if it is not one.
func (q *Question) Answer(v *view.View) (int, error) {
	right := -1
	for i, o := range q.Options {
		c, err := condition.Compile(o.Right)
		if err != nil {
			return 0, err // a lesson that was read has none
		}
		switch holds, err := c.Holds(v); {
		case err != nil:
			return 0, lang.E("option %d: %w: %s", i+1, err, o.Right)
		case holds && right >= 0:
			return 0, lang.E("options %d and %d both hold: %s, %s; exactly one may", right+1, i+1, q.Options[right].Right, o.Right)
		case holds:
			right = i
		}
	}
	if right < 0 {
		return 0, lang.E("no option holds; exactly one must")
	}
	return right, nil
}

// asked is the question as a line of a script that checks it: it changes nothing, and
// fails where not exactly one option holds.
func (q *Question) asked() script.Line {
	look := func(l *cluster.Lab, at int, _ command.Args) (string, error) {
		if _, err := q.Answer(&l.Step(at).View); err != nil {
			return "", &command.Unmet{Command: "question", Why: err.Error(), Explained: words(q.Text)}
		}
		return "", nil
	}
	return script.Line{Number: q.Line, Command: command.Command{Spec: &command.Spec{Name: "question", Look: look}}}
}

// words are what spans say.
func words(spans []Span) string { return Block{Spans: spans}.String() }

// question reads a question's fence, whose first line is that number of the file.
func (p *reader) question(source string, line int) *Question {
	q := &Question{Line: line}
	var asked, explained []string
	for i, s := range strings.Split(strings.TrimRight(source, "\n"), "\n") {
		at := line + i
		switch s = strings.TrimSpace(s); {
		case strings.HasPrefix(s, ">"):
			explained = append(explained, strings.TrimSpace(s[1:]))
		case len(explained) > 0 && s != "":
			p.wrong(at, lang.E("the explanation ends the question; its lines begin with >"))
		case strings.HasPrefix(s, "- "):
			p.option(q, s[2:], at)
		case len(q.Options) > 0 && s != "":
			p.wrong(at, lang.E("an option is one line: - TEXT :: CONDITION"))
		default:
			asked = append(asked, s)
		}
	}
	if n := len(q.Options); n < 2 || n > MaxOptions {
		p.wrong(line, lang.E("the question has %d options; allowed are 2-%d, each a line: - TEXT :: CONDITION", n, MaxOptions))
	}
	spans, err := inline(strings.Join(asked, "\n"))
	if err != nil {
		p.wrong(line, lang.E("the question before its options: %w", err))
	}
	q.Text = spans
	p.explanation(q, explained)
	return q
}

// option reads one: - TEXT :: CONDITION.
func (p *reader) option(q *Question, source string, line int) {
	said, right, ok := cutLast(source, holdsWhen)
	if !ok {
		p.wrong(line, lang.E("the option has no condition that makes it right; it is - TEXT :: CONDITION"))
		return
	}
	if _, err := condition.Compile(right); err != nil {
		p.wrong(line, err)
	}
	spans, err := inline(said)
	if err != nil {
		p.wrong(line, lang.E("the option: %w", err))
	}
	q.Options = append(q.Options, Option{spans, strings.TrimSpace(right)})
}

// cutLast cuts around the last separator.
func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

func (p *reader) explanation(q *Question, lines []string) {
	d := readMarkdown([]byte(strings.Join(lines, "\n")))
	for n := d.root.FirstChild(); n != nil; n = n.NextSibling() {
		bs, err := d.blocks(n)
		if err != nil {
			p.wrong(q.Line, lang.E("the explanation: %w", err))
			return
		}
		q.Explanation = slices.Concat(q.Explanation, bs)
	}
}
