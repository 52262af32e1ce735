package explore

import (
	"errors"

	"raftviz/cluster"
	"raftviz/cluster/session"
)

// player runs lines on a cluster of its own and looks at what comes of them.
type player struct {
	on *session.Session
	// lines are those that did something.
	lines []string
}

func newPlayer() *player { return &player{on: session.New("")} }

func (p *player) close() error { return p.on.Close() }

// steps is how many steps there are so far.
func (p *player) steps() int {
	if p.on.Lab() == nil {
		return 0
	}
	return p.on.Lab().Len()
}

// do runs one line and returns what it found, nil for nothing. A line that
// cannot be meant where it stands is no part of the run.
func (p *player) do(line string) (*Finding, error) {
	before := p.steps()
	_, err := p.on.Do(line)
	if p.on.Lab() == nil {
		return nil, err
	}
	if p.steps() == before {
		return nil, nil
	}
	p.lines = append(p.lines, line)
	var violated *cluster.Violated
	if errors.As(err, &violated) {
		return &Finding{Property: violated.Property, Text: violated.Error(), Lines: p.lines}, nil
	}
	if f := failed(p.on.Lab()); f != nil {
		f.Lines = p.lines
		return f, nil
	}
	return nil, nil
}

// play runs lines on a fresh cluster until one finds something.
func play(lines []string) (found *Finding, err error) {
	p := newPlayer()
	defer func() { err = errors.Join(err, p.close()) }()
	for _, line := range lines {
		if found, err = p.do(line); found != nil || err != nil {
			return found, err
		}
	}
	return nil, nil
}
