package session

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"raftviz/cluster/lang"
	"raftviz/cluster/script"
)

// savedFile is a saved session's text, whose sums are right.
type savedFile struct {
	name  string
	lines []string
	// steps is the number of the last step.
	steps int
}

// total is the number of the last step, 0 where nothing was saved.
func (f *savedFile) total() int {
	if f == nil {
		return 0
	}
	return f.steps
}

// readSaved reads what a saved session has besides its commands, nil for a text
// that is none. The error says in which line one is cut short, was changed by
// hand, or is of a format that is not read here.
func readSaved(name, text string) (*savedFile, error) {
	lines := strings.Split(strings.ReplaceAll(strings.TrimRight(text, "\r\n"), "\r\n", "\n"), "\n")
	at := func(line int, err error) error { return &script.Error{Name: name, Line: line, Err: err} }
	number, isSaved := strings.CutPrefix(lines[0], header)
	if !isSaved {
		return nil, nil
	}
	switch n, err := strconv.Atoi(number); {
	case err != nil:
		return nil, at(1, lang.E("has %q where the number of its format stands; this raftviz reads format %d", number, format))
	case n != format:
		return nil, at(1, lang.E("is a session of format %d; this raftviz reads format %d", n, format))
	}
	last := lines[len(lines)-1]
	if !strings.HasPrefix(last, endMark) {
		return nil, at(len(lines), lang.E("the file is cut short: a session's last line begins with %s", endMark))
	}
	if first, to := changed(lines); first > 0 {
		return nil, at(first, lang.E("%s changed since it was saved; without line 1 the file is a script, which can be changed", lineRange(first, to)))
	}
	f := &savedFile{name: name, lines: lines}
	if _, err := fmt.Sscanf(last, endMark+"%d steps", &f.steps); err != nil {
		return nil, at(len(lines), lang.E("does not say how many steps there are"))
	}
	return f, nil
}

func lineRange(from, to int) string {
	if from == to {
		return lang.T("the line has")
	}
	return lang.F("one of the lines %d-%d has", from, to)
}

// changed finds the first lines, counted from 1, that their sum is not of; 0 if
// all are as they were.
func changed(lines []string) (from, to int) {
	var s sum
	from = 1
	for i, line := range lines {
		if text, written, ok := cutSum(line); ok {
			if s.with(text) != written {
				return from, i + 1
			}
			from = i + 2
		}
		s.add(line)
	}
	if from <= len(lines) {
		return from, len(lines)
	}
	return 0, 0
}

// cutSum cuts the sum off a line that has one.
func cutSum(line string) (text, written string, ok bool) {
	i := strings.LastIndex(line, sumMark)
	if !strings.HasPrefix(line, checkMark) || i < 0 {
		return line, "", false
	}
	return line[:i], line[i+len(sumMark):], true
}

// compare says at which step the branch is the first time not what the file
// says, nil if it is all through. whole is set when all of the file was run.
func (f *savedFile) compare(b *branch, whole bool) error {
	ours := strings.Split(strings.TrimRight(b.saved(f.lines), "\n"), "\n")
	for i := range min(len(ours), len(f.lines)) {
		if ours[i] == f.lines[i] {
			continue
		}
		if !whole && strings.HasPrefix(ours[i], endMark) {
			return nil // as far as it went
		}
		return &script.Error{Name: f.name, Line: i + 1, Err: f.difference(b, ours, i)}
	}
	return nil
}

// difference says what differs from the i-th line on.
func (f *savedFile) difference(b *branch, ours []string, i int) error {
	after := stateDifference(stateFrom(ours[i:]), stateFrom(f.lines[i:]))
	step, every, ok := firstSample(ours[i], f.lines[i])
	if !ok {
		return lang.E("the replay disagrees: %s", after)
	}
	where := lang.F("step %d", step)
	if every > 1 {
		where = lang.F("step %d, or up to %d before it", step, every-1)
	}
	return lang.E("the replay disagrees at %s, which is here: %s; %s", where, b.lab.Step(step).Events[0], after)
}

// firstSample is the first step whose digest differs in two lines of samples,
// and how far apart the samples are.
func firstSample(here, there string) (step, every int, ok bool) {
	var from int
	head, _, _ := strings.Cut(here, ":")
	if _, err := fmt.Sscanf(head, checkMark+"every %d from %d", &every, &from); err != nil || !strings.HasPrefix(there, head) {
		return 0, 0, false
	}
	here, _, _ = cutSum(here)
	there, _, _ = cutSum(there)
	mine, theirs := strings.Fields(here[len(head):]), strings.Fields(there[len(head):])
	for k := range min(len(mine), len(theirs)) {
		if mine[k] != theirs[k] {
			return from + (k-1)*every, every, true // the first word is the colon
		}
	}
	return 0, 0, false
}

// savedState is a line that says how a command left the cluster.
type savedState struct {
	step, digest string
	// parts are the nodes, and then the rest.
	parts []string
}

// stateFrom is the first state in lines, or the line about the end.
func stateFrom(lines []string) savedState {
	for _, line := range lines {
		text, _, _ := cutSum(line)
		if fields := stateLine.FindStringSubmatch(text); fields != nil {
			return savedState{fields[1], fields[2], strings.Split(fields[3], partMark)}
		}
	}
	return savedState{}
}

var stateLine = regexp.MustCompile(`^#= (step \d+|end: \d+ steps) ([0-9a-f]{8})(?:: )?(.*)$`)

// stateDifference says what differs in two states.
func stateDifference(here, there savedState) string {
	if here.step != there.step {
		return lang.F("the command comes to %s, and the file says %s", here.step, there.step)
	}
	for k := range min(len(here.parts), len(there.parts)) {
		if here.parts[k] != there.parts[k] {
			return lang.F("at %s it is %s, and the file says %s", here.step, here.parts[k], there.parts[k])
		}
	}
	if here.digest == there.digest {
		return lang.F("at %s both agree again", here.step)
	}
	return lang.F("at %s the digest is %s, and the file says %s", here.step, here.digest, there.digest)
}
