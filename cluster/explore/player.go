package explore

import (
	"errors"
	"fmt"
	"strings"

	"raftviz/cluster"
	"raftviz/cluster/session"
)

// player runs lines on a cluster of its own and looks at what comes of them.
type player struct {
	on *session.Session
	// safety is Options.Safety.
	safety bool
	// lines are those that did something.
	lines []string
}

func newPlayer(safety bool) *player { return &player{on: session.New(""), safety: safety} }

func (p *player) close() error { return p.on.Close() }

// steps is how many steps there are so far.
func (p *player) steps() int {
	if p.on.Lab() == nil {
		return 0
	}
	return p.on.Lab().Len()
}

// do runs one line and returns what it found, nil for nothing. A line that
// cannot be meant where it stands is no part of the run; one that fails later is
// so far as it came.
func (p *player) do(line string) (*Finding, error) {
	before := p.steps()
	_, err := p.on.Do(line)
	if p.on.Lab() == nil {
		return nil, err
	}
	made := p.steps() - before
	if made == 0 {
		return nil, nil
	}
	var violated *cluster.Violated
	if errors.As(err, &violated) {
		return p.found(line, &Finding{Property: violated.Property, Text: violated.Error()}), nil
	}
	if f := failed(p.on.Lab()); f != nil && !p.safety {
		if until := p.failedAt(f, before) - before + 1; until < made || err != nil {
			line = first(until, line)
		}
		return p.found(line, f), nil
	}
	if err != nil {
		line = first(made, line)
	}
	p.lines = append(p.lines, line)
	return nil, nil
}

// first is the line that does the first so many steps of another.
func first(count int, line string) string {
	if words := strings.SplitN(line, " ", 3); words[0] == "first" {
		line = words[2]
	}
	return fmt.Sprintf("first %d %s", count, line)
}

// found ends the run with its last line.
func (p *player) found(line string, f *Finding) *Finding {
	p.lines = append(p.lines, line)
	f.Lines = p.lines
	return f
}

// failedAt is the first step from on in which f's node has failed.
func (p *player) failedAt(f *Finding, from int) int {
	lab := p.on.Lab()
	for step := from; step < lab.Len(); step++ {
		if n := lab.Step(step).View.Node(f.Node); n != nil && n.Failure != "" {
			return step
		}
	}
	return lab.Len() - 1
}

// play runs lines on a fresh cluster until one finds something.
func play(lines []string, safety bool) (found *Finding, err error) {
	p := newPlayer(safety)
	defer func() { err = errors.Join(err, p.close()) }()
	for _, line := range lines {
		if found, err = p.do(line); found != nil || err != nil {
			return found, err
		}
	}
	return nil, nil
}
