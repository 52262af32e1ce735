package ui

import (
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

// TestAReportStopsTheCommandThatRuns asks for a report while a long command has
// the session: its steps so far are in the file.
func TestAReportStopsTheCommandThatRuns(t *testing.T) {
	s := open(t, 80, 24)
	msgs := make(chan tea.Msg, 100)
	perform(s.m.run("run 100000"), msgs)
	e := s.m.engine
	for deadline := time.Now().Add(patient); e.line.Load() == nil || e.made.Load() == nil; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the command makes no step")
		}
	}
	about, file := s.m.engine.remains()
	if !strings.Contains(about, "seed 1") || !strings.Contains(about, "running: run 100000") {
		t.Errorf("it says %q", about)
	}
	if !strings.Contains(file, "\nfirst ") || !strings.Contains(file, "\n#= end: ") {
		t.Errorf("the file is\n%.300s", file)
	}
}

// TestAReportHasTheCommandsWhereNothingElseIsToBeHad asks for a report while the
// session cannot be saved.
func TestAReportHasTheCommandsWhereNothingElseIsToBeHad(t *testing.T) {
	s := open(t, 80, 24)
	s.do("tick all", "campaign 1")
	s.m.engine.do = broken{}
	about, file := s.m.engine.remains()
	if !strings.Contains(about, "no more than the commands: saving it panics") {
		t.Errorf("it says %q", about)
	}
	if !strings.HasPrefix(file, "cluster nodes=3 seed=1 ") || !strings.HasSuffix(file, "\ntick all\ncampaign 1\n") {
		t.Errorf("the file is\n%s", file)
	}
	s.m.engine.do = newSlow()
}
