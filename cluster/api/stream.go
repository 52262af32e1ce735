package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"raftviz/cluster/command"
	"raftviz/cluster/report"
	"raftviz/cluster/view"
)

const (
	// pollTime is how often a stream looks for new steps.
	pollTime = 20 * time.Millisecond
	// batchSteps is how many steps it writes between two looks at whether it is to end.
	batchSteps = 64
	// stallTime is for how long a reader may take nothing.
	stallTime = time.Minute
)

// skipped is the line that stands for steps that are no longer kept.
type skipped struct {
	Skipped int `json:"skipped"`
}

// events is GET /_raftviz/events: a line for each step, from now on or from a number.
//
// Nothing is kept for a reader: it reads the history at its own pace, a step at a time,
// and where it is too slow for that, it is told how many it has missed.
func (h *handler) events(w http.ResponseWriter, r *http.Request) error {
	record := h.Record()
	from, err := firstStep(r, record.Told)
	if err != nil {
		return err
	}
	if _, err := body(w, r); err != nil {
		return err
	}
	unhurried(w)
	w.Header().Set("Content-Type", "application/x-ndjson")
	s := &stream{of: record, next: from, to: encoder(w), control: http.NewResponseController(w)}
	s.run(r.Context(), h.Record)
	return nil
}

// firstStep is the number that a request asks for, or the next one.
func firstStep(r *http.Request, told int) (int, error) {
	query := r.URL.Query()
	if !query.Has("from") {
		return told, nil
	}
	text := query.Get("from")
	from, err := strconv.Atoi(text)
	if err != nil || from < 0 || from > told {
		return 0, &Invalid{fmt.Sprintf("from: %q is no step; steps are 0-%d, and %d is the next", text, told-1, told)}
	}
	return from, nil
}

// stream writes steps to one reader.
type stream struct {
	of Record
	// next is the number of the step to be written next, before the one behind it, nil
	// at first and where some were skipped: the next line has all nodes then.
	next    int
	before  *view.Step
	to      *json.Encoder
	control *http.ResponseController
}

// run writes until the reader goes, or another cluster takes the place of this one: its
// steps are none of these.
func (s *stream) run(ctx context.Context, now func() Record) {
	ticker := time.NewTicker(pollTime)
	defer ticker.Stop()
	if s.flush() != nil {
		return
	}
	for {
		record := now()
		if record.Steps != s.of.Steps {
			return
		}
		s.of = record
		wrote, err := s.batch()
		if err != nil {
			return
		}
		if wrote == batchSteps && ctx.Err() == nil {
			continue
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// batch writes some of the steps that are there, and passes them on.
func (s *stream) batch() (wrote int, err error) {
	if s.next >= s.of.Told {
		return 0, nil
	}
	_ = s.control.SetWriteDeadline(time.Now().Add(stallTime))
	for ; wrote < batchSteps && s.next < s.of.Told; wrote++ {
		if err := s.step(); err != nil {
			return wrote, err
		}
	}
	return wrote, s.flush()
}

// step writes the next step that is kept.
func (s *stream) step() error {
	step := s.of.Step(s.next)
	if missed := step.View.Step - s.next; missed > 0 {
		if err := s.to.Encode(skipped{missed}); err != nil {
			return err
		}
		s.before = nil
	}
	var before *view.View
	if s.before != nil {
		before = &s.before.View
	}
	line := report.StepOf(before, step, s.command(step))
	s.before, s.next = step, step.View.Step+1
	return s.to.Encode(line)
}

// command is the text of the command that caused a step, said in its first step.
func (s *stream) command(step *view.Step) string {
	number := step.View.Step
	if number == 0 {
		return command.Setup(s.of.Settings()).Full()
	}
	before := s.before
	if before == nil {
		before = s.of.Step(number - 1)
	}
	if before.Command == step.Command {
		return ""
	}
	return s.of.Command(step.Command)
}

func (s *stream) flush() error { return s.control.Flush() }
