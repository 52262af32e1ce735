package ui

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
)

func TestActingInThePastStartsABranch(t *testing.T) {
	s := elected(t, 80, 24)
	newest := s.m.trace.newest()
	s.press("[")
	s.status("back 10", "a command here starts a branch")
	s.shows("lab · seed 1", fmt.Sprintf("◀ step %d of %d", newest-10, newest))
	s.press("T")
	s.status("tick all", fmt.Sprintf("branch-1 begins at step %d of main; 3 steps", newest-10))
	s.shows("lab · branch-1", fmt.Sprintf("step %d ", newest-7))
	if s.m.past() {
		t.Error("the newest step of the branch is not shown")
	}
	s.do("branch main")
	s.shows("lab · main", fmt.Sprintf("◀ step %d of %d", newest-10, newest))
	s.press("esc")
	s.shows(fmt.Sprintf("step %d ", newest))
	s.press("B", "down")
	s.shows("▸ 2  branch-1", fmt.Sprintf("branch-1 begins at step %d of main", newest-10))
	s.press("enter")
	s.status("branch branch-1", fmt.Sprintf("step %d of %d in branch-1", newest-7, newest-7))
	s.do("branches")
	s.shows("looked at", "esc close")
}

// TestAFileIsLoadedAsABranch saves what was done, and shows it again.
func TestAFileIsLoadedAsABranch(t *testing.T) {
	s := elected(t, 80, 24)
	s.do("put x 1", "settle")
	saved := s.m.trace.newest()
	s.do("save "+quote(filepath.Join(t.TempDir(), "won.raft")), "crash 1")
	s.press("[")
	s.do("load " + strings.TrimPrefix(s.m.history.lines[len(s.m.history.lines)-2], "save "))
	s.shows("lab · won", fmt.Sprintf("step %d ", saved))
	if !s.m.node().Up || s.m.past() {
		t.Errorf("step %d of %d is shown, after the file's commands", s.m.at, s.m.trace.newest())
	}
	s.do("diff main won")
	s.shows("n1: role", "esc close")
}

// TestManyBranches chooses from more branches than a small screen has rows.
func TestManyBranches(t *testing.T) {
	s := open(t, 80, 24)
	for range 30 {
		s.do("fork")
	}
	s.press("B")
	s.shows("▸    branch-30")
	s.press("down")
	s.shows("▸ 1  main")
	s.press("enter")
	s.shows("lab · main")
}

// doubleVote is a script that ends with two leaders of one term.
var doubleVote = []string{
	"cluster seed=1", "settle", "until leader != 0", "settle", "violate forget-vote-on-restart on 3",
	"campaign 1", "ready 1", "campaign 2", "ready 2", "deliver 1->3 MsgVote", "ready 3", "crash 3", "restart 3",
	"deliver 2->3 MsgVote",
}

// TestAScriptStopsWhereItBreaks runs a script as raftviz --script does.
func TestAScriptStopsWhereItBreaks(t *testing.T) {
	s := open(t, 80, 24, append(doubleVote, "settle", "put x 1")...)
	newest := s.m.trace.newest()
	v := s.m.view().Violations[0]
	if v.Steps[1] != newest || s.m.past() {
		t.Errorf("step %d of %d is shown, the violation is in step %d", s.m.at, newest, v.Steps[1])
	}
	s.status("settle", v.Text)
	s.shows("✗ election-safety", "▮▮ paused", fmt.Sprintf("(steps %d and %d)", v.Steps[0], newest),
		"1 line of the script is left out", "leaders n1 n2", "✗ breaks forget-vote-")
	s.press("!")
	s.status(fmt.Sprintf("goto %d", v.Steps[0]), "")
	s.shows("✓ safe", "n1 ★ became leader at term 3")
	s.press("!")
	s.status(fmt.Sprintf("goto %d", newest), "")
}

func TestAViolationPausesPlay(t *testing.T) {
	s := open(t, 120, 40, doubleVote...)
	s.press("P", "+", "+", "+", "+")
	for range 20 {
		s.send(playedMsg{s.m.play.generation})
	}
	s.shows("▮▮ paused", "✗ election-safety", "n1 and n2 were both elected leader of term 3")
	s.do("step")
	if s.m.past() {
		t.Error("it does not go on")
	}
}

// TestPlayingInThePastStartsABranch plays from an older step: the first frame
// says that there is a branch.
func TestPlayingInThePastStartsABranch(t *testing.T) {
	s := elected(t, 120, 40)
	s.press("[", "P")
	s.status("step", "branch-1 begins at step")
	s.shows("seed 1 · branch-1", "▶ playing")
	s.press("left")
	s.shows("▮▮ paused", "◀ step")
}

// TestUndo takes back one command after the other, however many steps it made.
func TestUndo(t *testing.T) {
	s := open(t, 80, 24)
	s.press("S")
	settled := s.m.trace.newest()
	s.do("tick all", "tick all 40")
	s.press("u")
	s.status(fmt.Sprintf("goto %d", settled+3), "")
	s.press("u", "u")
	s.status("goto 0", "")
	s.press("u")
	s.status("", "no command was run before this step")
	if !s.m.status.Error {
		t.Error("there is nothing to undo, and no word of it")
	}
}

func TestABreakpointPauses(t *testing.T) {
	s := open(t, 80, 24)
	s.press("b", "leader != 0", "enter")
	s.status("breakpoint leader != 0", "breakpoint 1")
	s.press("P", "+", "+", "+", "+", "+", "+")
	for range 100 {
		s.send(playedMsg{s.m.play.generation})
	}
	s.shows("▮▮ paused", "▮▮ breakpoint 1 at step", "leader != 0", "leader ★ n")
	if s.m.status.Error || s.m.past() {
		t.Errorf("the status is %+v, step %d of %d is shown", s.m.status, s.m.at, s.m.trace.newest())
	}
	s.do("breakpoint term > 2", "breakpoints")
	s.shows("breakpoint 1: leader != 0", "breakpoint 2: term > 2", "esc close")
}

// TestALongReplayIsToldAndCancelled holds a replay in its middle.
func TestALongReplayIsToldAndCancelled(t *testing.T) {
	s := elected(t, 80, 24)
	s.do("step 200000", "goto 150000")
	newest, lab := s.m.trace.newest(), s.m.trace.lab
	msgs := make(chan tea.Msg, 100)
	held, goOn := make(chan struct{}), make(chan struct{})
	e := s.m.engine
	e.do.Progress(func(done, total int) error {
		err := e.progress(done, total)
		if done == 65536 {
			close(held)
			<-goOn
		}
		return err
	})
	_, cmd := s.m.Update(runes("T"))
	perform(cmd, msgs)
	<-held
	s.m.Update(stillRunningMsg{s.m.running})
	s.shows("replaying 65,536 of 150,001 steps, esc cancels", "esc stop")
	s.m.Update(tea.KeyMsg{Type: tea.KeyEsc})
	s.shows("stopping…")
	close(goOn)
	for s.m.running != nil {
		_, cmd := s.m.Update(<-msgs)
		perform(cmd, msgs)
	}
	s.status("tick all", "stopped; all is as it was")
	if s.m.trace.lab != lab || s.m.at != 150000 || s.m.trace.newest() != newest || len(e.do.Branches()) != 1 {
		t.Errorf("step %d of %d is shown; branches are %+v", s.m.at, s.m.trace.newest(), e.do.Branches())
	}
}

// TestALongCommandOnABranchIsShown looks whether a branch is shown while the
// command that has started it still runs.
func TestALongCommandOnABranchIsShown(t *testing.T) {
	s := elected(t, 80, 24)
	s.press("[")
	from, lab := s.m.at, s.m.trace.lab
	msgs := make(chan tea.Msg, 100)
	perform(s.m.run("run 100000"), msgs)
	for s.m.trace.lab == lab && s.m.running != nil {
		s.m.Update(stillRunningMsg{s.m.running})
	}
	s.shows("running… step")
	if s.m.at <= from || s.m.past() {
		t.Errorf("step %d of %d is shown", s.m.at, s.m.trace.newest())
	}
	s.m.Update(tea.KeyMsg{Type: tea.KeyEsc})
	for s.m.running != nil {
		_, cmd := s.m.Update(<-msgs)
		perform(cmd, msgs)
	}
	s.status("run 100000", "stopped after")
	if !strings.Contains(s.m.View(), "lab · branch-1") {
		t.Errorf("the branch is not named:\n%s", s.m.View())
	}
}

// TestAFreshClusterIsABranch chooses another seed and more nodes from the menu.
func TestAFreshClusterIsABranch(t *testing.T) {
	s := elected(t, 120, 40)
	s.press("C", "s")
	s.status("cluster seed=2", "space does what comes next")
	s.shows("seed 2", "seed-2", "step 0 of 0")
	s.press("C", "5")
	if got := len(s.m.view().Nodes); got != 5 || s.m.state.settings.Seed != 2 {
		t.Errorf("%d nodes with seed %d", got, s.m.state.settings.Seed)
	}
	s.press("C", "o", "41", "enter")
	s.status("cluster nodes=5 seed=41", "")
	s.press("B", "1")
	s.shows("leader ★ n3")
}
