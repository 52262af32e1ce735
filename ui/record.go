package ui

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/muesli/termenv"

	"raftviz/ui/grid"
)

// The speed of a recording, relative to the time that a command is shown for.
const (
	// stepsPerPace is how many steps of a command are shown in that time.
	stepsPerPace = 4
	// maxFrames is how many of a command's steps are shown: of more, some that are
	// evenly spread.
	maxFrames = 24
	// lastPaces is how long the last frame stays, in that time.
	lastPaces = 3
)

// Record writes a recording of the screen while the script runs, as asciicast v2:
// a frame for each command, and on the way there frames of the steps that it
// made. A command's frame is shown for the time pace. The same script gives the
// same bytes.
//
// An expectation that fails is an error; a violated property is in the recording.
// The error of a script has its line.
func (p Picture) Record(to io.Writer, pace time.Duration) (err error) {
	h, err := p.open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.engine.close()) }()
	r := &recording{to: to, palette: grid.NewPalette(h.look, termenv.TrueColor)}
	r.header(p, "raftviz: "+h.script.Name)
	err = h.each(func(out outcome) {
		if err := h.pick(p.Node); err == nil {
			h.steps(out, func() { r.frame(h.draw(), pace/stepsPerPace) })
		}
		h.finish(out)
		if err := h.pick(p.Node); err != nil && r.err == nil {
			r.err = err
		}
		r.frame(h.draw(), pace)
	})
	r.end(lastPaces * pace)
	return errors.Join(err, r.err)
}

// steps shows the steps that a command made, one after another: all but the last
// one, which is shown when the command has ended.
func (h *headless) steps(out outcome, show func()) {
	first, last := max(out.first, 1), out.steps-1
	every := max((last-first+maxFrames-1)/maxFrames, 1)
	if first >= last {
		return
	}
	h.status.Line, h.status.Note, h.state.upcoming = out.line, "", ""
	for at := first; at < last; at += every {
		h.grown(out.lab, at+1)
		h.at = at
		h.actor(at)
		h.follow()
		show()
	}
}

// recording is an asciicast that is being written.
type recording struct {
	to      io.Writer
	palette *grid.Palette
	// now is the time of the next frame, and shown the lines of the last one.
	now   time.Duration
	shown []string
	// err is the first thing that went wrong.
	err error
}

// header is the first line. It says nothing of when and where: the same script
// gives the same recording.
func (r *recording) header(p Picture, title string) {
	r.write(map[string]any{"version": 2, "width": p.Width, "height": p.Height, "title": title})
}

// frame adds a frame that is shown for so long: all of it where it is the first
// one, else the lines that differ from those of the frame before.
func (r *recording) frame(g *grid.Grid, shownFor time.Duration) {
	lines := strings.Split(g.Render(r.palette), "\n")
	var b strings.Builder
	if r.shown == nil {
		b.WriteString("\x1b[?25l\x1b[2J") // no cursor, a blank screen
	}
	for y, line := range lines {
		if r.shown == nil || r.shown[y] != line {
			fmt.Fprintf(&b, "\x1b[%d;1H\x1b[0m%s", y+1, line)
		}
	}
	r.shown = lines
	r.output(b.String())
	r.now += shownFor
}

// end keeps the last frame for so long.
func (r *recording) end(shownFor time.Duration) {
	r.now += shownFor
	r.output("\x1b[?25h")
}

// output adds an event: what a program wrote, and when.
func (r *recording) output(text string) {
	r.write([]any{r.now.Seconds(), "o", text})
}

// write adds a line of JSON.
func (r *recording) write(v any) {
	line, err := json.Marshal(v)
	if err == nil && r.err == nil {
		_, err = r.to.Write(append(line, '\n'))
	}
	r.err = errors.Join(r.err, err)
}
