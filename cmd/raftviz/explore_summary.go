package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"

	"raftviz/cluster/explore"
	"raftviz/cluster/lang"
	"raftviz/cluster/report"
	"raftviz/cluster/script"
	"raftviz/cluster/session"
	"raftviz/ui"
)

// barEvery is how often a progress bar is drawn.
const barEvery = 100 * time.Millisecond

// summary is what a search did, for people and for programs.
type summary struct {
	of *exploration
	explore.Result
	began       time.Time
	took        time.Duration
	interrupted bool
	// was is how many commands the finding had, and file where its script is.
	was  int
	file string
}

// first says what is about to be searched: the seed first, to begin there again.
func (s *summary) first() {
	to := os.Stdout
	if s.of.json {
		to = os.Stderr
	}
	e := s.of
	fmt.Fprintf(to, "seed %d and on: %d nodes, %d steps a run, faults %v, %d at once\n", e.Seed, e.Nodes, e.Steps, e.Faults, e.Workers)
}

// keep makes the finding as short as it can be, writes its script, and makes sure
// that this fails as it should.
func (s *summary) keep(ctx context.Context) error {
	s.was = len(s.Finding.Lines)
	bar := newProgress(-1, lang.T("tries"), lang.T("minimising"))
	least, err := explore.Minimise(ctx, s.Finding, bar.shorter)
	bar.end()
	if err != nil {
		return err
	}
	s.Finding = least
	if err := s.write(least.Script(s.of.again(least.Seed))); err != nil {
		return err
	}
	return s.runAgain()
}

// write writes the script to a file that is not there yet.
func (s *summary) write(text string) error {
	name := s.of.out
	if name == "" {
		name = fmt.Sprintf("explore-%d.raft", s.Finding.Seed)
	}
	file, err := create(name, s.of.out == "")
	if err != nil {
		return err
	}
	s.file = file.Name()
	_, err = io.WriteString(file, text)
	return errors.Join(err, file.Close())
}

// create makes a file that is not there; with another, one of a like name if it is.
func create(name string, another bool) (*os.File, error) {
	for i, try := 2, name; ; i++ {
		file, err := os.OpenFile(try, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if !another || !errors.Is(err, fs.ErrExist) {
			return file, err
		}
		try = fmt.Sprintf("%s-%d.raft", strings.TrimSuffix(name, ".raft"), i)
	}
}

// runAgain runs the script that was written, as raftviz run does.
func (s *summary) runAgain() error {
	read, err := script.Open(s.file, nil)
	if err != nil {
		return err
	}
	on := session.New("")
	err = report.Run(context.Background(), read, on, io.Discard, report.Quiet)
	if closing := on.Close(); closing != nil {
		return closing
	}
	if report.ExitStatus(err) != report.ExitUnmet || !strings.Contains(err.Error(), s.Finding.Fails()) {
		return fmt.Errorf("%s does not fail as the run did: %v", s.file, err)
	}
	return nil
}

// status is the error that makes the exit status.
func (s *summary) status() error {
	switch {
	case s.Finding != nil:
		return &ui.ExitError{Code: report.ExitUnmet}
	case s.interrupted:
		return context.Canceled
	}
	return nil
}

// rate is steps a second.
func (s *summary) rate() float64 { return float64(s.Steps) / max(s.took.Seconds(), 1e-9) }

func (s *summary) print() error {
	var out bytes.Buffer
	if s.of.json {
		if err := s.writeJSON(&out); err != nil {
			return err
		}
	} else {
		s.writeText(&out)
	}
	_, err := out.WriteTo(os.Stdout)
	return err
}

func (s *summary) writeText(to io.Writer) {
	if s.Finding == nil {
		fmt.Fprintln(to, "nothing found")
	} else {
		fmt.Fprintf(to, "seed %d: %s\n", s.Finding.Seed, s.Finding.Text)
	}
	fmt.Fprintf(to, "%d seeds, %d steps in %.1f s: %.0f steps/s\n", s.Seeds, s.Steps, s.took.Seconds(), s.rate())
	if s.Finding != nil {
		fmt.Fprintf(to, "%s: %d commands, of %d; it fails the same way\n", s.file, len(s.Finding.Lines), s.was)
		fmt.Fprintf(to, "  raftviz run %s        what happened\n", s.file)
		fmt.Fprintf(to, "  raftviz --script %s   the screen, at the step where it breaks\n", s.file)
	}
	if s.interrupted {
		fmt.Fprintln(to, "interrupted")
	}
}

// jsonSummary is the object of --json: docs/explore.md.
type jsonSummary struct {
	Seed           uint64       `json:"seed"`
	Seeds          int          `json:"seeds"`
	Steps          int64        `json:"steps"`
	Seconds        float64      `json:"seconds"`
	StepsPerSecond float64      `json:"stepsPerSecond"`
	Interrupted    bool         `json:"interrupted"`
	Finding        *jsonFinding `json:"finding"`
}

type jsonFinding struct {
	Seed     uint64 `json:"seed"`
	Kind     string `json:"kind"`
	Node     int    `json:"node,omitempty"`
	Text     string `json:"text"`
	Commands int    `json:"commands"`
	Script   string `json:"script"`
}

func (s *summary) writeJSON(to io.Writer) error {
	object := jsonSummary{
		Seed: s.of.Seed, Seeds: s.Seeds, Steps: s.Steps,
		Seconds: s.took.Seconds(), StepsPerSecond: s.rate(), Interrupted: s.interrupted,
	}
	if f := s.Finding; f != nil {
		object.Finding = &jsonFinding{f.Seed, f.Kind(), int(f.Node), f.Text, len(f.Lines), s.file}
	}
	return json.NewEncoder(to).Encode(object)
}
