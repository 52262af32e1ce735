package main

import (
	"os"

	"github.com/charmbracelet/x/term"
	"github.com/schollz/progressbar/v3"

	"raftviz/cluster/lang"
)

// progress is a bar on stderr where that is a terminal, and else nothing.
type progress struct {
	bar *progressbar.ProgressBar
	// runs is how many runs there were.
	runs int
}

// newProgress is a bar for so many steps, -1 for nobody knows how many.
func newProgress(total int64, unit, text string) *progress {
	if !term.IsTerminal(os.Stderr.Fd()) {
		return &progress{}
	}
	return &progress{bar: progressbar.NewOptions64(total,
		progressbar.OptionSetWriter(os.Stderr),
		progressbar.OptionSetDescription(text),
		progressbar.OptionSetItsString(unit),
		progressbar.OptionShowIts(), progressbar.OptionShowCount(),
		// Drawn when something was added, and never by a goroutine of its own.
		progressbar.OptionSetSpinnerChangeInterval(0),
		progressbar.OptionThrottle(barEvery),
		progressbar.OptionClearOnFinish(),
	)}
}

// newSearchBar counts steps.
func newSearchBar(e *exploration) *progress {
	total := int64(-1)
	if e.Seeds > 0 {
		total = int64(e.Seeds) * int64(e.Steps)
	}
	return newProgress(total, lang.In("unit", "steps"), lang.T("exploring"))
}

// tried takes note of a run of so many steps.
func (p *progress) tried(steps int) {
	if p.bar == nil {
		return
	}
	p.runs++
	p.bar.Describe(lang.F("%d seeds", p.runs))
	// What the terminal does not take is no reason to stop.
	_ = p.bar.Add(steps)
}

// shorter takes note of an attempt to make a finding shorter.
func (p *progress) shorter(commands int) {
	if p.bar == nil {
		return
	}
	p.bar.Describe(lang.F("minimising: %d commands", commands))
	_ = p.bar.Add(1)
}

// end takes the bar away.
func (p *progress) end() {
	if p.bar != nil {
		_ = p.bar.Exit()
		_ = p.bar.Clear()
	}
}
